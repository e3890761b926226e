using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class CommitmentsTests
{
    [Theory]
    [InlineData("We move the launch to 15 June.", Commitment.Decided)]
    [InlineData("Approved: you can spend up to 500.", Commitment.Decided)]
    [InlineData("Wir haben den Termin verschoben.", Commitment.Decided)]
    [InlineData("I'll send the plan on Friday.", Commitment.Promised)]
    [InlineData("Ich schicke den Plan am Freitag.", Commitment.Promised)]
    [InlineData("Which cable do you want?", Commitment.Asked)]
    public void Of_SentenceThatBinds_SaysHow(string sentence, Commitment kind) => Commitments.Of(sentence).ShouldBe(kind);

    [Theory]
    [InlineData("Agreed.")]
    [InlineData("The pump costs 500 euros.")]
    [InlineData("If it rains, we will have decided wrongly.")]
    public void Of_OtherSentence_IsNothing(string sentence) => Commitments.Of(sentence).ShouldBeNull();
}

using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search;

public sealed class KindPriorTests
{
    [Theory]
    [InlineData(MailKind.Person, true, true, 1)]
    [InlineData(MailKind.List, true, false, 1)]
    [InlineData(MailKind.Receipt, false, true, 1.15)]
    [InlineData(MailKind.Receipt, true, false, 1)]
    [InlineData(MailKind.Bulk, true, false, 0.85)]
    [InlineData(MailKind.Notice, true, true, 0.85)]
    [InlineData(MailKind.Bounce, true, false, 0.85)]
    [InlineData(MailKind.Bulk, false, true, 1)]
    public void Of_Kind_CountsByWhatIsAsked(MailKind kind, bool isOfPeople, bool isOfTrade, double factor) =>
        KindPrior.Of(kind, isOfPeople, isOfTrade).ShouldBe(factor);

    [Theory]
    [InlineData("my order of paint", true)]
    [InlineData("booking for the ferry", true)]
    [InlineData("wann kommt meine Bestellung", true)]
    [InlineData("Rechnung der Werft", true)]
    [InlineData("what did Anna say about the keel", false)]
    public void IsOfTrade_Query_IsToldByItsWords(string text, bool isOfTrade) =>
        KindPrior.IsOfTrade(SearchQuery.Empty with { Text = text }).ShouldBe(isOfTrade);
}

using InboxMind.Embedded.Models.Extractive;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class AskedThingTests
{
    [Theory]
    [InlineData("Which hotel did Olga book?", "hotel")]
    [InlineData("What kind of car does Olga drive to the mill?", "car")]
    [InlineData("In which sports hall is the party?", "sports hall")]
    [InlineData("What is the title of the paper by Olga?", "title")]
    [InlineData("How large a fine did they expect?", "fine")]
    [InlineData("How many guests came to the party?", "guests came")]
    [InlineData("Welches Hotel hat Olga gebucht?", "Hotel")]
    [InlineData("Which firm did Olga choose?", "")]
    [InlineData("What is the number of the policy?", "")]
    [InlineData("What kept Olga from the party?", "")]
    [InlineData("What did Olga say about the hotel?", "")]
    [InlineData("When is the party?", "")]
    [InlineData("", "")]
    public void In_Question_IsTheThingThatAnAnswerNames(string question, string thing) => question[AskedThing.In(question)].ShouldBe(thing);
}

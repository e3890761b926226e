using System.Text.Json;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Embedded.Models.Extractive;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class AskedDetailTests
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Theory]
    [InlineData("What is the name of the ferry?", "The ferry to the island leaves at nine and is often full.", false)]
    [InlineData("What is the name of the ferry?", "The ferry, Anna, leaves at nine on Monday and is often full.", false)]
    [InlineData("What is the name of the ferry?", "The name of the ferry to the island is Halcyon.", true)]
    [InlineData("What is the name of the ferry?", "I took the ferry to the island. Its name is Halcyon.", true)]
    [InlineData("What is the name of the ferry?", "I have a name for the ferry. We met in the Halcyon.", false)]
    [InlineData("What is the tuner called?", "The tuner comes on Monday and asks for cash.", false)]
    [InlineData("What is the tuner called?", "The tuner is called Otto Brandt and comes on Monday.", true)]
    [InlineData("What is the tuner's name?", "The tuner comes on Monday and asks for cash.", false)]
    [InlineData("Wie heißt der Klavierstimmer?", "Der Klavierstimmer kommt am Montag und will die Rechnung.", false)]
    [InlineData("Wie heißt der Klavierstimmer?", "Der Klavierstimmer heißt Brandt und kommt am Montag.", true)]
    [InlineData("Who is the owner of the boat yard?", "We lack the consent of the owner of the boat yard.", false)]
    [InlineData("Who is the owner of the boat yard?", "The owner of the boat yard is Otto Brandt.", true)]
    [InlineData("Which bank keeps the mortgage?", "The bank keeps the mortgage since March.", false)]
    [InlineData("Which bank keeps the mortgage?", "Our bank, the Nordbank, keeps the mortgage.", true)]
    public async Task Answer_NameThatIsAsked_StandsBesideTheThing(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What is the booking code for Berlin?", "Your flight to Berlin now leaves at 9:15, it is LH1934.", false)]
    [InlineData("What is the booking code for Berlin?", "Your booking code for the flight to Berlin is LH1934.", true)]
    [InlineData("What is the password of the guest wifi?", "The first password of the guest wifi is set at the desk on the 22nd.", false)]
    [InlineData("What is the password of the guest wifi?", "The password of the guest wifi is swordfish.", true)]
    [InlineData("What is the policy number of the boat?", "The policy of the boat ends in 2027 and costs 640 euros.", false)]
    [InlineData("What is the policy number of the boat?", "The policy of the boat has the number 55-1934.", true)]
    [InlineData("Who hands out door codes for visitors?", "The reception hands out door codes for visitors.", true)]
    public async Task Answer_CodeThatIsAsked_IsSaidToBeThatCode(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What does the plumber charge?", "The plumber charges 1,350 and comes on Monday.", true)]
    [InlineData("What does the plumber charge?", "The plumber comes on Monday to room 1350.", false)]
    [InlineData("What does the plumber charge?", "The plumber charges by the hour and has been here since 2019.", false)]
    [InlineData("What does the lunch cost?", "For the lunch it is 18 a head.", true)]
    [InlineData("What does the lunch cost?", "For the lunch we pay 18 waiters.", false)]
    [InlineData("What does the supply cost?", "The owner pays for the 32 A supply.", false)]
    [InlineData("How much is the skip?", "The skip is here, it has room for 12 barrows.", false)]
    [InlineData("How much is the skip?", "The skip is here, 180 all in.", true)]
    [InlineData("How much is the mast?", "The dealer says 2,300 for the mast and two weeks.", true)]
    [InlineData("How much is the mast?", "The dealer has sold 2,300 masts like the mast.", false)]
    public async Task Answer_PriceWithoutACurrency_IsOneWhereMoneyIsSpokenOf(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("When is the concert?", "We open the concert with the Bruckner and close it with the spiritual.", false)]
    [InlineData("When is the concert?", "The concert is on the 14th.", true)]
    [InlineData("When is the concert?", "The concert is after Easter.", true)]
    [InlineData("When is the concert?", "The concert is in the barn. The chairs are new. We eat at seven.", false)]
    [InlineData("When was the concert moved?", "We have moved the concert to the barn.", true)]
    public async Task Answer_DayThatIsAsked_StandsBesideTheThing(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("On what date did Otto move the concert?", "Otto has moved the concert to the barn.", false)]
    [InlineData("On what date did Otto move the concert?", "Otto has moved the concert to the 14th.", true)]
    [InlineData("On what date did Otto move the concert?", "Otto moved the concert to the barn yesterday.", true)]
    [InlineData("On what date did Otto move the concert?", "Otto moved the concert after some weeks.", false)]
    [InlineData("By when did Otto want the list of the choir?", "Otto wanted the list of the choir.", false)]
    [InlineData("By when did Otto want the list of the choir?", "Otto wanted the list of the choir by 3 June.", true)]
    [InlineData("In what year did Otto join the choir?", "Otto joined the choir in May as a tenor.", false)]
    [InlineData("In what year did Otto join the choir?", "Otto joined the choir in 1998 as a tenor.", true)]
    public async Task Answer_DayThatIsAskedByItsWord_IsThere(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("How many people heard the concert?", "Since 1996 people heard the concert in the barn.", true)]
    [InlineData("How many people heard the concert?", "In 1996, the people heard the concert in the barn.", false)]
    [InlineData("How many people heard the concert?", "Of the people 140 heard the concert in the barn.", true)]
    public async Task Answer_HowMany_IsNoYear(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What did Skytop charge for scaffolding?", true)]
    [InlineData("What did Rotho charge for scaffolding?", false)]
    public async Task Answer_PriceOfAFirmThatTheMailNames_StandsBesideItsThing(string question, bool isFound) => (await AskAsync(
        question,
        Source("The scaffolding would be 6,400 euros. Zinc is better. Copper gets stolen. Slate we do not have. Yours, Skytop Roofs"))
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("Which firm said that the price of the roof was too high?", "The firm Halcyon said the price of the roof is high.", true)]
    [InlineData("Which price did the firm give for the roof?", "The firm Halcyon gave a price for the roof.", false)]
    [InlineData("How much had Greta given for the roof?", "Greta had given much for the roof with 17 women.", false)]
    [InlineData("How much had Greta given for the roof?", "Greta had given 150 euros for the roof.", true)]
    [InlineData("What does Ambercell charge for each battery cell?", "Ambercell charges 2.31 euros a battery cell.", true)]
    public async Task Answer_AmountThatIsAsked_IsThereAndNoOtherIsNeeded(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What did Steve decide about the raise?", true)]
    [InlineData("What did Rupert decide about the raise?", false)]
    public async Task Answer_SomebodyByAShortName_IsFound(string question, bool isFound) => (await AskAsync(
        question, Source("About the raise it is decided that it comes in May.") with { From = "Steven Tal" })
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("Who runs the Korean venture?", true)]
    [InlineData("Who runs the Peruvian venture?", false)]
    public async Task Answer_WhatBelongsToAPlace_IsFoundByThePlace(string question, bool isFound) =>
        (await AskAsync(question, Source("Otto Brandt runs the venture in Korea.")) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("2026-11-04", true)]
    [InlineData("2026-05-04", false)]
    public async Task Answer_MonthThatIsNamed_IsThatOfTheMail(string day, bool isFound) => (await AskAsync(
        "What caused the November outage?", Source("The outage was caused by a certificate.") with { Date = day })
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("Who drives the trailer?", "I never said I would drive the trailer.", false)]
    [InlineData("Who drives the trailer?", "I don't drive the trailer.", false)]
    [InlineData("Who drives the trailer?", "Kai drives the trailer, as I never do.", true)]
    [InlineData("Who does not drive the trailer?", "Kai does not drive the trailer.", true)]
    [InlineData("Wer fährt den Anhänger?", "Niemand fährt den Anhänger.", false)]
    public async Task Answer_WhoDoesIt_IsNobodyWhoDoesNot(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Fact]
    public async Task Answer_ShortQuestion_IsNotOfWhatOnlyHasTheMeasure() =>
        (await AskAsync(
            "Wie hoch ist die Pacht?", Source("Die Hecke am Weg 12 ist viel zu hoch.") with { N = 2, Thread = 2 },
            Source("Die Pacht für den Garten am Weg ist im Januar fällig, es sind 215 Euro.") with { Relevance = 0.9 }))
        .ShouldStartWith("Eve, 1. Mai 2026: “Die Pacht");

    [Fact]
    public async Task Answer_LaterMailWithAnotherDay_StandsFirst() =>
        (await AskAsync(
            "When is the fair?", Source("The fair is on Sunday 11 July in the garden."),
            Source("The fair in the garden moves, so let us have it on the 18th.") with { N = 2, Thread = 2, Date = "2026-05-09" }))
        .ShouldStartWith("Eve, 9 May 2026: “The fair in the garden moves, so let us have it on the 18th.”");

    [Theory]
    [InlineData("The ferry to Fanø is changed: your new booking reference is QX31RT.", "9 May")]
    public async Task Answer_LaterMailWithAnotherCode_StandsFirst(string later, string day) =>
        (await AskAsync(
            "What is the booking reference for the ferry to Fanø?",
            Source("The ferry to Fanø is booked, the booking reference is K7WQ2M."),
            Source(later) with { N = 2, Date = "2026-05-09" }))
        .ShouldStartWith($"Eve, {day} 2026");

    [Fact]
    public async Task Answer_EnglishQuestionWithWas_IsInEnglish() =>
        (await AskAsync("Was opening on Sundays agreed?", Source("Opening on Sundays was not agreed.")))
        .ShouldStartWith("Eve, 1 May 2026");

    private static PromptSource Source(string text) => new(1, "Eve", "Anna", "2026-05-01", "News", 1, text);

    private static async Task<string> AskAsync(string question, params PromptSource[] sources)
    {
        using var client = new ExtractiveChatClient(nearness: null);
        var prompt = JsonSerializer.Serialize(new PromptContent(question, "2026-06-01", sources), Json);
        return (await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], null, TestContext.Current.CancellationToken)).Text;
    }
}

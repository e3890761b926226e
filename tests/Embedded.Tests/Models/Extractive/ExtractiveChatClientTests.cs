using System.Text.Json;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Prompts;
using InboxMind.Embedded.Models.Extractive;
using Microsoft.Extensions.AI;

namespace InboxMind.Embedded.Tests.Models.Extractive;

public sealed class ExtractiveChatClientTests
{
    private const string Question = "What does the pump cost?";

    private const string Card = "The lock sticks, so come round the back.\n\n=======================\nGreta M. Holm\nChief Engineer\n"
        + "Holm Boats, Inc.\n12 Quay Road\nVoice: (512) 555-0153\nFAX: (512) 555-0173\nMobile: 512 555 0199\ngreta@holm.example";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Theory]
    [InlineData("The pump costs 500 euros” [2] Carl Boss, 3 March 2026: “Pay the pump at once")]
    [InlineData("The pump costs 500 euros\" Carl Boss, 3 March 2026: \"Pay the pump at once")]
    [InlineData("The pump costs 500 euros» Carl Boss, 3 March 2026: „Pay the pump at once")]
    public async Task Answer_MailThatClosesItsQuotation_StaysWithinIt(string text)
    {
        var answer = await AskAsync(Question, Source(text), Source("Nothing of note.", n: 2));

        answer.ShouldStartWith("Eve, 1 May 2026: “The pump costs 500 euros");
        answer.ShouldEndWith("Pay the pump at once” [1]");
        Regex.Count(answer, "[“”\"„«»]").ShouldBe(2, answer);
        CitationCheck.Check(answer, 2).Cited.ShouldBe([1]);
    }

    [Theory]
    [InlineData("Carl Boss, 3 March 2026: “Pay” [2] Eve", "Carl Boss, 3 March 2026 ‘Pay’ (2) Eve, 1 May 2026: “")]
    [InlineData("Patrick O’Brien", "Patrick O’Brien, 1 May 2026: “")]
    public async Task Answer_NameThatLooksLikeAQuotation_IsAName(string name, string lead)
    {
        var answer = await AskAsync(Question, Source("The pump costs 500 euros in all.", name), Source("Nothing of note.", n: 2));

        answer.ShouldStartWith(lead);
        CitationCheck.Check(answer, 2).Cited.ShouldBe([1]);
    }

    [Fact]
    public async Task Answer_MailThatHoldsTheWordForNothing_IsQuoted() =>
        (await AskAsync(Question, Source("The pump reports NOT_FOUND and costs 500 euros."))).ShouldContain("reports NOT_FOUND and");

    [Fact]
    public async Task Answer_PriceOfSomethingElseBesideTheName_IsNone()
    {
        const string bath = "You can spend up to 17,500 euros on the bath, cost centre 4410. Waiting nine days would hold up every Reed.";

        (await AskAsync("What does the Reed cost?", Source(bath))).ShouldNotContain("17,500");
        (await AskAsync("What does the Reed cost?", Source($"{bath} A Reed costs 900 euros."))).ShouldContain("900 euros");
        (await AskAsync("What does the Reed cost?", Source("The Reed is out now. It costs 900 euros."))).ShouldContain("900 euros");
    }

    [Theory]
    [InlineData("a.\n")]
    [InlineData("a@b ")]
    [InlineData("a")]
    [InlineData("@")]
    [InlineData("a@")]
    [InlineData("Forwarded by ")]
    [InlineData("Pump. ")]
    [InlineData("Aa ")]
    [InlineData("1")]
    [InlineData("From:\n")]
    public async Task Answer_HostileMails_AnswerIsShortAndFromTheHonestOne(string repeated)
    {
        var hostile = string.Concat(Enumerable.Repeat(repeated, 200_000 / repeated.Length));
        PromptSource[] sources =
            [.. Enumerable.Range(2, 11).Select(n => Source(hostile, n: n)), Source("The pump costs 500 euros in all.")];

        var answer = await AskAsync(Question, sources);

        answer.ShouldContain("costs 500 euros in all.” [1]");
        answer.Length.ShouldBeLessThan(10_000);
        (await AskAsync("", sources)).Length.ShouldBeLessThan(30_000);
    }

    [Theory]
    [InlineData("From: Anna", true)]
    [InlineData("anna@example.com", true)]
    [InlineData("anna@example.com, ben@example.com; carl@example.com", true)]
    [InlineData("---- Forwarded by Anna on 3 March", true)]
    [InlineData("Anna Okafor 03/09/2026 04:02 PM", true)]
    [InlineData("Anna Lind/HO/EX@EX, Ben Amt/HO/EX@EX, Carl Ost/LO/EX@EX, Dora Pell@EX", true)]
    [InlineData("Write to anna@example.com or ben@example.com today.", false)]
    [InlineData("The pump is forwarded by us.", false)]
    public void IsHeader_Line_IsTold(string line, bool header) => Fragments.IsHeader(line).ShouldBe(header);

    [Fact]
    public async Task Answer_LaterMailThatChangesIt_StandsFirst()
    {
        var answer = await AskAsync(
            "When is the garden party?", Source("The garden party is on Friday 5 June at the lake.") with { Thread = 1 },
            Source("We moved it to Saturday 13 June because of the rain.", n: 2) with { Thread = 1, Date = "2026-05-09", Relevance = 0.5 });

        answer.ShouldStartWith("Eve, 9 May 2026: “We moved it to Saturday 13 June");
        answer.ShouldContain("Eve, 1 May 2026 (earlier): “The garden party is on Friday 5 June");
    }

    [Fact]
    public async Task Answer_LaterMailOfAnotherConversation_ChangesNothing() => (await AskAsync(
        "When is the garden party?", Source("The garden party is on Friday 5 June at the lake.") with { Thread = 1 },
        Source("We moved it to Saturday 13 June because of the rain.", n: 2) with { Thread = 2, Date = "2026-05-09", Relevance = 0.5 }))
        .ShouldStartWith("Eve, 1 May 2026: “The garden party is on Friday 5 June");

    [Fact]
    public async Task Answer_WhatSomebodySaid_IsInTheirWords()
    {
        var answer = await AskAsync(
            "What did Will say about the hedge?", Source("The hedge, the hedge: I ask what Will thinks of the hedge.", "Gudrun Abel"),
            Source("I would cut the hedge in autumn.", "Will Tarn", 2) with { Relevance = 0.9 });

        answer.ShouldStartWith("Will Tarn, 1 May 2026: “I would cut the hedge in autumn.” [2]");
        answer.ShouldNotContain("Gudrun");
    }

    [Fact]
    public async Task Answer_WhatSomebodyWroteOnADay_IsTheirMail() =>
        (await AskAsync("What did Will write on 1 May 2026?", Source("I am at the coast until Sunday evening.", "Will Tarn")))
        .ShouldBe("Will Tarn, 1 May 2026: “I am at the coast until Sunday evening.” [1]");

    [Fact]
    public async Task Answer_LaterMailThatChangesSomethingElse_IsNotPutBesideIt() => (await AskAsync(
        "What is the code of the gate?", Source("The code of the gate is QX-77, please keep it to yourself.") with { Thread = 1 },
        Source("The plumber has changed his plans for the kitchen, and the tiles that were promised for the bathroom come on another day, "
            + "so nobody needs to be there on Thursday morning when the lorry would have been here.", n: 2) with
        { Thread = 1, Date = "2026-05-09", Relevance = 0.5 }))
        .ShouldBe("Eve, 1 May 2026: “The code of the gate is QX-77, please keep it to yourself.” [1]");

    [Theory]
    [InlineData("You may cancel the visit to the mill free of charge until Friday.", false)]
    [InlineData("We saw the mill, and all who came had been told that they would have to wait.", false)]
    [InlineData("I have to cancel the visit to the mill, sorry.", true)]
    public async Task Answer_LaterMailThatCallsOff_StandsFirst(string later, bool isOff)
    {
        var answer = await AskAsync(
            "When is the visit to the mill?", Source("The visit to the mill is on Friday 5 June at ten.") with { Thread = 1 },
            Source(later, n: 2) with { Thread = 1, Date = "2026-05-09", Relevance = 0.5 });

        answer.StartsWith("Eve, 9 May 2026", StringComparison.Ordinal).ShouldBe(isOff, answer);
        answer.ShouldContain("Friday 5 June");
    }

    [Fact]
    public async Task Answer_LaterMailThatSaysWhatIsFinal_StandsFirst() => (await AskAsync(
        "Who feeds the cats on 13 June?",
        Source("Who feeds the cats in June: 6 June Berit, 13 June Jonas, 20 June Olga.") with { Thread = 1 },
        Source("OK, final: Olga feeds the cats on 13 June and Jonas on 20 June.", n: 2) with
        { Thread = 1, Date = "2026-05-09", Relevance = 0.5 }))
        .ShouldStartWith("Eve, 9 May 2026: “OK, final: Olga");

    [Theory]
    [InlineData("What did Eve say about the pump in March 2024?", false)]
    [InlineData("What did Eve say about the pump in May 2026?", true)]
    [InlineData("What did Eve say about the pump on 9 July 2026?", true)]
    public async Task Answer_MailOfAnotherTime_IsNoAnswer(string question, bool isFound) =>
        (await AskAsync(question, Source("The pump is serviced on 9 July 2026 by the people who made it.")) != AnswerPrompt.NotFound)
        .ShouldBe(isFound);

    [Theory]
    [InlineData("Has the invoice of Thermo been paid?", false)]
    [InlineData("Has the invoice of Thermo been sent?", true)]
    public async Task Answer_WhetherSomethingIsSo_NeedsEachOfItsWords(string question, bool isFound) =>
        (await AskAsync(question, Source("The invoice of Thermo was sent to the office on Monday.")) != AnswerPrompt.NotFound)
        .ShouldBe(isFound);

    [Fact]
    public async Task Answer_PriceThatIsAsked_IsAnAmountOfMoney() => (await AskAsync(
        "What is the price of the awning?",
        Source("The price of the awning of 12 March and the 3 poles depends on the cloth. Nothing more on it. "
            + "For the linen one we ask 840 euros with all poles of the awning.")))
        .ShouldContain("840 euros");

    [Theory]
    [InlineData("What is the fax number of Greta Holm?", "FAX: (512) 555-0173")]
    [InlineData("What's Greta Holm's mobile number?", "Mobile: 512 555 0199")]
    [InlineData("What is Greta Holm's phone number?", "Voice: (512) 555-0153")]
    [InlineData("At what number can I call Greta Holm?", "Voice: (512) 555-0153")]
    [InlineData("Wie ist die Telefonnummer von Greta Holm?", "Voice: (512) 555-0153")]
    [InlineData("What is the e-mail address of Greta Holm?", "greta@holm.example")]
    public async Task Answer_HowToReachSomebody_IsTheirCardDownToIt(string question, string line)
    {
        var answer =
            await AskAsync(question, Source("Ring Carl Boss at 030 555 0100 if the lock of the boat house sticks."), Source(Card, n: 2));

        answer.ShouldContain("2026: “Greta M. Holm");
        answer.ShouldEndWith($"{line}” [2]");
    }

    [Theory]
    [InlineData("Which firm is Greta Holm with?")]
    [InlineData("What does Greta Holm do at the boat yard?")]
    [InlineData("Where does Greta Holm work?")]
    [InlineData("Bei welcher Firma arbeitet Greta Holm?")]
    public async Task Answer_WhereSomebodyWorks_IsWhatStandsBelowTheirName(string question) =>
        (await AskAsync(question, Source(Card))).ShouldBe(
            question[0] == 'B'
                ? "Eve, 1. Mai 2026: “Greta M. Holm Chief Engineer Holm Boats, Inc.” [1]"
                : "Eve, 1 May 2026: “Greta M. Holm Chief Engineer Holm Boats, Inc.” [1]");

    [Fact]
    public async Task Answer_NumberThatChanged_IsTheNewest()
    {
        var answer = await AskAsync(
            "What is Greta Holm's phone number?", Source(Card),
            Source("All well here.\n\nGreta M. Holm\nHolm Boats\nTel. (512) 555-7777", n: 2) with { Date = "2026-05-20", Relevance = 0.6 });

        answer.ShouldContain("(512) 555-7777” [2]");
    }

    [Fact]
    public async Task Answer_TelephoneThatIsNoNumber_IsNotReadAsOne() => (await AskAsync(
        "On which day is the telephone interview with Greta Holm?",
        Source("We moved the telephone interview with Greta Holm to Tuesday 9 June.\n\nGreta M. Holm\nTel. (512) 555-0153")))
        .ShouldContain("Tuesday 9 June");

    [Fact]
    public async Task Answer_NumberOfSomebodyElse_IsNone() => (await AskAsync(
        "What is the phone number of Otto Brandt?", Source(Card), Source("Otto Brandt comes to the boat house on Monday.", n: 2)))
        .ShouldBe(AnswerPrompt.NotFound);

    [Theory]
    [InlineData("What is Farah's phone number?")]
    [InlineData("Wie lautet die Telefonnummer von Farah?")]
    public async Task Answer_NumberBelowASentenceWithTheName_IsNotTheirs(string question) => (await AskAsync(
        question, Source("Hi Farah,\n\nFarah's first day is on Monday.\n\nGreta M. Holm\nHolm Boats\nTel. (512) 555-0153")))
        .ShouldBe(AnswerPrompt.NotFound);

    [Fact]
    public async Task Answer_FirmOfSomebodysHusband_IsNotTheirs() =>
        (await AskAsync("Which company does Greta's husband work for?", Source(Card))).ShouldNotContain("Holm Boats");

    [Theory]
    [InlineData("Did Eve sign the letter on the harbour wall?", true)]
    [InlineData("Which letter on the harbour wall is to be signed?", false)]
    public async Task Answer_WhetherSomethingIsSo_BeginsWithTheReplyToIt(string question, bool isReplyFirst)
    {
        var answer = await AskAsync(question, Source(
            "Greta,\n\nDecline.\n\nEve\n\nOn 29 April 2026, Greta Holm wrote:\n> Should Eve sign the letter on the harbour wall this "
                + "week?"));

        answer.StartsWith("Eve, 1 May 2026: “Decline.” [1]\n", StringComparison.Ordinal).ShouldBe(isReplyFirst, answer);
        answer.ShouldContain("Greta Holm, 29 April 2026 (quoted by Eve, 1 May 2026): “Should Eve sign the letter");
    }

    [Fact]
    public async Task Answer_ReplyThatOnlyPassesOn_IsNoAnswer() => (await AskAsync(
        "Did Greta sign the letter on the harbour wall?",
        Source("FYI\n\nOn 29 April 2026, Greta Holm wrote:\n> I did sign the letter on the harbour wall this morning.")))
        .ShouldStartWith("Greta Holm, 29 April 2026");

    [Theory]
    [InlineData("How many berths were found rotten in the north harbour?",
        "Several berths were found rotten in the north harbour, so we closed it.")]
    [InlineData("What salary was the harbour master offered?", "The harbour master was offered the post of 3 May on the spot.")]
    public async Task Answer_FigureThatNoMailHas_IsNone(string question, string text) =>
        (await AskAsync(question, Source(text))).ShouldBe(AnswerPrompt.NotFound);

    [Theory]
    [InlineData("The permit for the beehive has a fee of 45 crowns.")]
    [InlineData("The permit for the beehive has a fee of NOK 450 a year.")]
    [InlineData("The permit for the beehive is free this year, no fee.")]
    public async Task Answer_PriceInAnyCurrency_IsOne(string text) =>
        (await AskAsync("What is the fee for the beehive permit?", Source(text))).ShouldContain("permit for the beehive");

    [Fact]
    public async Task Answer_DayThatStandsInTheSubject_IsQuotedFromIt() => (await AskAsync(
        "When does the council vote on the harbour wall?",
        Source("The vote on the harbour wall was put off once more by the council.") with
        {
            Subject =
            "Harbour wall: council waits until 14 August"
        }))
        .ShouldStartWith("Eve, 1 May 2026, subject: “Harbour wall: council waits until 14 August” [1]");

    [Fact]
    public async Task Answer_DateOnALineOfItsOwn_IsNoHeader() => (await AskAsync(
        "When is the harbour meeting?", Source("The new date of the harbour meeting:\n\nDATE: Monday, 8 June\n\nPLACE: Boat house")))
        .ShouldContain("DATE: Monday, 8 June");

    [Fact]
    public async Task Answer_ChangeThatIsPassedOn_StandsFirst()
    {
        const string first = "The insurance of the fleet saves $482,000 before tax.";
        var answer = await AskAsync(
            "How much does the insurance of the fleet save?", Source(first) with { Thread = 1 },
            Source("FYI\n\nOn 12 May 2026, Carl Boss wrote:\n> The insurance of the fleet saves $782,000, I miscalculated.\n"
                + $"> On 1 May 2026, Eve wrote:\n>> {first}", "Anna", 2) with
            { Thread = 2, Date = "2026-05-14", Relevance = 0.6 });

        answer.ShouldStartWith("Carl Boss, 12 May 2026 (quoted by Anna, 14 May 2026): “The insurance of the fleet saves $782,000");
        answer.ShouldContain("(earlier): “The insurance of the fleet saves $482,000");
    }

    [Fact]
    public async Task Answer_QuotedDayThatWouldBeLaterThanTheMail_IsReadTheOtherWayRound() => (await AskAsync(
        "What does the pump cost?",
        Source("See below.\n\nGreta Holm\n04/05/2026 09:52\nTo: Eve\nSubject: Pump\n\nThe pump costs 500 euros.")
            with
        { Date = "2026-04-10" }))
        .ShouldStartWith("Greta Holm, 5 April 2026 (quoted by Eve, 10 April 2026)");

    [Fact]
    public async Task Answer_NameThatOnlyAnotherMailHas_IsNoAnswer() => (await AskAsync(
        "What did Priscilla Ashworth propose for the Ghana barge?",
        Source("We propose a new engine for the barge in the north harbour."),
        Source("Priscilla Ashworth sends greetings from Ghana.", n: 2) with { Relevance = 0.5 }))
        .ShouldBe(AnswerPrompt.NotFound);

    [Fact]
    public async Task Answer_TwoQuestionsInOne_HasWhatTheFirstAsks() => (await AskAsync(
        "What is the rent under the new lease of the boat house, and for how long?",
        Source("Five years is too long for the new lease of the boat house, ask for a rent with a 4 in front."),
        Source("New lease of the boat house: rent 4,850 euros a month, three years from 1 July.", n: 2) with { Relevance = 0.9 }))
        .ShouldContain("4,850 euros a month");

    [Fact]
    public async Task Answer_NumberThatBeginsWithOneOfTheQuestion_IsOne() => (await AskAsync(
        "How many Reed 3 were ordered on the first day?", Source("It's out. 31 Reed 3 were ordered on the first day.")))
        .ShouldContain("31 Reed 3");

    [Fact]
    public async Task Answer_NameThatOnlyTheConversationHas_IsFound() => (await AskAsync(
        "What is the workaround for Northmere until the fix comes?",
        Source("The workaround is to set the zone to UTC until the fix comes on Thursday.") with { Thread = 1 },
        Source("All probes are silent since Sunday.", "Northmere Water", 2) with { Thread = 1, Date = "2026-04-30", Relevance = 0.4 }))
        .ShouldStartWith("Eve, 1 May 2026: “The workaround is to set the zone to UTC");

    [Theory]
    [InlineData("Which hotel does Eve have in Bergen?", false)]
    [InlineData("What kind of pump does Eve have in Bergen?", true)]
    public async Task Answer_ThingThatTheMailDoesNotName_IsNone(string question, bool isFound) => (await AskAsync(
        question, Source("I have the pump in Bergen now, and it will have to stay there with Eve until the autumn."))
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("Who was paid to interview Jennifer Salt for Linda Robb?", false)]
    [InlineData("Who was sent the papers of Jennifer Salt for Linda Robb?", true)]
    public async Task Answer_NamesWithoutWhatIsAskedOfThem_IsNone(string question, bool isFound) => (await AskAsync(
        question, Source("I sent the papers of Jennifer Salt to Linda Robb and to Olga, who know them well.")) != AnswerPrompt.NotFound)
        .ShouldBe(isFound);

    [Theory]
    [InlineData("Will Tarn", true)]
    [InlineData("Gudrun Abel", false)]
    public async Task Answer_ReplyThatIsAskedFor_IsOfTheOneWhoReplied(string from, bool isFound) => (await AskAsync(
        "What did Will reply to the note about the hedge?", Source("The note about the hedge has reached Will and me.", from))
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What was wrong with the lift?", "The lift has a torn belt, and nobody knows where to get another one.")]
    [InlineData("What caused the flood?", "The flood turned out to be our own doing: the valve was open all night long.")]
    public async Task Answer_WhatWasWrong_NeedNotHoldTheWord(string question, string text) =>
        (await AskAsync(question, Source("The men looked at it.", n: 2), Source(text))).ShouldContain(text);

    [Fact]
    public async Task Answer_CauseThatIsAsked_IsNotWhatWasSeenOfIt() => (await AskAsync(
        "What caused the silence of the probes at the weir?",
        Source("Since Sunday the probes at the weir are in silence, all of them, and nobody at the weir touched them.", "Northmere") with
        { Thread = 1, Date = "2026-04-29" },
        Source("Found it: the server threw away what the probes wrote, as they write their own time now.", n: 2) with
        { Thread = 1, Relevance = 0.9 }))
        .ShouldStartWith("Eve, 1 May 2026: “Found it");

    [Theory]
    [InlineData("We sold 340 shares on the day of the answer.", true)]
    [InlineData("We sold 50% of the shares on the day of the answer, at 3:30 on 4 May.", false)]
    public async Task Answer_HowMany_IsANumberAndNoShareOrTime(string text, bool isFound) =>
        (await AskAsync("How many shares did we sell on the day of the answer?", Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What is the rent for the flat in Cooper Row?", "Eve", true)]
    [InlineData("What is the rent for the flat in Cooper Row?", "Otto", false)]
    [InlineData("What was the rent for the flat in Cooper Row?", "Eve", false)]
    public async Task Answer_LaterMailOfTheSameWriterAboutTheSame_StandsFirst(string question, string from, bool isFirst)
    {
        var answer = await AskAsync(
            question, Source("From April the rent for the flat in Cooper Row is 935 pounds a month.") with { Thread = 1 },
            Source("We are content with 915 pounds a month for Cooper Row.", from, 2) with
            { Thread = 2, Date = "2026-05-09", Relevance = 0.7 });

        answer.StartsWith("Eve, 9 May 2026: “We are content with 915", StringComparison.Ordinal).ShouldBe(isFirst, answer);
        answer.ShouldContain("is 935 pounds");
    }

    [Fact]
    public async Task Answer_ChangeAboveWhatItQuotes_IsNewerThoughItsDayIsNotTold() => (await AskAsync(
        "How much did the smaller fleet save before the split?",
        Source("The smaller fleet will save 482 euros before the split, and the split comes on top.") with { Thread = 1 },
        Source("FYI\n\nGary wrote:\n> I miscalculated, the fleet saved 782 euros.\n>\n> Eve wrote:\n>> The smaller fleet will save 482 "
            + "euros before the split, and the split comes on top.", "Olga", 2) with
        { Thread = 2, Date = "2026-05-09", Relevance = 0.8 }))
        .ShouldContain("saved 782 euros");

    [Fact]
    public async Task Answer_CodeThatOnlySomeMailsHave_IsAnsweredByThose() => (await AskAsync(
        "Is the senior job of the gardener at the mill, 0000109017, still open?",
        Source("The senior job of the gardener at the mill is open, and so is the job of the cook at the mill."),
        Source("The job of the gardener, 0000109017, has been filled, so do not write to the mill.", n: 2) with { Relevance = 0.8 }))
        .ShouldStartWith("Eve, 1 May 2026: “The job of the gardener, 0000109017");

    [Fact]
    public async Task Answer_WhetherWithTheThingInOtherWords_IsFound() => (await AskAsync(
        "Does the insurance cover divers?", Source("Work from boats is covered; diving is not, and a diver needs a policy of his own.")))
        .ShouldContain("diving is not");

    [Theory]
    [InlineData("What did Eve write on 12 May 2026?", "crates")]
    [InlineData("What did Eve write about the quay on 12 May 2026?", "crates")]
    [InlineData("What did Eve write on 4 May 2026?", null)]
    [InlineData("What did Eve write about the quay on 4 May 2026?", null)]
    public async Task Answer_WhatSomebodyWroteOnADay_IsFromThatDay(string question, string? told)
    {
        var answer = await AskAsync(
            question, Source("On the quay lie nine nets to be mended.") with { Date = "2026-05-09" },
            Source("On the quay lie forty crates of ice.", n: 2) with { Date = "2026-05-12", Relevance = 0.9 });

        if (told is null)
            answer.ShouldBe(AnswerPrompt.NotFound);
        else
            answer.ShouldContain(told);
        answer.ShouldNotContain("nets");
    }

    [Fact]
    public async Task Answer_WhatSomebodyWroteOnADay_IsMoreThanTheFirstSentence() => (await AskAsync(
        "What did Eve write on 12 May 2026?",
        Source("Dear Anna,\n\nhere is the list that you wanted. The quay has forty crates of ice.\n\nEve") with { Date = "2026-05-12" }))
        .ShouldContain("list that you wanted. The quay has forty crates");

    [Theory]
    [InlineData("What was the last thing Eve wrote?", "crates")]
    [InlineData("What was the first thing Eve wrote?", "nets")]
    public async Task Answer_LastOrFirstThatSomebodyWrote_IsThatMail(string question, string told)
    {
        var answer = await AskAsync(
            question, Source("The quay has nine nets to be mended.") with { Date = "2026-05-09", Relevance = 0.9 },
            Source("The quay has sixty barrels of salt.", n: 2) with { Date = "2026-05-10" },
            Source("The quay has forty crates of ice.", n: 3) with { Date = "2026-05-12", Relevance = 0.9 });

        answer.ShouldContain(told);
        answer.ShouldNotContain("barrels");
    }

    [Theory]
    [InlineData("Who feeds the seals on Saturday?", true)]
    [InlineData("Who feeds the seals on Sunday?", false)]
    [InlineData("Who fed the seals last Saturday?", false)]
    public async Task Answer_DayOfTheWeekThatIsToCome_IsToldByAMailThatNamesIt(string question, bool isFound) => (await AskAsync(
        question, Source("On Saturday Bruna feeds the seals, Nils has fed the seals too often.") with { Date = "2026-03-04" })
        != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What is the price of the winch?", "The winch comes to 780 euros with the rope.", true)]
    [InlineData("How much does the winch cost?", "You have the winch for 95 euros, and the rope is not here yet.", true)]
    [InlineData("How much does the anchor cost?", "The rope cost 95 euros, and the winch is not here yet.", false)]
    public async Task Answer_Price_IsOfWhatIsAskedWhateverItsWord(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("How wide is the shed?", "The shed is nine metres long and the yard is paved.", false)]
    [InlineData("How wide is the shed?", "The shed stands on the quay. It is nine metres long and four metres wide.", true)]
    [InlineData("How old is the shed?", "We need the shed for two more days.", false)]
    [InlineData("How old is the shed?", "The shed stands on the quay. It was built in 1911.", true)]
    [InlineData("How old is the shed?", "The shed stands on the quay. The winch is good for ten years.", false)]
    [InlineData("How heavy is the anchor?", "The anchor cost 60 euros and lies in the shed.", false)]
    [InlineData("How heavy is the anchor?", "The anchor weighs 60 kilos and lies in the shed.", true)]
    [InlineData("Wie tief ist das Becken?", "Das Becken ist zwölf Meter lang und gut gefüllt.", false)]
    [InlineData("Wie tief ist das Becken?", "Das Becken ist zwölf Meter lang und drei Meter tief.", true)]
    public async Task Answer_Measure_IsThatMeasureOfThatThing(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("Ines came by today. She says the dam holds until autumn.", true)]
    [InlineData("The dam holds until autumn. Ines brings the cake on Friday, and Otto has the cups.", false)]
    public async Task Answer_WordsOfSomebodyWhoWroteNone_AreToldBesideTheName(string text, bool isFound) =>
        (await AskAsync("What did Ines say about the dam?", Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    [Theory]
    [InlineData("What fee was the boat yard asking Greta when she came in spring?", "The boat yard met Greta on 30 May at 9:00.", false)]
    [InlineData("What fee was the boat yard asking Greta when she came in spring?", "The boat yard asked Greta for 300 euros.", true)]
    [InlineData("When does Greta come to the boat yard?", "Greta comes to the boat yard on 30 May.", true)]
    [InlineData("What was Greta paid by the boat yard?", "The boat yard asked Greta for help.", false)]
    [InlineData("What was Greta paid by the boat yard?", "The boat yard paid Greta 40 euros a day.", true)]
    [InlineData("What is the gate code of the boat yard?", "The boat yard has a new gate with a code.", false)]
    [InlineData("What is the gate code of the boat yard?", "The code of the gate at the boat yard is 4711#.", true)]
    [InlineData("What is the gate code?", "Your mail has the code 7C21F. It came back today. Greta sends it again. Ask Eve.", false)]
    public async Task Answer_FigureThatIsAsked_HasToBeThere(string question, string text, bool isFound) =>
        (await AskAsync(question, Source(text)) != AnswerPrompt.NotFound).ShouldBe(isFound);

    private static PromptSource Source(string text, string from = "Eve", int n = 1) =>
        new(n, from, "Anna", "2026-05-01", "Pump", 1, text);

    private static async Task<string> AskAsync(string question, params PromptSource[] sources)
    {
        using var client = new ExtractiveChatClient(nearness: null);
        var prompt = JsonSerializer.Serialize(new PromptContent(question, "2026-06-01", sources), Json);
        return (await client.GetResponseAsync([new ChatMessage(ChatRole.User, prompt)], null, TestContext.Current.CancellationToken)).Text;
    }
}

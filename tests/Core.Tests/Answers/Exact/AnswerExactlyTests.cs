using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Tests.Answers.Exact;

/// <summary>What people are told when the store itself answers.</summary>
public sealed class AnswerExactlyTests : IAsyncDisposable
{
    private readonly MailboxOfLetters _mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _mailbox.DisposeAsync();

    [Theory]
    [InlineData("How many mails did Ben send?", "3 mails from Ben.", 3)]
    [InlineData("Wie viele Mails hat Ben geschickt?", "3 Mails von Ben.", 3)]
    [InlineData("How many mails did I send to Ben?", "1 mail from you to Ben.", 1)]
    [InlineData("Wie viele Mails habe ich an Ben geschickt?", "1 Mail von Ihnen an Ben.", 1)]
    [InlineData("How many mails did Ben send in May 2026?", "No mail from Ben in May 2026.", 0)]
    [InlineData("Wie viele Mails hat Ben im Mai 2026 geschickt?", "Keine Mails von Ben im Mai 2026.", 0)]
    [InlineData("How many mails did Ben send in 2026?", "3 mails from Ben in 2026.", 3)]
    [InlineData("How many mails came on 5 March 2026?", "1 mail on 5 March 2026.", 1)]
    [InlineData("How many mails did Ben send about the garage?", "1 mail from Ben with subject:(garage).", 1)]
    [InlineData("List all mails from Cora", "2 mails from Cora:", 2)]
    [InlineData("Zeige alle Mails von Cora", "2 Mails von Cora:", 2)]
    [InlineData("How many people sent mails about the garage?",
        "2 people wrote 2 mails with subject:(garage): Ben Example (1), Cora Example (1) [1]", 2)]
    [InlineData("Wie viele Leute haben im März 2026 Mails geschrieben?",
        "3 Personen haben 5 Mails im März 2026 geschrieben: Ben Example (2), Cora Example (2), Me Example (1) [1]", 3)]
    [InlineData("Who wrote most in March 2026?",
        "Ben Example <ben@example.com> wrote most: 2 of 5 mails in March 2026 [1]. Next: Cora Example (2), Me Example (1).", 2)]
    [InlineData("Wer hat im März 2026 am meisten geschrieben?",
        "Ben Example <ben@example.com> schrieb am meisten: 2 von 5 Mails im März 2026 [1]. Danach: Cora Example (2), Me Example (1).", 2)]
    [InlineData("To whom did I write most?", "Ben Example <ben@example.com> got most: 1 of 1 mail [1].", 1)]
    [InlineData("In which month did Ben write most?", "March 2026: 2 of 3 mails from Ben [1].", 2)]
    [InlineData("In welchem Monat hat Ben am meisten geschrieben?", "Im März 2026: 2 von 3 Mails von Ben [1].", 2)]
    [InlineData("When did Ben last write?",
        "On 10 April 2026: Ben Example, \"Boat\" [1] It is the latest of 3 mails from Ben.", 3)]
    [InlineData("Wann hat Ben zuletzt geschrieben?",
        "Am 10. April 2026: Ben Example, \"Boat\" [1] Das ist die letzte von 3 Mails von Ben.", 3)]
    [InlineData("What is the date of Ben's first mail?",
        "On 1 March 2026: Ben Example, \"Lease\" [1] It is the first of 3 mails from Ben.", 3)]
    [InlineData("When did Ben write?",
        "On 1 March 2026: Ben Example, \"Lease\" [1] It is the first of 3 mails from Ben; the latest is of 10 April 2026 [2].", 3)]
    [InlineData("What is Ben's email address?", "Ben Example: ben@example.com, last used on 10 April 2026 [1]", null)]
    [InlineData("Wie ist die Mailadresse von Ben?", "Ben Example: ben@example.com, zuletzt am 10. April 2026 [1]", null)]
    [InlineData("Is anything waiting for me?", "No mail waits for your answer.", 0)]
    [InlineData("Wer hat mir noch nicht geantwortet?", "Keine Ihrer Mails wartet auf Antwort.", 0)]
    public async Task TryAnswerAsync_QuestionForTheStore_SaysWhatTheMailHolds(string question, string first, int? value)
    {
        await LettersAsync();

        var answer = await AskAsync(question);

        answer.Text.Split('\n')[0].ShouldBe(first);
        answer.Exact.ShouldNotBeNull().Value.ShouldBe(value);
        answer.Exact.IsExact.ShouldBeFalse("the mail is not indexed yet");
        answer.Metadata.NotIndexed.ShouldBe(6);
    }

    [Fact]
    public async Task TryAnswerAsync_AllIsIndexed_IsExactAndCitesWhatItCounts()
    {
        var ids = await LettersAsync();
        await _mailbox.Get<IndexMessages>().IndexAsync(Owner.Local, ids, again: false, Cancellation);

        var answer = await AskAsync("How many mails did Ben send?");

        answer.Exact.ShouldNotBeNull().IsExact.ShouldBeTrue();
        answer.Text.ShouldBe(
            "3 mails from Ben.\n- 10 April 2026: Ben Example, \"Boat\" [1]\n- 2 March 2026: Ben Example, \"Garage\" [2]\n"
            + "- 1 March 2026: Ben Example, \"Lease\" [3]");
        answer.Sources.Select(static s => s.Mail.Message.Id).ShouldBe([ids[5], ids[1], ids[0]]);
        answer.Exact.Items.Select(static i => i.Id).ShouldBe([ids[5], ids[1], ids[0]]);
    }

    [Fact]
    public async Task TryAnswerAsync_WordsOfTheText_AreFoundByTheIndex()
    {
        var ids = await LettersAsync();
        await _mailbox.Get<IndexMessages>().IndexAsync(Owner.Local, ids, again: false, Cancellation);

        (await AskAsync("How many mails did Cora send about the propeller?")).Text.Split('\n')[0]
            .ShouldBe("1 mail from Cora with propeller.");
        (await AskAsync("How many mails hold the words \"broken propeller\"?")).Exact.ShouldNotBeNull().Value.ShouldBe(1);
        (await AskAsync("How many mails did Ben send about the propeller?")).Text.ShouldBe("No mail from Ben with propeller.");
    }

    [Fact]
    public async Task TryAnswerAsync_CountsByMonth_NamesEach()
    {
        await LettersAsync();

        (await AskAsync("How many mails did Ben send per month?")).Text
            .ShouldBe("3 mails from Ben:\n- March 2026: 2 [1]\n- April 2026: 1 [2]");
        (await AskAsync("Wie viele Mails pro Monat hat Ben geschickt?")).Text
            .ShouldBe("3 Mails von Ben:\n- März 2026: 2 [1]\n- April 2026: 1 [2]");
    }

    [Fact]
    public async Task TryAnswerAsync_SumOfInvoices_AddsEachCurrencyAndSaysWhatHasNone()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Invoice for the mast", "Total: 400.00 EUR");
        await _mailbox.AddAsync("ben", "me", 2, "Invoice for the sail", "Total: 1,100.50 EUR");
        await _mailbox.AddAsync("cora", "me", 3, "Invoice for the paint", "Total: 20.00 USD");
        await _mailbox.AddAsync("cora", "me", 4, "Invoice is coming", "Soon.");

        var answer = await AskAsync("What is the sum of the invoices?");

        answer.Text.ShouldStartWith("EUR 1,500.50, USD 20.00 in 3 of 4 mails");
        answer.Text.ShouldContain("\n- 2 March 2026: EUR 400.00, Ben Example, \"Invoice for the mast\" [1]");
        answer.Exact.ShouldNotBeNull().ShouldSatisfyAllConditions(
            static e => e.Value.ShouldBeNull("there are two currencies"), static e => e.Currency.ShouldBeNull(),
            static e => e.IsExact.ShouldBeFalse("one mail has no amount"));
        (await AskAsync("Summe der Rechnungen von Ben")).ShouldSatisfyAllConditions(
            static a => a.Text.ShouldStartWith("1.500,50 EUR in 2 Mails von Ben"),
            static a => a.Exact.ShouldNotBeNull().ShouldSatisfyAllConditions(
                static e => e.Value.ShouldBe(1_500.50m), static e => e.Currency.ShouldBe("EUR")));
        (await AskAsync("What is the sum of the invoices by sender?")).Text
            .ShouldContain("\n- Ben Example: EUR 1,500.50 [1]\n- Cora Example: USD 20.00 [2]");
    }

    [Fact]
    public async Task TryAnswerAsync_Waiting_TellsWhoseTurnItIsTheLongestFirst()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "When do you come?");
        await _mailbox.AddAsync("cora", "me", 2, "Key", "Do you have the key?");
        await _mailbox.AddAsync("me", "ben", 3, "Offer", "Is there an offer?");

        (await AskAsync("What is waiting for me?")).Text.ShouldBe(
            "2 mails seem to wait for your answer:\n- 2 March 2026: Ben Example, \"Plan\" [1]\n- 3 March 2026: Cora Example, \"Key\" [2]");
        (await AskAsync("Was wartet auf meine Antwort?")).Text.ShouldStartWith("Auf Ihre Antwort warten wohl 2 Mails:");
        (await AskAsync("Who has not answered me?")).Text.ShouldStartWith("1 mail of yours seems to have no answer:");
        (await AskAsync("Wer hat mir noch nicht geantwortet?")).Text.ShouldStartWith("Ohne Antwort ist wohl 1 Mail von Ihnen:");
    }

    [Fact]
    public async Task TryAnswerAsync_Reply_IsShownWhereThereIsOne()
    {
        await _mailbox.AddAsync("me", "ben", 1, "Key", "Who has the key?");
        await _mailbox.AddAsync("ben", "me", 2, "Re: Key", "Cora.", answers: 1);

        (await AskAsync("Did Ben reply to me about the key?")).Text.ShouldBe("Yes, on 3 March 2026: Ben Example, \"Re: Key\" [1]");
        (await TryAsync("Did Cora reply to me about the key?")).ShouldBeNull("that there is none is for another answer to say");
    }

    [Fact]
    public async Task TryAnswerAsync_WhoIs_TellsAddressesMailAndWhatIsOpen()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Hello", "Hello.\n\n-- \nBen Example\nPhone: +44 20 7946 0123");
        await _mailbox.AddAsync("me", "ben", 2, "Offer", "Is there an offer?");
        await _mailbox.AddAsync("ben", "me", 3, "Plan", "When do you come?");

        (await AskAsync("Who is Ben Example?")).ShouldSatisfyAllConditions(
            static a => a.Text.ShouldStartWith(
                "Ben Example: ben@example.com\n- 2 mails from them and 1 mail to them, since 2 March 2026\n"
                + "- Last mail: 4 March 2026, Ben Example, \"Plan\" [1]"),
            static a => a.Text.ShouldContain("Seems to wait for your answer: 4 March 2026, Ben Example, \"Plan\" [1]"),
            static a => a.Text.ShouldContain("You seem to wait for an answer: 3 March 2026, Me Example, \"Offer\""),
            static a => a.Text.ShouldContain("Phone: "),
            static a => a.Exact.ShouldNotBeNull().Reading.ShouldBe("who is Ben Example"));
        (await AskAsync("Wer ist Ben?")).Text.ShouldStartWith(
            "Ben Example: ben@example.com\n- 2 Mails von dort, 1 Mail dorthin, seit 2. März 2026\n- Letzte Mail: 4. März 2026");
        (await TryAsync("Who is Zoe Nobody?")).ShouldBeNull();
    }

    [Theory]
    [InlineData("What did Ben say about the lease?")]
    [InlineData("How many barnacles does the propeller have?")]
    public async Task TryAnswerAsync_QuestionForWhatMailsSay_IsNull(string question)
    {
        await LettersAsync();

        (await TryAsync(question)).ShouldBeNull();
    }

    [Fact]
    public async Task TryListAsync_PageByPage_GivesEachMailOnceWithTheCount()
    {
        var ids = await LettersAsync();
        var question = new Question("How many mails did Ben send?", MailFilter.None, TimeZoneInfo.Utc);

        var first = (await ListAsync(question, new MailRange(null, 0, 2))).ShouldNotBeNull();
        var second = (await ListAsync(question, new MailRange(first.Next, 0, 2))).ShouldNotBeNull();

        first.Page.Concat(second.Page).Select(static h => h.Id).ShouldBe([ids[5], ids[1], ids[0]]);
        second.Next.ShouldBeNull();
        (await ListAsync(question with { Text = "What did Ben say?" }, new MailRange(null, 0, 2))).ShouldBeNull();
    }

    private async Task<List<EmailId>> LettersAsync()
    {
        List<EmailId> ids = [];
        foreach (var (from, to, day, subject, text) in new[]
        {
            ("ben", "me", 0, "Lease", "The lease ends."), ("ben", "me", 1, "Garage", "The garage is free."),
            ("cora", "me", 2, "Garage", "I saw it."), ("me", "ben", 3, "Lease", "Thank you."),
            ("cora", "me", 4, "Boat", "It has a broken propeller."), ("ben", "me", 40, "Boat", "It is mended."),
        })
            ids.Add(await _mailbox.AddAsync(from, to, day, subject, text));
        return ids;
    }

    private Task<Answer?> TryAsync(string question) => _mailbox.Get<AnswerExactly>()
        .TryAnswerAsync(Owner.Local, new Question(question, MailFilter.None, TimeZoneInfo.Utc), Cancellation);

    private async Task<Answer> AskAsync(string question) => (await TryAsync(question)).ShouldNotBeNull(question);

    private Task<ExactList?> ListAsync(Question question, MailRange range) =>
        _mailbox.Get<AnswerExactly>().TryListAsync(Owner.Local, question, range, Cancellation);
}

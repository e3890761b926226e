using System.Globalization;
using InboxMind.Core.Counting;
using InboxMind.Core.Indexing;
using InboxMind.Core.People;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.People;

public sealed class PeopleTests : IAsyncDisposable
{
    private const string Me = "Mara Lindqvist <mara@kelpline.example>";
    private const string Anna = "Anna Okafor <anna@kelpline.example>";
    private const string AnnaAtHome = "Anna Okafor <okafor77@home.example>";
    private const string Ben = "Ben Hale <ben.hale@pumps.example>";
    private const string Signature = "\n-- \nAnna Okafor\nMobile: +44 7700 900123\nFax 0117 496 0183\n";

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly List<EmailId> _ids = [];
    private int _count;

    public PeopleTests()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<TimeProvider>(new FakeTimeProvider(Day(100)));
        _services = services.AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ListAsync_Mail_CountsPeopleAndLeavesMachinesAndTheOwnerOut()
    {
        await AddAsync(Anna, Me, "one");
        await AddAsync(Me, Anna, "two", folder: "Sent");
        await AddAsync(Anna, $"{Me}, {Ben}", "three");
        await AddAsync("Kelp Weekly <news@kelpweekly.example>", Me, "ten things", headers: "List-Unsubscribe: <https://x.example>\n");

        var (people, total) = await Get<ListPeople>().ListAsync(Owner.Local, "", isAll: false, 0, 10, Cancellation);

        total.ShouldBe(2);
        people.Select(static p => (p.Name, p.From, p.To, p.Mails)).ShouldBe([("Anna Okafor", 2, 1, 3), ("Ben Hale", 0, 0, 1)]);
        people[0].Last.Subject.ShouldBe("three");
        people[0].First.ShouldBe(Day(1));
        (await Get<ListPeople>().ListAsync(Owner.Local, "", isAll: true, 0, 10, Cancellation)).Total.ShouldBe(3);
        (await Get<ListPeople>().ListAsync(Owner.Local, "hal pumps", isAll: false, 0, 10, Cancellation)).People
            .ShouldHaveSingleItem().Name.ShouldBe("Ben Hale");
        (await Get<ListPeople>().ListAsync(Owner.Local, "", isAll: false, 1, 1, Cancellation)).People
            .ShouldHaveSingleItem().Name.ShouldBe("Ben Hale");
    }

    [Fact]
    public async Task ReadAsync_Somebody_GivesTelephonesAndWhatWaits()
    {
        await AddAsync(Me, Ben, "of Ben", folder: "Sent");
        await AddAsync(Anna, Me, "Lunch", $"Shall we have lunch?\n{Signature}");

        var card = (await Get<ReadPerson>().ReadAsync(Owner.Local, "Anna", Cancellation))!;

        card.Person.Addresses.ShouldBe(["anna@kelpline.example"]);
        card.Phones.Select(static p => (p.Number, p.Label))
            .ShouldBe([("+44 7700 900123", "Mobile"), ("0117 496 0183", "Fax")]);
        card.OpenThreads.ShouldHaveSingleItem().Asked.Subject.ShouldBe("Lunch");
        (await Get<ReadPerson>().ReadAsync(Owner.Local, "me", Cancellation))!.Person.IsMe.ShouldBeTrue();
        (await Get<ReadPerson>().ReadAsync(Owner.Local, "nobody@nowhere.example", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SuggestAsync_SameName_IsSuggestedJoinedAndTakenBack()
    {
        await AddAsync(Me, Ben, "of Ben", folder: "Sent");
        await AddAsync(Anna, Me, "at work");
        await AddAsync(AnnaAtHome, Me, "at home");
        var merge = Get<MergePeople>();

        var suggestion = (await merge.SuggestAsync(Owner.Local, Cancellation)).ShouldHaveSingleItem();
        suggestion.Addresses.ShouldBe(["anna@kelpline.example", "okafor77@home.example"]);
        suggestion.Evidence.ShouldBe([new MergeEvidence(MergeEvidenceKind.SameName, "Anna Okafor", null)]);

        var said = (await merge.SaveAsync(Owner.Local, suggestion.Addresses, isSame: true, Cancellation))!;
        (await merge.SuggestAsync(Owner.Local, Cancellation)).ShouldBeEmpty();
        var card = (await Get<ReadPerson>().ReadAsync(Owner.Local, "okafor77@home.example", Cancellation))!;
        card.Person.From.ShouldBe(2);
        card.Person.Addresses.Order().ShouldBe(suggestion.Addresses);
        card.Merges.ShouldBe([said]);
        (await Get<ReadRegister>().ReadAsync(Owner.Local, Cancellation)).People.Find("okafor77@home.example")!.Addresses.Count
            .ShouldBe(2, "questions see one person too");

        (await merge.DeleteAsync(Owner.Local, said.Id, Cancellation)).ShouldBeTrue();
        (await Get<ReadPerson>().ReadAsync(Owner.Local, "okafor77@home.example", Cancellation))!.Person.From.ShouldBe(1);
        (await merge.SaveAsync(Owner.Local, suggestion.Addresses, isSame: false, Cancellation)).ShouldNotBeNull();
        (await merge.SuggestAsync(Owner.Local, Cancellation)).ShouldBeEmpty("the user said they are not the same");
    }

    [Fact]
    public async Task ReadAsync_SignatureNamesAnotherAddress_IsSuggested()
    {
        await AddAsync(Me, Ben, "of Ben", folder: "Sent");
        await AddAsync("\"A.\" <anna@kelpline.example>", Me, "hello", "Hello.\n-- \nAnna\nprivate: okafor77@home.example\n");
        await AddAsync("okafor77@home.example", Me, "from home");

        var card = (await Get<ReadPerson>().ReadAsync(Owner.Local, "anna@kelpline.example", Cancellation))!;

        card.Suggestions.ShouldHaveSingleItem().Evidence.ShouldHaveSingleItem().Kind.ShouldBe(MergeEvidenceKind.Signature);
    }

    [Fact]
    public async Task SuggestAsync_ColleagueAnswers_IsNotSuggestedForThatAlone()
    {
        await AddAsync(Me, Anna, "Question", folder: "Sent", headers: "");
        await AddAsync(Ben, Me, "Re: Question", headers: "In-Reply-To: <1@x.example>\n");
        await AddAsync("info@one.example", Me, "a");
        await AddAsync("info@two.example", Me, "b");

        (await Get<MergePeople>().SuggestAsync(Owner.Local, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task SuggestAsync_AnswersFromTheSameLocalPart_IsSuggested()
    {
        await AddAsync(Me, "annaok77@work.example", "Question", folder: "Sent");
        await AddAsync("annaok77@home.example", Me, "Re: Question", headers: "In-Reply-To: <1@x.example>\n");

        (await Get<MergePeople>().SuggestAsync(Owner.Local, Cancellation)).ShouldHaveSingleItem().Evidence
            .Select(static e => e.Kind).ShouldBe([MergeEvidenceKind.SameLocalPart, MergeEvidenceKind.Answered]);
    }

    [Fact]
    public async Task SearchAsync_Me_IsTheOwnersAddresses()
    {
        await AddAsync(Me, Ben, "from me", folder: "Sent");
        await AddAsync(Ben, Me, "to me");
        await AddAsync(Ben, Anna, "to Anna");
        await Get<IndexMessages>().IndexAsync(Owner.Local, _ids, again: false, Cancellation);

        (await FindAsync("from:me")).ShouldBe(["from me"]);
        (await FindAsync("to:me")).ShouldBe(["to me"]);
        (await FindAsync("-with:me")).ShouldBe(["to Anna"]);
        (await FindAsync("from:ben (to:me OR to:anna)")).ShouldBe(["to me", "to Anna"], ignoreOrder: true);
        (await FindAsync("company:kelpline.example from:ben to:anna")).ShouldBe(["to Anna"]);
    }

    private async Task<IReadOnlyList<string>> FindAsync(string query)
    {
        var found = await Get<SearchMail>().SearchAsync(Owner.Local, query, TimeZoneInfo.Utc, 10, Cancellation);
        var listed = await Get<ListMail>().ListAsync(
            Owner.Local, QueryParser.Parse(query, TimeZoneInfo.Utc, default), null, new MailRange(null, 0, 10), false, Cancellation);
        List<string> subjects = [.. found.Select(static f => f.Mail.Message.Subject)];
        listed.Mails.Select(static m => m.Mail.Message.Subject).ShouldBe(subjects, ignoreOrder: true);
        return subjects;
    }

    private static DateTimeOffset Day(int day) => new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddDays(day);

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private async Task AddAsync(
        string from, string to, string subject, string text = "Some words.", string folder = "INBOX", string headers = "")
    {
        _count++;
        var raw = TestMail.Bytes(string.Create(
            CultureInfo.InvariantCulture,
            $"From: {from}\nTo: {to}\nSubject: {subject}\nDate: {Day(_count):r}\nMessage-ID: <{_count}@x.example>\n{headers}\n{text}\n"));
        var read = TestMail.Read(raw);
        _ids.Add(read.Message.Id);
        var place = new Placement(new MailboxId("home"), folder, 1, (uint)_count, MailFlags.None);
        await Get<IMailStore>().SaveAsync(Owner.Local, [new MailToSave(read.Message, read.References, place, raw)], Cancellation);
    }
}

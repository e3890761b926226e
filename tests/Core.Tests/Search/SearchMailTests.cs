using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Core.Tests.Search;

public sealed class SearchMailTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly List<EmailId> _ids = [];

    public SearchMailTests() => _services = new ServiceCollection().AddLogging()
        .AddSingleton<TimeProvider>(new FakeTimeProvider(TestMail.Now))
        .AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task SearchAsync_ManyMails_GivesTheBestWithASnippetEach()
    {
        for (var i = 0; i < 30; i++)
            await AddAsync($"Mail {i}", "Nothing of it.");
        for (var i = 0; i < 25; i++)
        {
            await AddAsync(
                $"Sail {i}",
                i == 7 ? "The keel. The keel is of oak, the keel!" : "They saw the keel and many other things, far out at sea.");
        }

        await IndexAsync();

        var found = await SearchAsync("keel", 25);

        found.Count.ShouldBe(25);
        found[0].Mail.Message.Subject.ShouldBe("Sail 7");
        found.ShouldAllBe(static f => f.Snippet.Contains("keel") && f.Score > 0 && f.Score <= 1);
        found.Select(static f => f.Score).ShouldBeInOrder(SortDirection.Descending);
        (await SearchAsync("keel", 3)).Select(static f => f.Mail.Message.Id)
            .ShouldBe([.. found.Take(3).Select(static f => f.Mail.Message.Id)]);
    }

    [Fact]
    public async Task SearchAsync_LongMail_IsListedWithItsBeginning()
    {
        await AddAsync("Long", string.Concat(Enumerable.Repeat("They saw the keel. ", 20_000)));
        await IndexAsync();

        (await SearchAsync("keel", 1)).ShouldHaveSingleItem().Mail.Message.Text.Length.ShouldBe(MailExtent.Listed.Text);
    }

    [Fact]
    public async Task SearchAsync_WordOfTrade_PutsTheReceiptFirst()
    {
        await AddAsync("About an order", "Your order of the keel is the order of the day.");
        await AddAsync("Your order confirmation 4711", "Order number 4711: a keel.", "From: Shop <noreply@shop.example>");
        await IndexAsync();

        (await SearchAsync("order of the keel", 2)).Select(static f => f.Mail.Message.Kind).ShouldBe([MailKind.Receipt, MailKind.Person]);
    }

    [Fact]
    public async Task SearchAsync_NameOfSomebody_PutsWhatMachinesWroteLast()
    {
        await AddAsync("Build by Will", "Will wrote of the keel.", "From: Will <noreply@x.example>");
        await AddAsync("Mail by Will", "Will wrote of the keel.", "From: Will <will@x.example>");
        await IndexAsync();

        var found = await SearchAsync("Will keel", 2);

        found.Select(static f => f.Mail.Message.Kind).ShouldBe([MailKind.Person, MailKind.Notice]);
        found.Select(static f => f.Score).ShouldBeInOrder(SortDirection.Descending);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(SearchMail.MaxLimit + 1)]
    public Task SearchAsync_LimitBeyondBounds_IsRefused(int limit) =>
        Should.ThrowAsync<ArgumentOutOfRangeException>(() => SearchAsync("keel", limit));

    [Fact]
    public async Task SearchAsync_DayByName_IsThatOfTheZone()
    {
        await AddAsync("Then", "keel", "Date: Tue, 30 Jun 2026 12:00:00 +0000");
        await IndexAsync();

        (await SearchAsync("keel on:yesterday", SearchMail.MaxLimit)).ShouldHaveSingleItem();
        (await SearchAsync("keel on:today", SearchMail.MaxLimit)).ShouldBeEmpty();
    }

    [Fact]
    public async Task FindAsync_SimilarMail_IsFoundWithoutTheMailItself()
    {
        var keel = await AddAsync("The keel of oak", "It is dry.");
        await AddAsync("Oak for the keel", "Bought today.");
        await AddAsync("Keel", "Whatever.");
        await AddAsync("Lunch", "At noon.");
        var bare = await AddAsync("", "Who bought oak?");
        await IndexAsync();

        (await SimilarAsync(keel, 10))!.ShouldBe(["Oak for the keel", "Keel", ""]);
        (await SimilarAsync(keel, 1))!.ShouldBe(["Oak for the keel"]);
        (await SimilarAsync(bare, 1))!.ShouldBe(["Oak for the keel"]);
        (await SimilarAsync(new EmailId(new string('b', 52)), 1)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => SimilarAsync(keel, 0));
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => SimilarAsync(keel, FindSimilar.MaxLimit + 1));
    }

    [Fact]
    public async Task DescribeAsync_Mailbox_TellsWhatThereIs()
    {
        await Get<IMailboxStore>().SaveAsync(
            Owner.Local,
            new Mailbox(new MailboxId("home"), MailboxKind.Imap, "home")
            {
                Connection = new ImapConnection("imap.x.example", 993, "mara@x.example", ImapSecurity.Tls, ImapAuth.Password, false),
            }, Cancellation);
        await AddAsync("One", "x", "Date: Mon, 1 Jun 2026 12:00:00 +0000");
        await AddAsync("Two", "x", "Date: Tue, 2 Jun 2026 12:00:00 +0000", mailbox: "other");
        for (var i = 0; i < 60; i++)
            await AddAsync($"Mail {i}", "x", "Date: Mon, 1 Jun 2026 13:00:00 +0000", folder: $"F{i:00}");

        var told = await Get<DescribeCoverage>().DescribeAsync(Owner.Local, 3, Cancellation);

        (told.Stored, told.WithoutText, told.WithoutVectors, told.SetAside).ShouldBe((62, 3, 0, 0));
        told.Oldest.ShouldBe(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
        told.Newest.ShouldBe(new DateTimeOffset(2026, 6, 2, 12, 0, 0, TimeSpan.Zero));
        told.Mailboxes.Select(static m => (m.Id.Value, m.Folders.Count, m.FolderCount))
            .ShouldBe([("home", DescribeCoverage.MaxFolders, 61), ("other", 1, 1)], ignoreOrder: true);
        told.Mailboxes.Single(static m => m.Id.Value == "home").Name.ShouldContain("imap.x.example");
        told.Mailboxes.Single(static m => m.Id.Value == "other").Name.ShouldBe("other");
    }

    private async Task<IReadOnlyList<string>?> SimilarAsync(EmailId id, int limit) =>
        (await Get<FindSimilar>().FindAsync(Owner.Local, id, limit, Cancellation))?.Select(static f => f.Mail.Message.Subject).ToList();

    private Task<IReadOnlyList<SearchResult>> SearchAsync(string query, int limit) =>
        Get<SearchMail>().SearchAsync(Owner.Local, query, TimeZoneInfo.Utc, limit, Cancellation);

    private Task<int> IndexAsync() => Get<IndexMessages>().IndexAsync(Owner.Local, _ids, again: false, Cancellation);

    private T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    private async Task<EmailId> AddAsync(
        string subject, string text, string headers = "From: Anna <anna@x.example>", string folder = "INBOX", string mailbox = "home")
    {
        var raw = TestMail.Bytes($"{headers}\nTo: mara@x.example\nSubject: {subject}\nMessage-ID: <{_ids.Count}@x.example>\n\n{text}\n");
        var read = TestMail.Read(raw);
        _ids.Add(read.Message.Id);
        var place = new Placement(new MailboxId(mailbox), folder, 1, (uint)_ids.Count, MailFlags.None);
        await Get<IMailStore>().SaveAsync(Owner.Local, [new MailToSave(read.Message, read.References, place, raw)], Cancellation);
        return read.Message.Id;
    }
}

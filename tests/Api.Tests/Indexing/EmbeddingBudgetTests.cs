using InboxMind.Api.Tests.Emails;
using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Indexing;

/// <summary>Each mail of these tests is ten words long, subject included.</summary>
[ThroughFunctions]
public sealed class EmbeddingBudgetTests : IAsyncDisposable
{
    private const int Words = 10;

    private MailApi? _mail;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _mail?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Mail_BudgetUsedUp_IsFoundByWordsAtOnceAndEmbeddedTheNextDay()
    {
        var model = await StartAsync(2 * Words);
        await IndexAsync(_mail!.Anna, "one", "two", "three");
        (await _mail.SubjectsAsync("q=three")).ShouldBe(["About three"]);
        model.Texts.ShouldBeEmpty();

        (await EmbedAsync()).ShouldBe(2);
        (await AwaitingAsync()).ShouldBe(1);
        (await EmbedAsync()).ShouldBe(0, "there is no budget left today");

        _mail.Api.Time.Advance(TimeSpan.FromDays(1));
        (await EmbedAsync()).ShouldBe(1);

        (await WaitingAsync(_mail.Anna)).ShouldBe(0);
        model.Texts.Count.ShouldBe(3);
        model.Texts.ShouldBeUnique();
        (await EmbedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_OfSeveralUsers_HasABudgetOfItsOwnAndIsTakenUpForAll()
    {
        var model = await StartAsync(Words);
        var ben = new Owner(new UserId("ben"));
        await IndexAsync(_mail!.Anna, "one", "two");
        await IndexAsync(ben, "three", "four");
        (await EmbedAsync()).ShouldBe(2);

        _mail.Api.Time.Advance(TimeSpan.FromDays(1));
        (await EmbedAsync()).ShouldBe(2);

        model.Texts.Count.ShouldBe(4);
        (await WaitingAsync(_mail.Anna)).ShouldBe(0);
        (await WaitingAsync(ben)).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_ModelFails_CostsNothing()
    {
        var model = await StartAsync(Words);
        model.Asked = static _ => throw new HttpRequestException();
        await IndexAsync(_mail!.Anna, "one");
        await Should.ThrowAsync<HttpRequestException>(AnnasAsync);
        (await UsedAsync()).ShouldBe(0);

        model.Asked = static _ => { };
        await AnnasAsync();

        (await UsedAsync()).ShouldBe(Words);
        (await AwaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_ModelFailsHalfway_IsNotPaidForTwice()
    {
        var model = await StartAsync(0);
        await IndexAsync(_mail!.Anna, [.. Enumerable.Range(0, 150).Select(static i => $"number{i}")]);
        var calls = 0;
        model.Asked = _ =>
        {
            if (++calls >= 2)
                throw new HttpRequestException();
        };
        await Should.ThrowAsync<HttpRequestException>(AnnasAsync);
        model.Texts.Count.ShouldBeInRange(1, 149);

        model.Asked = static _ => { };
        await AnnasAsync();

        model.Texts.Count.ShouldBe(150);
        model.Texts.ShouldBeUnique();
    }

    [Fact]
    public async Task Mail_ThatTheModelRefuses_KeepsNoOtherWaiting()
    {
        var model = await StartAsync(0);
        model.Asked = static texts =>
        {
            if (texts.Any(static t => t.Contains("two", StringComparison.Ordinal)))
                throw new InvalidOperationException();
        };
        await IndexAsync(_mail!.Anna, "one", "two", "three");

        await AnnasAsync();

        model.Texts.Count.ShouldBe(2);
        (await AwaitingAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Mail_WhoseNewVersionIsNotIndexedYet_WaitsAndTheRunEnds()
    {
        var model = await StartAsync(0);
        await IndexAsync(_mail!.Anna, "one", "two");
        var ids = await _mail.Get<IMailIndex>().WithoutVectorsAsync(_mail.Anna, "counted@1/8", 9, Cancellation);
        var mail = (await _mail.Get<IMailStore>().GetAsync(_mail.Anna, [ids[0]], Cancellation)).ShouldHaveSingleItem();
        await _mail.Get<IMailIndex>().WriteAsync(
            _mail.Anna, "",
            [new IndexedMail(ids[0], mail.Message.Subject, "", "", mail.Message.Date, [], false, "", "", null) { Version = 0 }],
            Cancellation);

        await AnnasAsync();

        (await AwaitingAsync()).ShouldBe(1);
        model.Texts.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Mail_LongerThanTheBudgetOfADay_TakesAWholeDay()
    {
        var model = await StartAsync(Words - 1);
        await IndexAsync(_mail!.Anna, "one", "two");
        (await EmbedAsync()).ShouldBe(1);

        model.Texts.ShouldHaveSingleItem();
        (await UsedAsync()).ShouldBe(Words - 1);
        (await AwaitingAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Mail_OfAnotherModel_IsEmbeddedAgainForEveryUser()
    {
        var model = await StartAsync(0);
        await IndexAsync(_mail!.Anna, "one");
        await IndexAsync(new Owner(new UserId("ben")), "two");
        (await EmbedAsync()).ShouldBe(2);
        model.Id = "another";
        (await AwaitingAsync()).ShouldBe(1);
        (await _mail.Get<IMailIndex>().VectorModelsAsync(_mail.Anna, Cancellation)).ShouldBe(["counted@1/8"]);

        (await EmbedAsync()).ShouldBe(2);

        (await AwaitingAsync()).ShouldBe(0);
        model.Texts.Count.ShouldBe(4);
        (await _mail.Get<IMailIndex>().VectorModelsAsync(_mail.Anna, Cancellation)).ShouldBe(["another@1/8"], "what was before is gone");
    }

    [Fact]
    public async Task Mail_OfADeactivatedUser_IsLeftAlone()
    {
        await StartAsync(1);
        await IndexAsync(_mail!.Anna, "one", "two");
        await _mail.Get<IUserStore>().UpdateAsync(_mail.Anna, static u => u with { Active = false }, Cancellation);

        (await EmbedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_NoModel_WaitsForNothing()
    {
        _mail = await MailApi.StartAsync();
        await IndexAsync(_mail.Anna, "one", "two");

        (await AwaitingAsync()).ShouldBe(0);
        (await EmbedAsync()).ShouldBe(0);
        (await _mail.SubjectsAsync("q=two")).ShouldBe(["About two"]);
    }

    private Task AnnasAsync() => _mail!.Get<EmbedMail>().EmbedAsync(_mail.Anna, TimeSpan.MaxValue, static _ => { }, Cancellation);

    private Task<long> WaitingAsync(Owner owner) => _mail!.Get<EmbedMail>().CountAsync(owner, Cancellation);

    private async Task<int> EmbedAsync() => (await _mail!.Get<EmbedAllMail>().EmbedAsync(TimeSpan.MaxValue, Cancellation)).Embedded;

    private async Task<CountedEmbeddings> StartAsync(long perDay)
    {
        var model = new CountedEmbeddings(perDay);
        _mail = await MailApi.StartAsync(services => services.AddSingleton<IEmbeddingModels>(model)
            .AddSingleton(new PieceStyle { People = false, Day = false }));
        return model;
    }

    private async Task IndexAsync(Owner owner, params string[] words)
    {
        var ids = new List<EmailId>();
        foreach (var word in words)
            ids.Add(await AddAsync(owner, word));
        await _mail!.Get<IndexMessages>().IndexAsync(owner, ids, again: false, Cancellation);
    }

    private async Task<EmailId> AddAsync(Owner owner, string word)
    {
        var raw = System.Text.Encoding.UTF8.GetBytes(MailApi.Letter($"About {word}", 1, "All that there is to say of it."));
        var mail = _mail!.Get<MimeReader>().Read(owner.User, raw, _mail.Api.Time.GetUtcNow());
        var place =
            new Placement(new MailboxId("home"), "INBOX", 1, word.GetHashCode(StringComparison.Ordinal) & int.MaxValue, MailFlags.None);
        await _mail.Get<IMailStore>().SaveAsync(owner, [new MailToSave(mail.Message, mail.References, place, raw)], Cancellation);
        return mail.Message.Id;
    }

    private async Task<long> AwaitingAsync() =>
        (await _mail!.JsonAsync("/api/v1/emails/sync/status")).GetProperty("awaiting_vectors").GetInt64();

    private Task<long> UsedAsync() => _mail!.Get<IBudgets>().UsedAsync(_mail.Anna, BudgetKind.EmbeddedTokens, Cancellation);
}

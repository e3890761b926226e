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

        model.Texts.Count.ShouldBe(2);
        (await AwaitingAsync()).ShouldBe(1);
        (await _mail.SubjectsAsync("q=three")).ShouldBe(["About three"]);
        (await Renew.RenewAsync(Cancellation)).ShouldBe(0, "there is no budget left today");

        _mail.Api.Time.Advance(TimeSpan.FromDays(1));
        (await Renew.RenewAsync(Cancellation)).ShouldBe(1);
        await _mail.WorkAsync();

        (await Renew.CountAsync(_mail.Anna, Cancellation)).ShouldBe(0);
        model.Texts.Count.ShouldBe(3);
        model.Texts.ShouldBeUnique();
        (await Renew.RenewAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_OfSeveralUsers_HasABudgetOfItsOwnAndIsTakenUpForAll()
    {
        var model = await StartAsync(Words);
        var ben = new Owner(new UserId("ben"));
        await IndexAsync(_mail!.Anna, "one", "two");
        await IndexAsync(ben, "three", "four");
        model.Texts.Count.ShouldBe(2);

        _mail.Api.Time.Advance(TimeSpan.FromDays(1));
        (await Renew.RenewAsync(Cancellation)).ShouldBe(2);
        await _mail.WorkAsync();

        model.Texts.Count.ShouldBe(4);
        (await Renew.CountAsync(_mail.Anna, Cancellation)).ShouldBe(0);
        (await Renew.CountAsync(ben, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_IndexedSideBySide_TakesNoMoreThanTheBudget()
    {
        var model = await StartAsync(7 * Words);
        var ids = new List<EmailId>();
        for (var i = 0; i < 20; i++)
            ids.Add(await AddAsync(_mail!.Anna, $"number{i}"));

        await Task.WhenAll(ids.Select(id => Task.Run(
            () => _mail!.Get<IndexMessages>().IndexAsync(_mail.Anna, [id], again: false, Cancellation), Cancellation)));

        model.Texts.Count.ShouldBe(7);
        (await AwaitingAsync()).ShouldBe(13);
        (await _mail!.SubjectsAsync("q=about")).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Mail_ModelFails_CostsNothing()
    {
        var model = await StartAsync(Words);
        model.Asked = static _ => throw new HttpRequestException();
        var id = await AddAsync(_mail!.Anna, "one");
        await Should.ThrowAsync<HttpRequestException>(() => _mail.Get<IndexMessages>()
            .IndexAsync(_mail.Anna, [id], again: false, Cancellation));
        (await UsedAsync()).ShouldBe(0);

        model.Asked = static _ => { };
        await _mail.Get<IndexMessages>().IndexAsync(_mail.Anna, [id], again: false, Cancellation);

        (await UsedAsync()).ShouldBe(Words);
        (await AwaitingAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_ModelFailsHalfway_IsNotPaidForTwice()
    {
        var model = await StartAsync(0);
        var ids = new List<EmailId>();
        for (var i = 0; i < 150; i++)
            ids.Add(await AddAsync(_mail!.Anna, $"number{i}"));
        var calls = 0;
        model.Asked = _ =>
        {
            if (++calls == 2)
                throw new HttpRequestException();
        };
        await Should.ThrowAsync<HttpRequestException>(() => _mail!.Get<IndexMessages>()
            .IndexAsync(_mail.Anna, ids, again: false, Cancellation));
        model.Texts.Count.ShouldBeInRange(1, 149);

        await _mail!.Get<IndexMessages>().IndexAsync(_mail.Anna, ids, again: false, Cancellation);

        model.Texts.Count.ShouldBe(150);
        model.Texts.ShouldBeUnique();
    }

    [Fact]
    public async Task Mail_LongerThanTheBudgetOfADay_TakesAWholeDay()
    {
        var model = await StartAsync(Words - 1);
        await IndexAsync(_mail!.Anna, "one", "two");

        model.Texts.ShouldHaveSingleItem();
        (await UsedAsync()).ShouldBe(Words - 1);
        (await AwaitingAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Mail_OfAnotherModel_IsRenewedForEveryUser()
    {
        var model = await StartAsync(0);
        await IndexAsync(_mail!.Anna, "one");
        await IndexAsync(new Owner(new UserId("ben")), "two");
        model.Id = "another";
        (await AwaitingAsync()).ShouldBe(1);

        (await Renew.RenewAsync(Cancellation)).ShouldBe(2);
        await _mail.WorkAsync();

        (await AwaitingAsync()).ShouldBe(0);
        model.Texts.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Mail_OfADeactivatedUser_IsLeftAlone()
    {
        await StartAsync(1);
        await IndexAsync(_mail!.Anna, "one", "two");
        _mail.Api.Time.Advance(TimeSpan.FromDays(1));
        await _mail.Get<IUserStore>().UpdateAsync(_mail.Anna, static u => u with { Active = false }, Cancellation);

        (await Renew.RenewAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Mail_OfflineModel_IsNeverHeldBack()
    {
        _mail = await MailApi.StartAsync();
        await IndexAsync(_mail.Anna, [.. Enumerable.Range(0, 200).Select(static i => $"number{i}")]);

        (await AwaitingAsync()).ShouldBe(0);
        (await UsedAsync()).ShouldBe(0);
    }

    private RenewVectors Renew => _mail!.Get<RenewVectors>();

    private async Task<CountedEmbeddings> StartAsync(long perDay)
    {
        var model = new CountedEmbeddings(perDay);
        _mail = await MailApi.StartAsync(services => services.AddSingleton<IEmbeddingModels>(model));
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

using InboxMind.Core;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests;

/// <summary>Looks into a data folder, beside the processes that write it.</summary>
internal sealed class StoredMailbox : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly IMailStore _store;
    private readonly IMailIndex _index;

    public StoredMailbox(string data)
    {
        _services = new ServiceCollection().AddLogging().AddInboxMindCore().AddInboxMindEmbedded(data).BuildServiceProvider();
        _store = _services.GetRequiredService<IMailStore>();
        _index = _services.GetRequiredService<IMailIndex>();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public Task<long> CountAsync() => _store.CountAsync(Owner.Local, Cancellation);

    public async Task<bool> IsInIndexAsync(int number) => (await FindAsync(number)).Count > 0;

    /// <summary>Asserts that the mails of the mailbox are there, each once, whole and to be found, and no others.</summary>
    public async Task ShouldHoldAsync(int count)
    {
        (await CountAsync()).ShouldBe(count);
        var ids = new HashSet<EmailId>();
        for (var i = 0; i < count; i++)
        {
            var found = await FindAsync(i);
            found.Count.ShouldBe(1, $"mail {i} is found once");
            ids.Add(found[0].Id).ShouldBeTrue();
            (await _store.GetRawAsync(Owner.Local, found[0].Id, Cancellation)).ShouldBe(Letters.UnixLetter(i));
        }

        (await _store.UnindexedAsync(Owner.Local, ids, Cancellation)).ShouldBeEmpty();
        (await _store.ListSetAsideAsync(Owner.Local, 10, Cancellation)).ShouldBeEmpty();
        foreach (var mail in await _store.GetAsync(Owner.Local, ids, Cancellation))
            mail.Folders.ShouldBe(["Reports"]);
    }

    public void Dispose() => _services.Dispose();

    private Task<IReadOnlyList<IndexHit>> FindAsync(int number) => _index.SearchAsync(
        Owner.Local,
        new IndexQuery(QueryParser.Parse($"\"{Letters.Word(number)}\"", TimeZoneInfo.Utc, default), "", default, 10), Cancellation);
}

using System.Text;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Indexing;

/// <summary>An item of the queue with a message that cannot be indexed.</summary>
public sealed class IndexMailHandlerTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly CancellationTokenSource _stop = new();
    private int _writes;

    public IndexMailHandlerTests()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(s => WatchedIndex.Around((IMailIndex)s.GetRequiredService<IVectorCache>(), WritingAsync));
        services.AddInboxMindCore();
        services.AddInboxMindEmbedded(_folder.Root);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IWorkQueue Queue => _services.GetRequiredService<IWorkQueue>();

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
        _stop.Dispose();
    }

    [Fact]
    public async Task HandleAsync_OneIsBad_IndexesTheOthersAndQueuesItAlone()
    {
        var ids = await StoreAsync("good", "good", "bad", "good");

        await HandleAsync(ids);

        (await UnindexedAsync(ids)).ShouldBe([ids[2]]);
        var item = (await Queue.ReceiveAsync(WorkQueues.IndexMail, 9, TimeSpan.FromMinutes(1), Cancellation)).ShouldHaveSingleItem();
        IndexMailWork.Parse(item.Body).Emails.ShouldBe([ids[2]]);
        await Should.ThrowAsync<InvalidOperationException>(() => _services.GetRequiredService<IndexMailHandler>()
            .HandleAsync(item.Body, Cancellation));
    }

    [Fact]
    public async Task HandleAsync_FirstTwoAreBad_QueuesEachAlone()
    {
        var ids = await StoreAsync("bad", "bad", "good");

        await HandleAsync(ids);

        (await UnindexedAsync(ids)).ShouldBe(ids.Take(2), ignoreOrder: true);
        (await Queue.CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task HandleAsync_AllFail_ComesAgainAsAWhole()
    {
        var ids = await StoreAsync("bad", "bad", "bad", "bad", "bad", "bad");

        await Should.ThrowAsync<InvalidOperationException>(() => HandleAsync(ids));

        _writes.ShouldBe(4, "together, and three to see that it is all of them");
        (await Queue.CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_Stopped_QueuesNothing()
    {
        var ids = await StoreAsync("good", "stop", "good");

        await Should.ThrowAsync<OperationCanceledException>(() => HandleAsync(ids, _stop.Token));

        (await Queue.CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(0);
    }

    private Task HandleAsync(IReadOnlyList<EmailId> ids, CancellationToken? cancellation = null) =>
        _services.GetRequiredService<IndexMailHandler>()
        .HandleAsync(IndexMailWork.For(UserId.Local, ids).ToBody(), cancellation ?? Cancellation);

    private Task<IReadOnlyList<EmailId>> UnindexedAsync(IReadOnlyList<EmailId> ids) =>
        _services.GetRequiredService<IMailStore>().UnindexedAsync(Owner.Local, ids, Cancellation);

    private async Task<List<EmailId>> StoreAsync(params string[] words)
    {
        await _services.GetRequiredService<IMailboxStore>()
            .SaveAsync(Owner.Local, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported"), Cancellation);
        var ids = new List<EmailId>();
        for (var i = 0; i < words.Length; i++)
        {
            var raw = Encoding.UTF8.GetBytes(
                $"From: anna@example.com\r\nSubject: {i}\r\nMessage-ID: <{i}@example.com>\r\nDate: Thu, 26 Nov 2026 08:00:00 "
                    + $"+0000\r\n\r\nOne {words[i]} word.\r\n");
            var (read, problem) = _services.GetRequiredService<MimeReader>().TryRead(UserId.Local, raw, DateTimeOffset.UnixEpoch);
            problem.ShouldBeNull();
            await _services.GetRequiredService<IMailStore>().SaveAsync(
                Owner.Local,
                [new MailToSave(read!.Message, read.References, new Placement(MailboxId.Imported, "Inbox", 1, (uint)i + 1, default), raw)],
                Cancellation);
            ids.Add(read.Message.Id);
        }

        return ids;
    }

    /// <summary>Fails for some words.</summary>
    private async Task WritingAsync(IReadOnlyList<IndexedMail> mails, CancellationToken cancellation)
    {
        _writes++;
        if (mails.Any(static m => m.Text.Contains("stop", StringComparison.Ordinal)))
            await _stop.CancelAsync();
        cancellation.ThrowIfCancellationRequested();
        if (mails.Any(static m => m.Text.Contains("bad", StringComparison.Ordinal)))
            throw new InvalidOperationException("This text cannot be indexed.");
    }
}

using System.Text;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Embedded.Models;
using InboxMind.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Indexing;

/// <summary>An item of the queue with a message that cannot be indexed.</summary>
public sealed class IndexMailHandlerTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;
    private readonly BadWords _models = new();

    public IndexMailHandlerTests()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>)).AddSingleton<IEmbeddingModels>(_models);
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

        _models.Calls.ShouldBe(4, "together, and three to see that it is all of them");
        (await Queue.CountAsync(WorkQueues.IndexMail, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_Stopped_QueuesNothing()
    {
        var ids = await StoreAsync("good", "stop", "good");

        await Should.ThrowAsync<OperationCanceledException>(() => HandleAsync(ids, _models.Stop.Token));

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

    /// <summary>The offline model, which fails for some words.</summary>
    private sealed class BadWords : IEmbeddingModels
    {
        private readonly OfflineEmbeddingModels _offline = new();

        public int Calls { get; set; }

        public CancellationTokenSource Stop { get; } = new();

        public async Task<EmbeddingModel> GetActiveAsync(Owner owner, CancellationToken cancellation)
        {
            var model = await _offline.GetActiveAsync(owner, cancellation);
            return model with { Generator = new Failing(this, model.Generator) };
        }

        private sealed class Failing(BadWords words, IEmbeddingGenerator<string, Embedding<float>> inner)
            : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
        {
            public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
                IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
            {
                var texts = values.ToList();
                words.Calls++;
                if (texts.Any(static t => t.Contains("stop", StringComparison.Ordinal)))
                    await words.Stop.CancelAsync();
                cancellationToken.ThrowIfCancellationRequested();
                return texts.Any(static t => t.Contains("bad", StringComparison.Ordinal))
                    ? throw new InvalidOperationException("This text cannot be embedded.")
                    : await base.GenerateAsync(texts, options, cancellationToken);
            }
        }
    }
}

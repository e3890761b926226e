using InboxMind.Core;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Embedded;
using InboxMind.Server.Background;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Server.Tests.Background;

/// <summary>What a start does with the indexes of a folder.</summary>
public sealed class IndexCheckerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly FirstLook _first = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await using var services = Services();
        var mbox = Letters.Mbox(_folder["mail.mbox"], 3);
        await services.GetRequiredService<ImportMail>()
            .ImportAsync(Owner.Local, MailFiles.Open([mbox]), new ImportProgress(), Cancellation);
        await services.GetRequiredService<EmbedMail>().EmbedAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, Cancellation);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task ExecuteAsync_NothingWaits_LeavesTheSweepsNothingToOpen()
    {
        await using var services = Services();
        using (var checker = Checker(services))
        {
            await checker.StartAsync(Cancellation);
            await _first.Over.WaitAsync(Cancellation);
        }

        // An index that is opened from here on is made anew: the file is gone.
        await services.GetRequiredService<IMailIndex>().ClearAsync(Owner.Local, Cancellation);
        await services.GetRequiredService<ReadAllAttachments>().ReadAsync(TimeSpan.MaxValue, Cancellation);
        await services.GetRequiredService<EmbedAllMail>().EmbedAsync(TimeSpan.MaxValue, Cancellation);

        File.Exists(_folder["data/index/local.db"]).ShouldBeFalse();
    }

    [Fact]
    public async Task ExecuteAsync_ChecksFail_EndsTheFirstLook()
    {
        var services = Services();
        using var checker = Checker(services);
        await services.DisposeAsync();

        await checker.StartAsync(Cancellation);

        await _first.Over.WaitAsync(Cancellation);
    }

    private IndexChecker Checker(ServiceProvider services) => new(
        services.GetRequiredService<CheckIndexes>(), services.GetRequiredService<EmbedAllMail>(),
        services.GetRequiredService<ReadAllAttachments>(), _first, NullLogger<IndexChecker>.Instance);

    private ServiceProvider Services() => new ServiceCollection().AddLogging().AddSingleton(new WordEmbeddings().Model)
        .AddSingleton<IAttachmentReader, AttachmentsReadHere>().AddInboxMindCore().AddInboxMindEmbedded(_folder["data"])
        .BuildServiceProvider();
}

using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Telemetry;
using InboxMind.Core.Work;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Keeps the index up with the store.</summary>
internal static class IndexingServices
{
    public static IServiceCollection AddIndexing(this IServiceCollection services)
    {
        services.TryAddSingleton<MakeVectors>();
        services.TryAddSingleton<CheckIndex>();
        services.TryAddSingleton<CheckIndexes>();
        services.TryAddSingleton<ReadCoverage>();
        services.TryAddSingleton<EmptiedMailboxes>();
        services.TryAddSingleton<RemoveDeleted>();
        services.TryAddSingleton<IndexMessages>();
        services.TryAddSingleton<IndexQueue>();
        services.TryAddSingleton<IndexStored>();
        services.TryAddSingleton<IndexMailHandler>();
        services.TryAddSingleton<SweepUnindexed>();
        services.TryAddSingleton<VectorWork>();
        services.TryAddSingleton(new PieceStyle());
        services.TryAddSingleton<MailPieces>();
        services.TryAddSingleton<EmbedBatch>();
        services.TryAddSingleton<EmbedMail>();
        services.TryAddSingleton<EmbedAllMail>();
        services.TryAddSingleton(new AttachmentLimits());
        services.TryAddSingleton<AttachmentWork>();
        services.TryAddSingleton<CountAttachments>();
        services.TryAddSingleton<CountEncrypted>();
        services.TryAddSingleton<ReadAttachments>();
        services.TryAddSingleton<ReadAllAttachments>();
        services.TryAddSingleton<ReadingWork>();
        services.TryAddSingleton<ReadMailAgain>();
        services.TryAddSingleton<ReadAllAgain>();
        services.TryAddSingleton<IEmbeddingModels, EmbeddingModels>();
        services.TryAddSingleton<QueueWorker<IndexMailHandler>>();
        services.AddSingleton(new CountsFromZero(IndexingSignals.ShowAtZero));
        return services;
    }
}

using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Azure.Mail.Writing;

namespace InboxMind.Azure.Mail;

/// <summary>The versions of readings in Cosmos DB.</summary>
internal sealed class CosmosMailReadings(CosmosDatabase database, MailRereading rereading) : IMailReadings
{
    private const string Older = "(NOT IS_DEFINED(c.reading) OR (c.reading > @least AND c.reading < @version))";

    public async Task<IReadOnlyList<EmailId>> OlderAsync(Owner owner, int version, int limit, CancellationToken cancellation) =>
        await database.User(owner)
            .QueryAsync<string>("mail.readings", Of("VALUE c.id", version) with { PageSize = Math.Clamp(limit, 1, 1_000) }, cancellation)
            .Take(limit).Select(static id => new EmailId(id[MailKeys.Messages.Length..])).ToListAsync(cancellation);

    public async Task<ReadingCounts> CountAsync(Owner owner, int version, CancellationToken cancellation) => new(
        await SumAsync(owner, Of("VALUE COUNT(1)", version), cancellation),
        await SumAsync(owner, CosmosQuery.Of(MailKeys.Messages, "VALUE COUNT(1)", "c.reading < 0"), cancellation));

    public Task<IReadOnlyList<EmailId>> SaveAsync(
        Owner owner, int version, IReadOnlyList<MailReading> readings, CancellationToken cancellation) =>
        rereading.SaveAsync(owner, version, readings, cancellation);

    private static CosmosQuery Of(string select, int version) =>
        CosmosQuery.Of(MailKeys.Messages, select, Older).With("@least", -version).With("@version", version);

    private async Task<long> SumAsync(Owner owner, CosmosQuery query, CancellationToken cancellation) =>
        await database.User(owner).QueryAsync<long>("mail.readings", query, cancellation).SumAsync(cancellation);
}

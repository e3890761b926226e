using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;

namespace InboxMind.Azure.Mail.Writing;

/// <summary>Writes what a newer version of the program read of stored mails, some at a time. Parts that lie in blobs are written over
/// before; a process that ends in between leaves mails that are read again once more.</summary>
internal sealed class MailRereading(MailWriter writer, MailSaving saving)
{
    /// <summary>Mails that are looked up and written together.</summary>
    private const int Group = 20;

    private const int MaxTries = 5;

    /// <returns>Those whose content was changed.</returns>
    public async Task<IReadOnlyList<EmailId>> SaveAsync(
        Owner owner, int version, IReadOnlyList<MailReading> readings, CancellationToken cancellation)
    {
        var changed = new List<EmailId>();
        foreach (var group in readings.Chunk(Group))
            changed.AddRange(await SaveGroupAsync(owner, version, group, cancellation));
        return changed;
    }

    private async Task<IReadOnlyList<EmailId>> SaveGroupAsync(
        Owner owner, int version, MailReading[] readings, CancellationToken cancellation)
    {
        var contents = readings.Where(static r => r.Changed is not null)
            .ToDictionary(static r => r.Id, static r => MailContent.Of(r.Changed!));
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var blobs = await saving.SaveBlobsAsync(
                owner, lease: null, [.. readings.Select(static r => MailKeys.Message(r.Id.Value))],
                transaction =>
                [
                    .. Waiting(transaction, readings, version).Where(static r => r.Changed is not null).SelectMany(r =>
                        Content(transaction, contents[r.Id]).Parts(r.Changed!).Select(part => (r.Id, part))),
                ],
                [], cancellation);
            var (done, changed) = (0, new List<EmailId>());
            while (done >= 0 && done < readings.Length)
            {
                var (count, some) = await writer.WriteAsync(
                    owner, "mail.reading",
                    transaction => WriteAsync(transaction, readings[done..], contents, version, blobs, cancellation), cancellation);
                done = count > 0 ? done + count : -1;
                changed.AddRange(some);
            }

            if (done >= 0)
                return changed;
        }

        throw new CosmosUnusableException("Mail is being deleted while it is read again; it is tried again later.");
    }

    /// <summary>Writes as many as fit at once.</summary>
    /// <returns>How many of the readings are done; 0 when blobs have to be saved once more.</returns>
    private static async Task<(int Done, IReadOnlyList<EmailId> Changed)> WriteAsync(
        MailTransaction transaction, MailReading[] readings, Dictionary<EmailId, MailContent> contents, int version, SavedBlobs blobs,
        CancellationToken cancellation)
    {
        var changes = new MailChanges(transaction);
        await transaction.LoadAsync([.. readings.Select(static r => MailKeys.Message(r.Id.Value)), .. blobs.Ids], cancellation);
        if (!blobs.Holds(transaction))
            return (0, []);
        var waiting = Waiting(transaction, readings, version).ToList();
        await changes.PrepareThreadsAsync([.. waiting.Select(static r => r.Clues).OfType<ThreadClues>()], cancellation);
        var (done, changed, gone) = (0, new List<EmailId>(), false);
        foreach (var reading in readings)
        {
            gone |= transaction.Message(reading.Id.Value) is null && contents.ContainsKey(reading.Id);
            if (waiting.Contains(reading))
            {
                var content = reading.Changed is null ? null : Content(transaction, contents[reading.Id]);
                if (done > 0 && !transaction.HasRoom(reading.Clues is { } clues ? MailChanges.Most(clues) : 1, content?.Bytes ?? 0))
                    break;
                await changes.ReadAgainAsync(reading, content, version, cancellation);
                if (content is not null)
                    changed.Add(reading.Id);
            }

            done++;
        }

        // Blobs of a mail that was deleted meanwhile are deleted once their time is over.
        if (done == readings.Length && !gone)
            blobs.End(transaction);
        return (done, changed);
    }

    /// <summary>Those that are stored and that this version has not tried.</summary>
    private static IEnumerable<MailReading> Waiting(MailTransaction transaction, MailReading[] readings, int version) =>
        readings.Where(r => transaction.Message(r.Id.Value) is { } message && Math.Abs(message.Reading) < version);

    private static MailContent Content(MailTransaction transaction, MailContent content) =>
        content with { Before = transaction.Message(content.Id.Value)!.Apart };
}

using System.Text.Json;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Indexing;

/// <summary>Reads an owner's stored mail again that an earlier version of the program read, from its raw bytes. Only what comes out other
/// is written, indexed and embedded again. It may stop anywhere: the store says what is left.</summary>
public sealed class ReadMailAgain(
    IMailStore store, IMailReadings readings, MimeReader reader, IndexQueue queue, ReadingWork work, TimeProvider time,
    IMailKeys? keys = null, IEncryptedMail? encrypted = null)
{
    /// <summary>Messages read together.</summary>
    private const int Batch = IndexMailWork.MaxEmails;

    /// <summary>Characters of text held at once.</summary>
    private const int PartCharacters = 2_000_000;

    /// <summary>How many are left to be read again, and how many could not be.</summary>
    public Task<ReadingCounts> CountAsync(Owner owner, CancellationToken cancellation) =>
        readings.CountAsync(owner, ReadingVersion.Current, cancellation);

    /// <summary>Reads what waits.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="atMost">How long at most: no batch is begun after it.</param>
    /// <param name="changed">Told how many came out other, after each batch.</param>
    /// <param name="cancellation">Stops the work; it goes on later.</param>
    /// <returns>Whether nothing is left.</returns>
    public async Task<bool> ReadAsync(Owner owner, TimeSpan atMost, Action<int> changed, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        await NoteKeysAsync(owner, cancellation);
        IReadOnlyList<EmailId> before = [];
        while (true)
        {
            var ids = await readings.OlderAsync(owner, ReadingVersion.Current, Batch, cancellation);

            // What is still there after it was saved would come for ever.
            if (ids.Count == 0 || ids.Intersect(before).Any())
            {
                work.Note(owner, await CountAsync(owner, cancellation));
                return true;
            }

            if (time.GetElapsedTime(start) >= atMost)
            {
                work.Note(owner, await CountAsync(owner, cancellation));
                return false;
            }

            changed(await ReadAsync(owner, ids, cancellation));
            before = ids;
        }
    }

    /// <summary>Other keys make other text of what is encrypted. A key that cannot be used now changes nothing.</summary>
    private async Task NoteKeysAsync(Owner owner, CancellationToken cancellation)
    {
        if (encrypted is not null && owner == Owner.Local && (keys is null ? "" : keys.Id) is { } id)
            await encrypted.ReadAgainAsync(owner, id, cancellation);
    }

    private async Task<int> ReadAsync(Owner owner, IReadOnlyList<EmailId> ids, CancellationToken cancellation)
    {
        var count = 0;
        for (var left = ids; left.Count > 0;)
        {
            var (stored, asked) = await store.GetPartAsync(owner, left, PartCharacters, cancellation);
            left = [.. left.Skip(asked)];
            var read = new List<MailReading>(stored.Count);
            foreach (var mail in stored)
                read.Add(await ReadAsync(owner, mail.Message, cancellation));
            var changed = await readings.SaveAsync(owner, ReadingVersion.Current, read, cancellation);
            await queue.AddAsync(owner, changed, cancellation);
            count += changed.Count;
        }

        return count;
    }

    private async Task<MailReading> ReadAsync(Owner owner, MailMessage stored, CancellationToken cancellation)
    {
        // A date that does not stand in the mail is not in its bytes: the one that is stored stays.
        if (await RawAsync(owner, stored.Id, cancellation) is not { } raw
            || reader.TryRead(owner.User, raw, stored.Date).Mail is not { } read)
            return new MailReading(stored.Id, null, null);
        var message = read.Message with { Id = stored.Id };
        var clues = new ThreadClues(message.Id, message.MessageId, message.Subject, read.References, Mark: null);
        return new MailReading(stored.Id, clues, IsSame(stored, message) ? null : message);
    }

    /// <summary>The raw mail; null when it is missing or damaged.</summary>
    private async Task<byte[]?> RawAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        try
        {
            return await store.GetRawAsync(owner, id, cancellation);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool IsSame(MailMessage stored, MailMessage read) =>
        stored.Text == read.Text && stored.Subject == read.Subject && stored.Date == read.Date
        && stored.MessageId == MailLimits.Begin(read.MessageId, MailLimits.Name) && stored.HasAttachments == read.HasAttachments
        && Details(stored) == Details(read);

    private static string Details(MailMessage message) =>
        JsonSerializer.Serialize(MessageDetails.Of(message), MailJson.Default.MessageDetails);
}

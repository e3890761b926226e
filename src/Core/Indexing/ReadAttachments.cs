using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Core.Mail.Parsing;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Reads the text of an owner's attachments, which no one waits for: until then their mail is found by its own words. The newest
/// mail comes first. It may stop anywhere: the index says what is left. Where pictures are read, they come behind all text.</summary>
public sealed partial class ReadAttachments(
    IMailStore store, IAttachmentReader reader, AttachmentLimits limits, MimeReader mime, EmptiedMailboxes emptied, TimeProvider time,
    ILogger<ReadAttachments> log, IAttachmentIndex? index = null, IPictureReader? pictures = null)
{
    /// <summary>Messages written together at most.</summary>
    private const int Batch = 20;

    /// <summary>Characters after which those that were read are written.</summary>
    private const int BatchCharacters = 1_000_000;

    /// <summary>Attachments of one message that are read.</summary>
    private const int MaxAttachments = 100;

    /// <summary>Characters of all attachments of one message that are kept.</summary>
    private const int MaxCharacters = MailLimits.Text;

    private static readonly MailExtent Extent = MailExtent.Whole with { Addresses = 0 };

    /// <summary>Reads what waits.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="atMost">How long at most: none of the next is begun after it.</param>
    /// <param name="read">Told how many messages were done, after each few.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Whether nothing is left that can be read now.</returns>
    /// <exception cref="AttachmentsUnreadableException">No attachment can be read on this machine.</exception>
    public async Task<bool> ReadAsync(Owner owner, TimeSpan atMost, Action<int> read, CancellationToken cancellation)
    {
        if (index is null || !limits.Read)
            return true;
        var start = time.GetTimestamp();
        foreach (var version in Versions())
        {
            if (await ReadAsync(index, owner, version, atMost, start, read, cancellation) is false)
                return false;
        }

        return true;
    }

    /// <summary>Whether anything is left, also of what cannot be read now.</summary>
    public async Task<bool> IsAnyLeftAsync(Owner owner, CancellationToken cancellation)
    {
        if (index is null || !limits.Read)
            return false;
        foreach (var version in Versions())
        {
            if ((await index.WithoutAttachmentsAsync(owner, version, limit: 1, cancellation)).Count > 0)
                return true;
        }

        return false;
    }

    private IEnumerable<int> Versions() => AttachmentVersion.Of(limits) == AttachmentVersion.Pictures && pictures is not null
        ? [AttachmentVersion.Text, AttachmentVersion.Pictures]
        : [AttachmentVersion.Text];

    private async Task<bool> ReadAsync(
        IAttachmentIndex known, Owner owner, int version, TimeSpan atMost, long start, Action<int> read, CancellationToken cancellation)
    {
        var (stuck, seen) = (new HashSet<EmailId>(), new Dictionary<string, string>());
        while (true)
        {
            // What waits there is no longer stored, or soon will not be. What is left comes with the next visit.
            if (emptied.Has(owner))
                return true;

            // What still waits after it was written is gone from the store, or its newer version is still to be indexed.
            var left = await known.WithoutAttachmentsAsync(owner, version, Batch + stuck.Count, cancellation);
            stuck.IntersectWith(left);
            List<EmailId> next = [.. left.Where(id => !stuck.Contains(id)).Take(Batch)];
            if (next.Count == 0)
                return true;
            if (time.GetElapsedTime(start) >= atMost)
                return false;
            var (mails, done) = (new List<MailAttachments>(), 0);
            foreach (var id in next)
            {
                cancellation.ThrowIfCancellationRequested();
                stuck.Add(id);
                if (version == AttachmentVersion.Pictures)
                {
                    if (await ReadPicturesAsync(known, owner, id, seen, cancellation) is { } failure)
                    {
                        // No more are tried until the next time; those that wait stay as they are.
                        LogPictures(failure);
                        return true;
                    }

                    done++;
                    break;
                }

                if (await ReadAsync(owner, id, null, cancellation) is { } mail)
                    mails.Add(mail);
                if (mails.Sum(static m => m.Words.Length) >= BatchCharacters || time.GetElapsedTime(start) >= atMost)
                    break;
            }

            // Without pictures there is nothing more to read of them.
            foreach (var some in mails.GroupBy(m => AttachmentVersion.Of(limits) == AttachmentVersion.Pictures
                && m.Readings.All(static r => r.Pictures.Count == 0) ? AttachmentVersion.Pictures : AttachmentVersion.Text))
            {
                await known.WriteAttachmentsAsync(owner, some.Key, [.. some], cancellation);
            }

            read(mails.Count + done);
        }
    }

    /// <summary>Each message is written before the next is begun: what was paid for is not lost.</summary>
    /// <returns>Why pictures cannot be read for now; null when they can.</returns>
    private async Task<string?> ReadPicturesAsync(
        IAttachmentIndex known, Owner owner, EmailId id, Dictionary<string, string> seen, CancellationToken cancellation)
    {
        var before = await known.AttachmentsAsync(owner, [id], cancellation);
        var text = new ReadPictures(pictures!, owner, limits.PicturesPerMail, before.GetValueOrDefault(id, []), seen);
        if (await ReadAsync(owner, id, text, cancellation) is { } mail && (text.Failure is null || text.HasNew))
        {
            await known.WriteAttachmentsAsync(
                owner, text.Failure is null ? AttachmentVersion.Pictures : AttachmentVersion.Text, [mail], cancellation);
        }

        return text.Failure;
    }

    /// <summary>Null when the message is gone.</summary>
    private async Task<MailAttachments?> ReadAsync(Owner owner, EmailId id, ReadPictures? pictures, CancellationToken cancellation)
    {
        if (await store.GetAsync(owner, [id], Extent, cancellation) is not [var mail])
            return null;
        var readings = new List<AttachmentReading>();
        var left = MaxCharacters;
        foreach (var attachment in await ContentsAsync(owner, id, cancellation))
        {
            var whole = await reader.ReadAsync(attachment.Content, cancellation);
            var reading = Begin(pictures is null ? whole : await pictures.AddAsync(whole, cancellation), left);
            left -= reading.Passages.Sum(static p => p.Text.Length);
            readings.Add(reading);
        }

        // Damaged, or more than are read.
        for (var more = readings.Count; more < mail.Message.Attachments.Count; more++)
        {
            readings.Add(new AttachmentReading(
                more >= MaxAttachments ? AttachmentOutcome.OverLimits : AttachmentOutcome.Damaged, []));
        }

        return new MailAttachments(id, mail.Version, AttachmentWords.Of(mail.Message, readings), readings);
    }

    private async Task<IEnumerable<AttachmentContent>> ContentsAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        try
        {
            return await store.GetRawAsync(owner, id, cancellation) is { } raw
                ? mime.Attachments(owner.User, raw).Take(MaxAttachments)
                : [];
        }
        catch (Exception e) when (e is InvalidDataException or UnreadableMailException)
        {
            // The raw mail is missing or damaged.
            return [];
        }
    }

    private static AttachmentReading Begin(AttachmentReading reading, int characters)
    {
        if (reading.Passages.Sum(static p => p.Text.Length) <= characters)
            return reading;
        var passages = new List<AttachmentPassage>();
        foreach (var passage in reading.Passages)
        {
            var text = MailLimits.Begin(passage.Text, Math.Min(characters, passage.Text.Length));
            if (text.Length == 0)
                break;
            passages.Add(passage with { Text = text });
            characters -= text.Length;
        }

        return reading with { Passages = passages, IsCut = true };
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pictures in attachments wait: {Reason}")]
    private partial void LogPictures(string reason);
}

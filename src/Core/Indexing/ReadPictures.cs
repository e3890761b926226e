using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;

namespace InboxMind.Core.Indexing;

/// <summary>Adds the text on the pictures of one message's attachments. Each picture is looked at once, however often it is attached and
/// however often this is begun anew: what was read of it before is known by its digest.</summary>
/// <param name="reader">Reads them.</param>
/// <param name="owner">Whose they are.</param>
/// <param name="calls">How many may be looked at.</param>
/// <param name="before">What is kept of the message.</param>
/// <param name="seen">Texts by digest that were read for other messages of the owner just now; filled.</param>
internal sealed class ReadPictures(
    IPictureReader reader, Owner owner, int calls, IReadOnlyList<AttachmentReading> before, Dictionary<string, string> seen)
{
    /// <summary>Characters of one picture.</summary>
    private const int MaxCharacters = 20_000;

    /// <summary>Texts remembered from one message to the next.</summary>
    private const int MaxSeen = 1_000;

    private readonly Dictionary<string, string> _known = Known(before);
    private int _left = calls;

    /// <summary>Why not all pictures could be looked at; null while they can.</summary>
    public string? Failure { get; private set; }

    /// <summary>Whether anything was looked at.</summary>
    public bool HasNew { get; private set; }

    /// <summary>The reading with the text of its pictures.</summary>
    public async Task<AttachmentReading> AddAsync(AttachmentReading reading, CancellationToken cancellation)
    {
        List<AttachmentPassage> passages = [.. reading.Passages];
        var (blank, isCut) = (new List<string>(), reading.IsCut);
        foreach (var picture in reading.Pictures)
        {
            var digest = picture.Digest;
            if (await TextAsync(picture, digest, cancellation) is not { } text)
                isCut = true;
            else if (text.Length == 0)
                blank.Add(digest);
            else
                Insert(passages, new AttachmentPassage(text) { Entry = picture.Entry, Page = picture.Page, Picture = digest });
        }

        return reading with
        {
            Outcome = passages.Count > 0 ? AttachmentOutcome.Read : reading.Outcome,
            Passages = passages,
            IsCut = isCut,
            Blank = blank.Count > 0 ? [.. blank.Distinct()] : null,
            Pictures = [],
        };
    }

    private static Dictionary<string, string> Known(IReadOnlyList<AttachmentReading> before)
    {
        var known = new Dictionary<string, string>();
        foreach (var reading in before)
        {
            foreach (var passage in reading.Passages.Where(static p => p.Picture is not null))
                known[passage.Picture!] = passage.Text;
            foreach (var digest in reading.Blank ?? [])
                known.TryAdd(digest, "");
        }

        return known;
    }

    /// <summary>The pages of a file stay in their order; what has none comes last.</summary>
    private static void Insert(List<AttachmentPassage> passages, AttachmentPassage passage)
    {
        var behind = passages.FindLastIndex(p => p.Entry == passage.Entry && (p.Page ?? 0) <= (passage.Page ?? int.MaxValue));
        var before = passages.FindIndex(p => p.Entry == passage.Entry);
        passages.Insert(behind >= 0 ? behind + 1 : before >= 0 ? before : passages.Count, passage);
    }

    /// <summary>Null when it was not looked at.</summary>
    private async Task<string?> TextAsync(AttachmentPicture picture, string digest, CancellationToken cancellation)
    {
        if (_known.TryGetValue(digest, out var known) || seen.TryGetValue(digest, out known))
        {
            HasNew |= _known.TryAdd(digest, known);
            return known;
        }

        if (Failure is not null || _left-- <= 0)
            return null;
        try
        {
            var text = Clean(await reader.ReadAsync(owner, picture, cancellation));
            HasNew = true;
            if (seen.Count < MaxSeen)
                seen[digest] = text;
            return _known[digest] = text;
        }
        catch (PicturesUnreadableException e)
        {
            Failure = e.Message;
            return null;
        }
    }

    /// <summary>A model may write anything, as a picture may have it do: no more of it than a page holds, and nothing that is no
    /// text.</summary>
    private static string Clean(string text) => string.Concat(
        MailLimits.Begin(text, Math.Min(text.Length, MaxCharacters)).Where(static c => c is '\n' or '\t' || !char.IsControl(c))).Trim();
}

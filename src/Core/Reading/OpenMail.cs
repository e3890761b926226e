using InboxMind.Core.Audit;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Reading;

/// <summary>Opens one message: what is stored of it, and what only its raw mail holds.</summary>
public sealed class OpenMail(IMailStore store, IAuditLog audit, MimeReader reader)
{
    /// <summary>Characters of a text in which its sender's own words are looked for.</summary>
    private const int MaxNewText = 200_000;

    /// <summary>The message and where it lies; null when the owner has no such.</summary>
    public async Task<PlacedMail?> FindAsync(Owner owner, EmailId id, CancellationToken cancellation)
    {
        if (await store.GetAsync(owner, [id], cancellation) is not [var mail])
            return null;
        return new PlacedMail(mail, (await store.PlacementsAsync(owner, [id], cancellation)).GetValueOrDefault(id, []));
    }

    /// <summary>Reads the raw mail of a message; null when it was deleted meanwhile.</summary>
    public async Task<OpenedMail?> ReadAsync(Owner owner, PlacedMail mail, CancellationToken cancellation) =>
        await store.GetRawAsync(owner, mail.Mail.Message.Id, cancellation) is { } raw
            ? Opened(mail, Content(owner, raw))
            : null;

    private static OpenedMail Opened(PlacedMail mail, MailContent content)
    {
        var text = MailLimits.Begin(mail.Mail.Message.Text, MaxNewText);
        return new OpenedMail(mail, content, NewText.Extract(text))
        {
            IsNewTextCut = text.Length < mail.Mail.Message.Text.Length,
            Passages = MailPassages.Read(text),
        };
    }

    /// <summary>An attachment with its decoded content; null when there is no such message or attachment.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="id">The message.</param>
    /// <param name="number">Which of <see cref="MailMessage.Attachments"/>, counted from 1.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="UnreadableMailException">The mail is stored and cannot be taken apart any more.</exception>
    public async Task<AttachmentContent?> AttachmentAsync(Owner owner, EmailId id, int number, CancellationToken cancellation) =>
        await store.GetRawAsync(owner, id, cancellation) is { } raw ? reader.Attachment(owner.User, raw, number) : null;

    /// <summary>What was stored by an earlier version may be longer than what is taken apart today: then its text has to do.</summary>
    private MailContent Content(Owner owner, ReadOnlyMemory<byte> raw)
    {
        try
        {
            return reader.Open(owner.User, raw);
        }
        catch (UnreadableMailException)
        {
            return new MailContent("", []);
        }
    }

    /// <summary>The mail as it came, byte for byte; null when there is no such. That it was read is audited first.</summary>
    public async Task<Stream?> RawAsync(User user, EmailId id, RequestOrigin origin, CancellationToken cancellation)
    {
        if (await store.OpenRawAsync(new Owner(user.Id), id, cancellation) is not { } raw)
            return null;
        try
        {
            await audit.AppendAsync(AuditEvent.For(AuditKind.RawMailRead, user, origin), cancellation);
            return raw;
        }
        catch
        {
            await raw.DisposeAsync();
            throw;
        }
    }
}

/// <summary>A message opened.</summary>
/// <param name="Mail">What is stored of it, and where it lies.</param>
/// <param name="Content">What its raw mail holds besides.</param>
/// <param name="NewText">What its sender wrote, without quoted history and signature; may be empty.</param>
public sealed record OpenedMail(PlacedMail Mail, MailContent Content, string NewText)
{
    /// <summary>Who said what in its text.</summary>
    public IReadOnlyList<MailPassage> Passages { get; init; } = [];

    /// <summary>Whether the text is longer than what was looked at for <see cref="NewText"/> and <see cref="Passages"/>.</summary>
    public bool IsNewTextCut { get; init; }
}

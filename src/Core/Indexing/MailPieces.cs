using System.Globalization;
using System.Text;
using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Indexing;

/// <summary>Cuts mails into pieces to embed. In front of each stands what a reader would know: the subject, who wrote it to whom, the
/// day, and of a reply what it answers, so that "Yes, do that" is found by what was asked.</summary>
public sealed class MailPieces(IMailStore store, PieceStyle style)
{
    /// <summary>Recipients that stand in front of a piece; more tell nothing.</summary>
    private const int MaxRecipients = 3;

    /// <summary>Characters of a subject, and of a name.</summary>
    private const int MaxSubject = 200;
    private const int MaxName = 60;

    /// <summary>Characters of a mail in which what is new is told from what is quoted.</summary>
    private const int MaxNewText = 200_000;

    /// <summary>Characters of what is answered.</summary>
    private const int MaxAnswered = 240;

    /// <summary>Mails of a thread in which the answered one is looked for, the newest.</summary>
    private const int MaxThread = 50;

    internal async Task<List<MailPiece>> CutAsync(Owner owner, EmbeddingModel model, StoredMail mail, CancellationToken cancellation)
    {
        var (message, text) = (mail.Message, mail.Message.Text);
        var history = NewText.End(MailLimits.Begin(text, MaxNewText));
        var answered = history < text.Length || IsReply(message.Subject) ? await AnsweredAsync(owner, mail, cancellation) : null;
        var own = style.OwnTextOnly && answered is not null && history > 0 && text.Length <= MaxNewText ? text[..history] : text;
        var (front, pieces) = (Front(message), new List<MailPiece>());
        foreach (var (start, length) in Chunker.Cut(own, model.Tokens, style.Tokens))
        {
            var before = start == 0 && style.Answered ? Answered(answered, text, history) : "";
            var piece = $"{model.PassagePrefix}{front}{before}{own.AsSpan(start, length)}";
            pieces.Add(new MailPiece(start, length, piece, ContentHash.Compute(piece)));
        }

        return pieces;
    }

    private string Front(MailMessage message)
    {
        var front = new StringBuilder();
        if (style.People && message.From.Count > 0)
        {
            front.Append("From ").Append(Name(message.Sender));
            if (message.To.Count > 0)
                front.Append(" to ").AppendJoin(", ", message.To.Take(MaxRecipients).Select(Name));
        }

        if (style.Day)
            front.Append(front.Length > 0 ? ", " : "").Append(message.Date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));
        if (front.Length > 0)
            front.Append('\n');
        if (style.Subject)
            front.Append(MailLimits.Begin(message.Subject, MaxSubject)).Append('\n');
        return front.ToString();
    }

    /// <summary>The newest mail of the thread that is older than this one; null when there is none.</summary>
    private async Task<MailMessage?> AnsweredAsync(Owner owner, StoredMail mail, CancellationToken cancellation) =>
        (await store.GetThreadAsync(owner, mail.Thread, MaxThread, cancellation))
            .Select(static m => m.Message).LastOrDefault(m => m.Date < mail.Message.Date && m.Id != mail.Message.Id);

    private static string Answered(MailMessage? answered, string text, int history)
    {
        var before = answered is not null
            ? OneLine.Fold(NewText.Extract(MailLimits.Begin(answered.Text, MaxNewText)))
            : Quoted.Read(text, history);
        return before.Length == 0 ? "" : $"In answer to: {MailLimits.Begin(before, MaxAnswered)}\n";
    }

    private static string Name(MailAddress address) => MailLimits.Begin(address.Display, MaxName);

    private static bool IsReply(string subject) => subject.StartsWith("re:", StringComparison.OrdinalIgnoreCase)
        || subject.StartsWith("aw:", StringComparison.OrdinalIgnoreCase);
}

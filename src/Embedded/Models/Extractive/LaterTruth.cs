namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Finds in a conversation the mail that takes back or changes what a passage says, and what a passage takes back.</summary>
internal sealed class LaterTruth(List<MailPieces> mails, PassageScore score, AskedFor asked)
{
    /// <summary>A change is told in few words.</summary>
    private const int MaxWords = 26;

    /// <summary>The share of the question's words in a passage that a change of it has at least.</summary>
    private const double LeastShared = 0.4;

    /// <summary>A mail of no more words than this tells the change alone.</summary>
    private const int ChangeAlone = 25;

    /// <summary>The share of the question's words in a passage that a later mail of its writer about the same holds at least.</summary>
    private const double LeastUpdate = 0.4;

    /// <summary>Pieces of a mail that tells of a change: digests and reports speak of much.</summary>
    private const int MaxUpdate = 40;

    /// <summary>What is quoted beside it, in words.</summary>
    private const int EarlierWords = 22;

    /// <summary>The newest change behind a passage; else, when the passage is a change itself, what was said before.</summary>
    public (Passage? Later, Passage? Earlier) Beside(Passage best)
    {
        if (best.Mail.Source.Thread == 0)
            return (null, null);
        var thread = mails.Where(m => m != best.Mail && (m.Source.Thread == best.Mail.Source.Thread || m.Quotes(best.Pieces[0]))).ToList();
        foreach (var mail in thread.Where(m => IsBefore(best.Mail, m)).OrderByDescending(static m => m.Source.Date, StringComparer.Ordinal))
        {
            if (Change(mail, best) is { } change)
                return (change, null);
        }

        if (Update(best) is { } update)
            return (update, null);
        if (best.IsQuoted || !Changes.Are(best.Text))
            return (null, null);
        return (null, thread.Where(m => IsBefore(m, best.Mail)).OrderByDescending(static m => m.Source.Date, StringComparer.Ordinal)
            .Select(Fact).FirstOrDefault(static p => p is not null));
    }

    private static bool IsBefore(MailPieces a, MailPieces b) => string.CompareOrdinal(a.Source.Date, b.Source.Date) < 0;

    /// <summary>The best passage of a mail in which somebody changes what is asked for.</summary>
    private Passage? Change(MailPieces mail, Passage said)
    {
        Passage? best = null;
        var most = 0.0;
        for (var from = 0; from < mail.Pieces.Length; from++)
        {
            var passage = new Passage(mail, from, mail.EndOf(from, MaxWords));
            if (passage.To == from || !IsNewer(passage, said) || !Changes.Are(passage.Text)
                || !IsAbout(passage, said) || !MayTell(passage)
                || !(Changes.IsCancellation(passage.Text)
                    || (asked.IsKnown && !asked.IsContact ? passage.Tells : score.Covered(passage) > 0)))
                continue;
            var value = score.Shared(passage) + (passage.Tells ? 1 : 0) + (Changes.Are(passage.Pieces[0].Text) ? 1 : 0) + 0.01;
            if (value > most)
                (best, most) = (passage, value);
        }

        return best;
    }

    /// <summary>Whether words were written after what was said: on a later day, or above it where a quotation does not tell its
    /// day.</summary>
    private static bool IsNewer(Passage passage, Passage said) => passage.Day.Length > 0
        ? string.CompareOrdinal(passage.Day, said.Day) > 0
        : passage.Mail.IndexOfQuoted(said.Pieces[0]) is var at and >= 0 && passage.To <= at;

    /// <summary>What the same writer says of the same in a later mail of another conversation, when it is asked how things are: not every
    /// change is a reply, nor does it always say that it is one.</summary>
    private Passage? Update(Passage said)
    {
        if (!asked.IsFigure || !asked.IsOfNow || said.IsQuoted || said.Mail.Source.File is not null)
            return null;
        foreach (var mail in mails.Where(m => m.Source.From == said.Mail.Source.From && m.Source.Thread != said.Mail.Source.Thread
            && IsBefore(said.Mail, m) && m.Pieces.Length <= MaxUpdate && m.IsOfTime)
            .OrderByDescending(static m => m.Source.Date, StringComparer.Ordinal))
        {
            Passage? best = null;
            var most = LeastUpdate * score.Shared(said);
            for (var from = 0; from < mail.Pieces.Length; from++)
            {
                var passage = new Passage(mail, from, mail.EndOf(from, MaxWords));
                if (passage.To == from || passage.IsQuoted || !asked.IsOther(passage.Text, said.Text) || !score.SharesName(passage, said)
                    || !MayTell(passage)
                    || score.About(passage, said) <= most)
                    continue;
                (best, most) = (passage, score.About(passage, said));
            }

            if (best is not null)
                return best;
        }

        return null;
    }

    /// <summary>A code is changed by what is said to be one: a later mail has numbers of other things.</summary>
    private bool MayTell(Passage change) =>
        !asked.IsCode || Changes.IsCancellation(change.Text) || AskedCode.IsNamedIn(change.Text);

    /// <summary>Whether a change is one of what was said: it speaks of the same, tells what is asked for as it changes, or is all that its
    /// mail says.</summary>
    private bool IsAbout(Passage change, Passage said)
    {
        if (change.Mail.OwnWords <= ChangeAlone || score.Shared(change, said) >= LeastShared * score.Shared(said))
            return true;
        foreach (var piece in change.Pieces)
        {
            if (piece.Tells && Changes.Are(piece.Text))
                return true;
        }

        return false;
    }

    /// <summary>The best passage of a mail that says what is asked for.</summary>
    private Passage? Fact(MailPieces mail)
    {
        Passage? best = null;
        var most = 0.0;
        for (var from = 0; from < mail.Pieces.Length; from++)
        {
            var passage = new Passage(mail, from, mail.EndOf(from, EarlierWords));
            if (passage.To == from || passage.IsQuoted || (asked.IsKnown && !passage.Tells) || score.Shared(passage) <= most)
                continue;
            (best, most) = (passage, score.Shared(passage));
        }

        return best;
    }
}

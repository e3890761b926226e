using InboxMind.Core.Text;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Index;

/// <summary>Keeps the list of terms that the word index holds, with the parts of each (three letters at a time), so that words are found
/// by their parts and in spite of typing mistakes. Of each term there is one, however many mails have it; one that no mail has any more
/// is erased.</summary>
/// <param name="session">A transaction.</param>
/// <param name="known">What earlier transactions wrote.</param>
internal sealed class TermWriter(SqliteSession session, KnownTerms known)
{
    private const int MinLength = 3;

    /// <summary>Longer words are no words of a language, but encoded data.</summary>
    private const int MaxLength = 40;

    /// <summary>New ones of one mail: what has more is data or a list of words, which is found by whole words.</summary>
    private const int MaxNew = 10_000;

    private readonly long _removals = session.Scalar("SELECT removals FROM state");
    private readonly HashSet<string> _words = [];
    private readonly HashSet<string> _terms = [];
    private readonly HashSet<string> _suspects = [];

    /// <summary>Notes the words of a mail that is written.</summary>
    public void Add(params ReadOnlySpan<string> texts)
    {
        var terms = new List<string>();
        using (var view = known.Look(_removals))
        {
            foreach (var text in texts)
                CollectNew(text, view, terms);
        }

        foreach (var term in terms)
        {
            if (session.Prepare("INSERT INTO term(word) VALUES(?1) ON CONFLICT DO NOTHING").Insert(term) is { } seq)
                session.Prepare("INSERT INTO term_parts(rowid, word) VALUES(?1, ?2)").Run(seq, term);
        }
    }

    /// <summary>Notes the words of a mail that is about to be removed.</summary>
    public void Remove(long mail)
    {
        session.Prepare("SELECT subject, sender, recipients, cc, bcc, body, attachments, attached FROM mail_words WHERE rowid = ?1").Each(
            row =>
            {
                for (var column = 0; column < row.Count; column++)
                    Collect(row.GetString(column), _suspects);
            },
            mail);
    }

    /// <summary>Erases the terms that went with the mails removed.</summary>
    public void Finish()
    {
        if (_suspects.Count > 0)
            session.Execute("UPDATE state SET removals = removals + 1");
        foreach (var term in _suspects)
        {
            if (session.Prepare("SELECT 1 FROM mail_term_places WHERE term = ?1 LIMIT 1").Scalar(term) is not null
                || session.Prepare("SELECT seq FROM term WHERE word = ?1").Scalar(term) is not long seq)
                continue;
            session.Prepare("INSERT INTO term_parts(term_parts, rowid, word) VALUES('delete', ?1, ?2)").Run(seq, term);
            session.Prepare("DELETE FROM term WHERE seq = ?1").Run(seq);
        }
    }

    /// <summary>Has them remembered, once the transaction is committed.</summary>
    public void Committed()
    {
        if (_suspects.Count == 0)
            known.Add(_words, _terms, _removals);
    }

    /// <summary>Most words of a mail stood in others before, and are passed over as they are.</summary>
    private void CollectNew(string text, KnownTerms.View view, List<string> terms)
    {
        var words = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (length is < MinLength or > MaxLength)
                continue;
            var word = text.AsSpan(start, length);
            if (view.HasWord(word))
                continue;
            if (terms.Count == MaxNew)
                return;
            if (words.Add(word) && Stems.Stem(word) is { Length: >= MinLength } term && !view.HasTerm(term) && _terms.Add(term))
                terms.Add(term);
        }
    }

    private static void Collect(string text, HashSet<string> terms)
    {
        foreach (var (start, length) in Words.Ranges(text))
        {
            if (length is >= MinLength and <= MaxLength && Stems.Stem(text.AsSpan(start, length)) is { Length: >= MinLength } stem)
                terms.Add(stem);
        }
    }
}

using System.Globalization;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>A run of pieces of one mail.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="From">The first piece.</param>
/// <param name="To">The one behind the last.</param>
internal readonly record struct Passage(MailPieces Mail, int From, int To)
{
    public ReadOnlySpan<Piece> Pieces => Mail.Pieces[From..To];

    public MailPassage Of => Pieces[0].Passage;

    public bool IsQuoted => Of.IsQuoted;

    public int Words
    {
        get
        {
            var words = 0;
            foreach (var piece in Pieces)
                words += piece.Length;
            return words;
        }
    }

    /// <summary>Whether it is in the words of the one for whose words is asked.</summary>
    public bool IsSpoken => Mail.IsOfSpeaker(Of);

    /// <summary>When the words were written; a mail may pass on what somebody else wrote. Empty when it does not say.</summary>
    public string Day => !IsQuoted ? Mail.Source.Date : Of.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Without what is no sentence at either end and has nothing of what is asked: greetings and signatures.</summary>
    public Passage Trimmed()
    {
        var (from, to) = (From, To);
        while (to - from > 1 && IsEmpty(Mail.Pieces[to - 1]))
            to--;
        while (to - from > 1 && IsEmpty(Mail.Pieces[from]))
            from++;
        return this with { From = from, To = to };
    }

    private static bool IsEmpty(Piece piece) => piece is { Prose: 0, Terms: 0, Tells: false };

    /// <summary>Word for word, with an ellipsis where a sentence was cut.</summary>
    public string Text
    {
        get
        {
            var pieces = Pieces.ToArray();
            var words = string.Join(' ', pieces.Select(static p => p.Text));
            return $"{(pieces[0].Begins ? "" : "… ")}{words}{(pieces[^1].Ends ? "" : " …")}";
        }
    }

    /// <summary>Whether a piece of it has what is asked for.</summary>
    public bool Tells
    {
        get
        {
            foreach (var piece in Pieces)
            {
                if (piece.Tells)
                    return true;
            }

            return false;
        }
    }

    public bool Overlaps(Passage other) => Mail == other.Mail && From < other.To && other.From < To;

    /// <summary>Whether more than half of the shorter of both is in the other.</summary>
    public bool OverlapsMostly(Passage other) =>
        Mail == other.Mail && 2 * (Math.Min(To, other.To) - Math.Max(From, other.From)) > Math.Min(To - From, other.To - other.From);
}

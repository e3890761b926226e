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

    /// <summary>Word for word, with an ellipsis where a sentence was cut.</summary>
    public string Text
    {
        get
        {
            var pieces = Pieces.ToArray();
            return $"{(pieces[0].Begins ? "" : "… ")}{string.Join(' ', pieces.Select(static p => p.Text))}{(pieces[^1].Ends ? "" : " …")}";
        }
    }

    public bool Overlaps(Passage other) => Mail == other.Mail && From < other.To && other.From < To;
}

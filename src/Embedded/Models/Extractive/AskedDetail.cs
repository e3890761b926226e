namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Whether a passage has the detail that is asked for, beside what it is the detail of: another figure, day or name of the same
/// mail is none.</summary>
internal sealed class AskedDetail
{
    /// <summary>Telling words of a question that asks for nothing but a day or a name; one of more words describes, and its mail may say
    /// the rest in words of its own.</summary>
    private const int FewWords = 7;

    /// <summary>Telling words of a question that names somebody's part in it as the mail does.</summary>
    private const int FewForRole = 4;

    private readonly QuestionTerms _terms;
    private readonly AskedFor _asked;
    private readonly ulong _named;
    private readonly bool _isName;
    private readonly bool _isTime;
    private readonly bool _isDay;
    private readonly bool _mayBeElsewhere;
    private readonly ulong _things;
    private readonly ulong _besides;

    public AskedDetail(QuestionTerms terms, AskedFor asked)
    {
        (_terms, _asked) = (terms, asked);
        var text = terms.Reading.Text;
        var isFew = terms.Count <= FewWords;
        var named = AskedName.In(text);
        _isName = isFew && !named.Equals(default) && !asked.IsRequired;
        _named = AskedName.IsOfKind(text) ? 0 : terms.Within(named) & terms.Asked;
        _mayBeElsewhere = AskedName.IsRole(text) && terms.Count > FewForRole;
        _isDay = asked.IsTime && AskedFor.NamesDay(text);
        _isTime = _isDay || (isFew && asked.IsTime && asked.IsOfNow);
        _things = asked.IsCode ? Unnamed(terms.Asked & ~terms.Within(AskedCode.In(text)))
            : asked.IsPrice && terms.Count < FewWords && (terms.Names & terms.Asked) is > 0 and var names ? names
            : asked.IsPrice || _isTime ? terms.Asked
            : 0;
        _besides = asked.IsPrice ? terms.Asked & ~_things : 0;
    }

    /// <summary>Whether only what has it is an answer.</summary>
    public bool IsRequired => _asked.IsRequired || _isTime || _isName;

    /// <summary>Whether a passage has it.</summary>
    public bool IsIn(Passage passage)
    {
        if (!_asked.IsRequired && _isTime)
            return Has(passage, p => p.Tells || (_isDay ? SpokenTime.IsDayIn(p.Text) : SpokenTime.IsIn(p.Text)));
        if (!_asked.IsRequired)
            return !_isName || HasName(passage);
        if (_asked.Dimension is { } dimension)
            return HasDimension(passage, dimension);
        return Has(passage, static p => p.Tells) && (!_asked.IsCode || IsNamed(passage));
    }

    /// <summary>Whether a passage says only of nobody, or of somebody not, what it is asked who does.</summary>
    public bool IsDenied(Passage passage)
    {
        if (_terms.Reading.IsNegated || AskedDoing.In(_terms.Reading.Text) is not { } doing)
            return false;
        var isDenied = false;
        foreach (var piece in passage.Pieces)
        {
            switch (doing.Of(piece.Text))
            {
                case true:
                    return false;
                case false:
                    isDenied = true;
                    break;
            }
        }

        return isDenied;
    }

    /// <summary>Those of some words that are no names, if there are such: a mail about Berlin has codes of much that is there.</summary>
    private ulong Unnamed(ulong words) => (words & ~_terms.Names) is > 0 and var unnamed ? unnamed : words;

    /// <summary>Whether a piece has it and what is asked about stands beside it, in a sentence or in what the mail is about.</summary>
    private bool Has(Passage passage, Func<Piece, bool> tells)
    {
        // A mail that says all of it in other words may tell a day anywhere.
        var isAbout = _things == 0 || ((passage.Mail.About | passage.Mail.Author(passage.Of)) & _things) != 0
            || (_isTime && (passage.Mail.All & _things) == 0);
        for (var i = passage.From; i < passage.To; i++)
        {
            if (!tells(passage.Mail.Pieces[i]))
                continue;
            var around = Around(passage, i);

            // "The scaffolding would be 6,400", in a mail of the firm that is asked about.
            if (isAbout || (around & _things) != 0 || ((around & _besides) != 0 && (passage.Mail.All & _things) != 0))
                return true;
        }

        return false;
    }

    /// <summary>The question's words in a piece and right beside it.</summary>
    private static ulong Around(Passage passage, int i) => passage.Mail.TermsAt(i) | passage.Mail.TermsAt(i - 1)
        | (passage.Mail.Pieces[i].Ends ? 0 : passage.Mail.TermsAt(i + 1));

    /// <summary>Whether something near a code says that it is one.</summary>
    private static bool IsNamed(Passage passage)
    {
        if (AskedCode.IsNamedIn(passage.Mail.Source.Subject))
            return true;
        for (var i = passage.From; i < passage.To; i++)
        {
            if (passage.Mail.Pieces[i].Tells && (AskedCode.IsNamedIn(passage.Mail.Pieces[i].Text)
                || (i > 0 && AskedCode.IsNamedIn(passage.Mail.Pieces[i - 1].Text))))
                return true;
        }

        return false;
    }

    /// <summary>Whether a sentence about the thing, or one that goes on about it, has a name.</summary>
    private bool HasName(Passage passage)
    {
        var isElsewhere = _mayBeElsewhere && (passage.Mail.All & _named) == 0;
        for (var i = passage.From; i < passage.To; i++)
        {
            var piece = passage.Mail.Pieces[i];
            var isAbout = isElsewhere || _named == 0 || (piece.Terms & _named) != 0 || (passage.Mail.About & _named) != 0
                || ((passage.Mail.TermsAt(i - 1) & _named) != 0 && AskedName.GoesOn(piece.Text));
            if (isAbout && AskedName.IsTold(piece.Text, _terms, passage.Mail.Source.To))
                return true;
        }

        return false;
    }

    private bool HasDimension(Passage passage, AskedDimension dimension)
    {
        for (var i = passage.From; i < passage.To; i++)
        {
            var piece = passage.Mail.Pieces[i];
            if (piece.Tells && ((piece.Terms & _terms.Asked) != 0 || (dimension.IsNamedIn(piece.Text)
                && ((passage.Mail.TermsAt(i - 1) | passage.Mail.About) & _terms.Asked) != 0)))
                return true;
        }

        return false;
    }
}

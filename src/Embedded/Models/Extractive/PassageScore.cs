using System.Text.RegularExpressions;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>How well a passage answers: by the question's words in it and around it, by the kind of thing asked for, by who
/// wrote it and by its mail's rank.</summary>
internal sealed partial class PassageScore(QuestionTerms terms, AskedFor asked)
{
    /// <summary>What every passage has, as a share of the question's weight: the mail's rank counts even without a shared word.</summary>
    private const double Base = 0.02;

    /// <summary>What a word beside the passage counts; within it counts 1.</summary>
    private const double Near = 0.3;

    /// <summary>How that falls with each piece further away.</summary>
    private const double Decay = 0.8;

    /// <summary>Pieces looked at on either side.</summary>
    private const int Reach = 5;

    /// <summary>What a word behind the passage counts beside one before it: an answer follows what it answers.</summary>
    private const double Behind = 0.6;

    /// <summary>What a word in the subject or a name counts.</summary>
    private const double InAbout = 0.3;

    /// <summary>A reply of no more words than this is about all that it quotes.</summary>
    private const int ShortReply = 80;

    /// <summary>What a word anywhere in the mail counts as near for such a reply.</summary>
    private const double ShortReplyNear = 0.3;

    /// <summary>What is gained for having what the question asks for.</summary>
    private const double Tells = 0.35;

    /// <summary>What is gained when the question names the writer.</summary>
    private const double FromNamed = 0.3;

    /// <summary>What quoted text counts beside the sender's own.</summary>
    private const double Quoted = 0.85;

    /// <summary>What a passage counts that begins within a sentence.</summary>
    private const double Cut = 0.95;

    /// <summary>What is lost when all of it is questions.</summary>
    private const double Questions = 0.15;

    /// <summary>What a signature or a footer counts, unless contact data are asked for.</summary>
    private const double Aside = 0.1;

    /// <summary>What a passage counts that says what is so, when it is asked what is not.</summary>
    private const double NotNegated = 0.8;

    /// <summary>What a passage counts of a mail that has nothing to do with the days of the question.</summary>
    private const double OtherTime = 0.3;

    /// <summary>Words of prose that make a passage whole; without any it counts half.</summary>
    private const double EnoughProse = 14;

    /// <summary>How much the mail's rank counts.</summary>
    private const double RankPower = 6;

    public double Of(Passage passage)
    {
        int prose = 0, words = 0, questions = 0;
        var tells = false;
        foreach (var piece in passage.Pieces)
        {
            prose += piece.Prose;
            words += piece.Length;
            tells |= piece.Tells;
            questions += piece.Text[^1] == '?' ? piece.Length : 0;
        }

        // Who asks for somebody's words is not served with another's.
        if (terms.IsSpeakerKnown && !passage.IsSpoken)
            return 0;
        var (inside, near, about) = Parts(passage, ulong.MaxValue);
        return ((Base * terms.Total) + inside + (Near * near) + (InAbout * about))
            * (tells ? 1 + Tells : 1)
            * (0.5 + (0.5 * Math.Min(1, prose / EnoughProse)))
            * (1 - (Questions * questions / words))
            * (terms.Reading.IsNegated && !Negation().IsMatch(passage.Text) ? NotNegated : 1)
            * (passage.Of.Kind is PassageKind.Signature or PassageKind.Footer && !asked.IsContact ? Aside : 1)
            * (passage.Mail.IsOfTime ? 1 : OtherTime)
            * (passage.Pieces[0].Begins ? 1 : Cut)
            * (passage.IsQuoted ? Quoted : passage.Mail.IsFromNamed ? 1 + FromNamed : 1)
            * Math.Pow(passage.Mail.Source.Relevance, RankPower);
    }

    /// <summary>The weight of the words that an answer should or may hold in the passage and around it.</summary>
    public double Covered(Passage passage)
    {
        var (inside, near, about) = Parts(passage, terms.Asked | terms.Hints);
        return inside + near + about;
    }

    /// <summary>The weight of the question's words that the passage itself holds.</summary>
    public double Shared(Passage passage) => terms.Weight(Inside(passage));

    /// <summary>The weight of the words an answer should hold that the passage itself holds.</summary>
    public double SharedAsked(Passage passage) => terms.Weight(Inside(passage) & terms.Asked);

    /// <summary>The weight of the question's words that both passages hold.</summary>
    public double Shared(Passage a, Passage b) => terms.Weight(Inside(a) & Inside(b));

    /// <summary>Whether a passage, or what its mail is about, has one of the question's names that another passage has, if that has
    /// any.</summary>
    public bool SharesName(Passage passage, Passage other) =>
        (terms.Names & Inside(other)) is var names && (names == 0 || (names & (Inside(passage) | passage.Mail.About)) != 0);

    /// <summary>The weight of the question's words that a passage has of those that another holds, in itself or in what its mail is
    /// about.</summary>
    public double About(Passage passage, Passage other) => terms.Weight((Inside(passage) | passage.Mail.About) & Inside(other));

    private static ulong Inside(Passage passage)
    {
        var inside = 0UL;
        foreach (var piece in passage.Pieces)
            inside |= piece.Terms;
        return inside;
    }

    private (double Inside, double Near, double About) Parts(Passage passage, ulong of)
    {
        var mail = passage.Mail;
        var inside = Inside(passage) & of;
        var about = (mail.About | mail.Author(passage.Of)) & ~inside & of;
        var rest = mail.All & ~inside & ~about & of;
        var isReply = !passage.IsQuoted && mail.OwnWords <= ShortReply;
        double near = 0, factor = 1;
        for (var distance = 1; distance <= Reach && rest != 0; distance++, factor *= Decay)
        {
            var before = mail.TermsAt(passage.From - distance) & rest;
            var behind = mail.TermsAt(passage.To - 1 + distance) & rest & ~before;
            near += factor * (terms.Weight(before) + (Behind * terms.Weight(behind)));
            rest &= ~(before | behind);
        }

        if (isReply)
            near += ShortReplyNear * terms.Weight(rest);
        return (terms.Weight(inside), near, terms.Weight(about));
    }

    [GeneratedRegex(@"\b(not|no|never|none|nobody|cannot|without|unable|nicht|kein(e[mnrs]?)?|nie|niemand|ohne)\b|n['’]t\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Negation();
}

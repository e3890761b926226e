using System.Text.RegularExpressions;

namespace InboxMind.Core.Text;

/// <summary>Tells sentences that bind somebody, English and German: what was decided, what somebody promised, and what is asked.</summary>
public static partial class Commitments
{
    /// <summary>Shorter sentences bind nobody: "Agreed."</summary>
    private const int MinLength = 15;

    /// <summary>What a sentence is; null when it is nothing of the kind.</summary>
    public static Commitment? Of(string sentence) => sentence.Length < MinLength ? null
        : AskedSentence.IsIn(sentence) ? Commitment.Asked
        : Doubt().IsMatch(sentence) ? null
        : Promise().IsMatch(sentence) ? Commitment.Promised
        : Decision().IsMatch(sentence) ? Commitment.Decided
        : null;

    [GeneratedRegex(@"\b(?:if|whether|unless|might|maybe|perhaps|would|could|falls|ob|wenn|vielleicht|könnten?|würden?)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Doubt();

    [GeneratedRegex(
        @"\b(?:decided|decision is|agreed|approved?|confirmed|settled|signed|chosen|chose|final:|it is final|we (?:are going|go) with"
            + @"|go ahead"
        + @"|we(?: will|'ll|’ll) (?:go|take|move|keep|use|order|buy|hire|launch|start|stop)|we move|moves to|has been moved|is moved"
        + @"|cancel(?:l?ed)?"
        + @"|you can spend|is off|beschlossen|entschieden|genehmigt|einverstanden|vereinbart|bestätigt|zugestimmt|abgesagt|verschoben"
        + @"|wir nehmen|wir machen|es bleibt bei|final ist|steht fest)\b|^(?:approved|agreed|ok, final)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Decision();

    [GeneratedRegex(
        @"\b(?:I(?:'ll|’ll| will| shall| promise| am going to|'m going to)(?! be (?:out|away|on leave))|we(?:'ll|’ll| will) (?:send"
            + @"|deliver|ship|let you know|call|write|pay"
        + @"|replace|refund|get back|have|be)|you(?:'ll|’ll| will) (?:get|have|receive)|ich (?:werde|schicke|sende|liefere|melde|kümmere"
        + @"|bringe|mache|rufe|schreibe|gebe)"
        + @"|wir (?:werden|schicken|senden|liefern|melden|kümmern|ersetzen)|versprochen|verspreche)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Promise();
}

/// <summary>How a sentence binds somebody.</summary>
public enum Commitment
{
    /// <summary>Something is settled.</summary>
    Decided,

    /// <summary>Its writer means to do something.</summary>
    Promised,

    /// <summary>Its writer asks; as long as nobody answers it is open.</summary>
    Asked,
}

namespace InboxMind.Core.Answers.Understanding;

/// <summary>The months' names, English and German, whole and short.</summary>
public static class MonthNames
{
    /// <summary>An expression that matches each.</summary>
    public const string Pattern = "january|february|march|april|may|june|july|august|september|october|november|december"
        + "|januar|jänner|februar|märz|maerz|mai|juni|juli|oktober|dezember|jan|feb|mar|mär|mrz|apr|jun|jul|aug|sept|sep|oct"
        + "|okt|nov|dec|dez";

    private static readonly string[][] Names =
    [
        ["january", "jan", "januar", "jänner"], ["february", "feb", "februar"], ["march", "mar", "märz", "maerz", "mär", "mrz"],
        ["april", "apr"], ["may", "mai"], ["june", "jun", "juni"], ["july", "jul", "juli"], ["august", "aug"],
        ["september", "sep", "sept"], ["october", "oct", "oktober", "okt"], ["november", "nov"], ["december", "dec", "dezember", "dez"],
    ];

    /// <summary>1 to 12; 0 when it is no month.</summary>
    /// <param name="name">A word.</param>
    public static int Number(string name)
    {
        var folded = name.ToLowerInvariant();
        return Array.FindIndex(Names, names => names.Contains(folded)) + 1;
    }
}

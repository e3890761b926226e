using System.Text.RegularExpressions;

namespace InboxMind.Mcp.Replies;

/// <summary>Takes their force from links and images. What an assistant repeats is often shown as Markdown or HTML: an image would be
/// loaded without a click, and its address could carry mail away.</summary>
internal static partial class Disarm
{
    /// <summary>The text with addresses that nothing follows ("hxxps://"), and without Markdown's and HTML's marks of links and images. It
    /// can be read as before.</summary>
    public static string Apply(string text)
    {
        if (text.AsSpan().IndexOfAny(':', '<', ']') < 0 && !text.Contains("www", StringComparison.OrdinalIgnoreCase))
            return text;
        var addresses = Scheme().Replace(text, static m => Disarmed(m.Value));
        return Host().Replace(Tag().Replace(Markdown().Replace(addresses, "] $1"), "‹"), "$1[.]");
    }

    private static string Disarmed(string scheme) => scheme.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        ? $"hxxp{scheme[4..]}"
        : $"{scheme[..^1]}[:]";

    /// <summary>Addresses that something follows or loads.</summary>
    [GeneratedRegex(@"\bhttps?:(?=[/\\])|\b(?:ftp|file|wss?|blob|vscode|cursor|ms-[a-z]{2,20}):(?=[/\\])|\b(?:javascript|vbscript|data):",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    /// <summary>The middle of "[text](address)", "[text][1]" and "[1]: address".</summary>
    [GeneratedRegex(@"\]([(\[:])", RegexOptions.CultureInvariant)]
    private static partial Regex Markdown();

    [GeneratedRegex(@"<(?=[a-z/!?])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Tag();

    /// <summary>What is taken for an address without a scheme.</summary>
    [GeneratedRegex(@"\b(www)\.(?=\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Host();
}

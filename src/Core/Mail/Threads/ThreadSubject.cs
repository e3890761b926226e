using System.Text.RegularExpressions;

namespace InboxMind.Core.Mail.Threads;

/// <summary>Where a reference alone does not tell which mails belong together, their subject has to be the same too.</summary>
internal static partial class ThreadSubject
{
    /// <summary>An address has a shorter part before the sign than ids of programs have.</summary>
    private const int MaxLocal = 24;

    /// <summary>Whether an id could be an address, or a word: it has no digit and is short. Programs make ids with numbers in
    /// them.</summary>
    public static bool IsNeeded(string id)
    {
        var at = id.IndexOf('@');
        var local = at < 0 ? id : id[..at];
        return local.Length <= MaxLocal && !local.AsSpan().ContainsAnyInRange('0', '9') && id is not ['\n', ..];
    }

    /// <summary>The base subject (RFC 5256, 2.1): without "Re:", "Fwd:" and their like in other languages, tags of lists, and
    /// case.</summary>
    public static string Base(string subject)
    {
        var text = subject.Trim();
        while (Prefix().Match(text) is { Success: true, Length: > 0 } match)
            text = text[match.Length..];
        while (text.EndsWith("(fwd)", StringComparison.OrdinalIgnoreCase))
            text = text[..^5].TrimEnd();
        return text.Trim().ToLowerInvariant();
    }

    [GeneratedRegex(
        @"\A(?:\s*(?:re|r|aw|antw|antwort|sv|vs|ref|odp|rif|res|ynt|回复|答复|返信|fwd|fw|wg|tr|rv|enc|i|vb|vl|pd|ilt|"
            + @"转发)(?:\s*[\[(]\d+[\])])?\s*[:：]|\s*\[[^\]\[]{1,40}\](?=\s*\S))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Prefix();
}

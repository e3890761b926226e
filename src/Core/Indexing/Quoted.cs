using InboxMind.Core.Text;

namespace InboxMind.Core.Indexing;

/// <summary>What a reply quotes.</summary>
internal static class Quoted
{
    /// <summary>Characters that are looked at.</summary>
    private const int MaxLength = 2_000;

    /// <summary>Characters of a header's name.</summary>
    private const int MaxHeader = 12;

    /// <summary>What is quoted behind a place, on one line, without marks and headers.</summary>
    public static string Read(string text, int start) => OneLine.Fold(string.Join(
        ' ',
        text.AsSpan(start, Math.Min(text.Length - start, MaxLength)).ToString().Split('\n')
            .Select(static l => l.TrimStart('>', ' ', '\t').Trim())
            .Where(static l => l.Length > 0 && !Sentences.IsSeparator(l) && !IsHeader(l))));

    private static bool IsHeader(string line) => line.IndexOf(':', StringComparison.Ordinal) is > 0 and <= MaxHeader and var colon
        && !line[..colon].Contains(' ', StringComparison.Ordinal);
}

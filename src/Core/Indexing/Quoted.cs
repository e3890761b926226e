using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.Indexing;

/// <summary>What a reply quotes.</summary>
internal static class Quoted
{
    /// <summary>Characters that are looked at.</summary>
    private const int MaxLength = 2_000;

    /// <summary>What is quoted behind a place, on one line, without marks and without what introduces it.</summary>
    public static string Read(string text, int start)
    {
        var history = text.Substring(start, Math.Min(text.Length - start, MaxLength));
        return OneLine.Fold(string.Join(
            ' ',
            MailPassages.Read(history).Where(static p => p.Kind != PassageKind.Introduction)
                .SelectMany(p => history.Substring(p.Start, p.Length).Split('\n'))
                .Select(static l => l.TrimStart('>', ' ', '\t').Trim())));
    }
}

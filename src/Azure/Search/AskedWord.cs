namespace InboxMind.Azure.Search;

/// <summary>A word that is asked for, or several of which one has to be there.</summary>
/// <param name="Word">It, as a phrase of the service; empty when it is a name or a fact, which attachments are not searched for.</param>
/// <param name="Forms">Its other forms; empty when it has none.</param>
/// <param name="Filter">Finds it among a mail's own words where these are not ranked by it; null when they are.</param>
internal sealed record AskedWord(string Word, string Forms, string? Filter)
{
    /// <summary>It in any form.</summary>
    public string All => Forms.Length > 0 ? $"{Word} OR {Forms}" : Word;

    /// <summary>Several as one.</summary>
    public static AskedWord Any(AskedWord[] words) => words is [var one] ? one : new AskedWord(
        Join(words.Select(static w => w.Word)), Join(words.Select(static w => w.Forms)),
        words[0].Filter is null ? null : $"({string.Join(" or ", words.Select(static w => w.Filter))})");

    private static string Join(IEnumerable<string> parts) => string.Join(" OR ", parts.Where(static p => p.Length > 0));
}

using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search;

/// <summary>Tells whether an embedding model can know what a query's words mean. It was trained on texts in whose words its tokens are
/// long: an ordinary word is one token or a few of several letters each, a made-up one falls into many of a letter or two. Of a query
/// without any ordinary word the model knows nothing, and similarity to it is chance.</summary>
internal static class OrdinaryWords
{
    /// <summary>Letters that the tokens of an ordinary word have, on average, at least.</summary>
    private const double MinLetters = 3;

    /// <summary>Words looked at: nobody types more that tell anything.</summary>
    private const int Max = 64;

    /// <summary>The words of a query that are ordinary to a model, folded; those that say little are left out.</summary>
    public static HashSet<string> Of(SearchQuery query, EmbeddingModel model) =>
        [.. Words.Split(query.Text).Select(static w => w.Text).Where(static w => !StopWords.Contains(w)).Distinct().Take(Max)
            .Where(w => IsOrdinary(w, model.Tokens))];

    private static bool IsOrdinary(string word, ITokenCounter tokens)
    {
        // What stands around every text, such as marks of its beginning and end, counts for none.
        var around = tokens.Count("a");
        var count = Math.Max(1, tokens.Count($"a {word}") - around);
        return word.Length >= 2 && word.Length / (double)count >= MinLetters || count == 1;
    }
}

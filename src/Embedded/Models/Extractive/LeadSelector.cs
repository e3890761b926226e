using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Sums up a thread by what each mail says first: the opening mail and the latest ones.</summary>
internal static class LeadSelector
{
    private const int MaxQuotes = 6;
    private const int MaxWords = 36;

    /// <summary>Mails quoted when nothing tells them apart.</summary>
    private const int MaxBest = 4;

    /// <summary>What a further mail's rank must be beside the best one's.</summary>
    private const double NearBest = 0.7;

    public static List<Quote> Select(IReadOnlyList<PromptSource> sources)
    {
        var quotes = new List<Quote>();
        foreach (var source in sources)
        {
            if (Lead(source) is { } quote && !quotes.Exists(q => q.Text == quote.Text))
                quotes.Add(quote);
        }

        if (quotes.Count > MaxQuotes)
            quotes.RemoveRange(1, quotes.Count - MaxQuotes);
        return quotes;
    }

    /// <summary>What the best mails say first, in their order.</summary>
    public static List<Quote> Best(IEnumerable<PromptSource> sources)
    {
        var quotes = new List<Quote>();
        var least = 0.0;
        foreach (var source in sources.OrderByDescending(static s => s.Relevance))
        {
            if (quotes.Count == MaxBest || source.Relevance < least)
                break;
            if (Lead(source) is not { } quote)
                continue;
            quotes.Add(quote);
            least = Math.Max(least, source.Relevance * NearBest);
        }

        return quotes;
    }

    /// <summary>The first sentence that is one; the sender's own before one that is quoted.</summary>
    private static Quote? Lead(PromptSource source)
    {
        var sentences = Sentences.Split(source.Text)
            .Where(static s => s.Passage.Kind is not (PassageKind.Introduction or PassageKind.Footer)
            && !Fragments.IsHeader(s.Text) && !Fragments.Is(s.Text)).ToList();
        if (sentences.Count == 0)
            return null;
        var own = sentences.FindIndex(static s => !s.IsQuoted);
        var lead = sentences[Math.Max(0, own)];
        var words = lead.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new Quote(source, words.Length <= MaxWords ? lead.Text : $"{string.Join(' ', words, 0, MaxWords)} …", lead.Passage);
    }
}

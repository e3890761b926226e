using InboxMind.Core.Answers.Prompts;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Sums up mails by what was decided, promised and left open in them; a thread also by how it begins, and mails that bind nobody
/// by what each says first: the opening mail and the latest ones.</summary>
internal static class LeadSelector
{
    private const int MaxQuotes = 6;

    /// <summary>Sentences of one kind.</summary>
    private const int MaxOfKind = 3;

    private const int MaxWords = 36;

    /// <summary>Mails quoted when nothing tells them apart.</summary>
    private const int MaxBest = 4;

    /// <summary>What a further mail's rank must be beside the best one's.</summary>
    private const double NearBest = 0.7;

    public static List<Quote> Select(IReadOnlyList<PromptSource> sources)
    {
        var binding = Binding(sources);
        if (binding.Count > 1)
            return sources.All(s => s.Thread == sources[0].Thread) && Lead(sources[0]) is { } lead
                && !binding.Exists(q => q.Text == lead.Text) ? [lead, .. binding] : binding;
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

    /// <summary>The latest sentences of each kind that bind somebody, in their order. A question is open in the last mail of its
    /// thread.</summary>
    private static List<Quote> Binding(IReadOnlyList<PromptSource> sources)
    {
        var found = new List<Quote>();
        for (var i = 0; i < sources.Count; i++)
        {
            foreach (var sentence in Sentences.Split(sources[i].Text).Where(static s => s.Passage.Kind == PassageKind.New))
            {
                if (Commitments.Of(sentence.Text) is { } kind && (!sources[i].Followed || kind != Commitment.Asked)
                    && !found.Exists(q => q.Text == sentence.Text))
                    found.Add(new Quote(sources[i], Cut(sentence.Text), sentence.Passage) { Binds = kind });
            }
        }

        return [.. found.GroupBy(static q => q.Binds!.Value).OrderBy(static g => g.Key).SelectMany(static g => g.TakeLast(MaxOfKind))];
    }

    private static string Cut(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= MaxWords ? text : $"{string.Join(' ', words, 0, MaxWords)} …";
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
        return new Quote(source, Cut(lead.Text), lead.Passage);
    }
}

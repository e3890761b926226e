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

    /// <summary>Mails of which more than a sentence is quoted.</summary>
    private const int FewMails = 2;

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

    /// <summary>What the best mails say first, in their order; of a few mails more than of many.</summary>
    public static List<Quote> Best(IEnumerable<PromptSource> sources)
    {
        var quotes = BestOf(sources, 1);
        return quotes.Count > FewMails ? quotes
            : BestOf(quotes.Select(static q => q.Source), QuoteSelector.MaxQuoteWords / Math.Max(1, quotes.Count));
    }

    private static List<Quote> BestOf(IEnumerable<PromptSource> sources, int words)
    {
        var quotes = new List<Quote>();
        var least = 0.0;
        foreach (var source in sources.OrderByDescending(static s => s.Relevance))
        {
            if (quotes.Count == MaxBest || source.Relevance < least)
                break;
            if (Lead(source, words) is not { } quote)
                continue;
            quotes.Add(quote);
            least = Math.Max(least, source.Relevance * NearBest);
        }

        return quotes;
    }

    /// <summary>The first sentence that is one; the sender's own before one that is quoted. With it those behind it that fit into so many
    /// words.</summary>
    private static Quote? Lead(PromptSource source, int most = 1)
    {
        var sentences = Sentences.Split(source.Text)
            .Where(static s => s.Passage.Kind is not (PassageKind.Introduction or PassageKind.Footer)
            && !Fragments.IsHeader(s.Text) && !Fragments.Is(s.Text)).ToList();
        if (sentences.Count == 0)
            return null;
        var own = sentences.FindIndex(static s => !s.IsQuoted);
        var from = Math.Max(0, own);
        var (lead, text) = (sentences[from], Cut(sentences[from].Text));
        for (var i = from + 1; i < sentences.Count && sentences[i].Passage == lead.Passage; i++)
        {
            if (Words(text) + Words(sentences[i].Text) > most)
                break;
            text = $"{text} {sentences[i].Text}";
        }

        return new Quote(source, text, lead.Passage);
    }

    private static int Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
}

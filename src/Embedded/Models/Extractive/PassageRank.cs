namespace InboxMind.Embedded.Models.Extractive;

/// <summary>Chooses the passage that answers among the best by words. What words alone cannot tell counts here: whether it has what is
/// asked for, and says it in other words; and that of a long mail, such as a digest of news, some passage always holds the words.</summary>
/// <param name="nearness">Compares meaning; null when there is no model for it on this machine.</param>
internal sealed class PassageRank(Nearness? nearness)
{
    /// <summary>Passages that are looked at.</summary>
    private const int MaxCandidates = 12;

    /// <summary>Of these, those whose meaning is compared: what takes the time.</summary>
    private const int MaxCompared = 12;

    /// <summary>Of one mail.</summary>
    private const int MaxOfMail = 4;

    /// <summary>The power with which a passage by words loses by the length of its mail, for being compared.</summary>
    private const double LengthOfCandidates = 0.5;

    /// <summary>Pieces of a mail that is not long yet.</summary>
    private const int UsualLength = 20;

    // Fitted as a logistic choice among the candidates, and changed by steps for the cosines of the model in use; see docs/quality.md for
    // what it is worth on questions that it has not seen.
    private const double Score = 0.5;
    private const double Tells = 1.6;
    private const double Rank = 1.4;
    private const double Length = 1.6;
    private const double Full = 0.9;
    private const double Near = 6;

    /// <summary>What is gained by changing or taking back something: that is more often asked about than what it was before.</summary>
    private const double Change = 0.4;

    /// <summary>What the newest passage gains over the oldest when it is asked how things stand now, and the oldest over the newest when it
    /// is asked what was said first.</summary>
    private const double Newest = 1.5;

    /// <summary>Whether meaning is compared, and what its cosines mean is known.</summary>
    public bool IsMeasured => nearness?.Scale is not null;

    /// <summary>The passage that answers best.</summary>
    /// <param name="question">The question.</param>
    /// <param name="passages">Passages and their scores by words, all above 0; one at least.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<RankedPassage> BestAsync(
        string question, IEnumerable<(Passage Passage, double Score)> passages, CancellationToken cancellation)
    {
        var candidates = Candidates(passages);
        var order = AskedOrder.In(question);
        List<string> days = order == 0 ? [] : [.. candidates.Select(static c => c.Passage.Day).Distinct().Order(StringComparer.Ordinal)];
        if (order < 0)
            days.Reverse();
        if (nearness is null)
            return candidates.MaxBy(Value)!;
        candidates = [.. candidates.OrderByDescending(Value).Take(MaxCompared)];
        var near = await nearness.OfAsync(question, candidates.ConvertAll(static c => Whole(c.Passage)), cancellation);
        for (var i = 0; i < candidates.Count; i++)
            candidates[i] = candidates[i] with { Near = near[i] };
        return candidates.MaxBy(Value)!;

        double Value(RankedPassage one) => ByWords(one.Passage, one.Score) + (Near * (one.Near ?? 0))
            + (days.Count > 1 ? Newest * days.IndexOf(one.Passage.Day) / (days.Count - 1) : 0);
    }

    /// <summary>What a passage says by itself is often only half of it: the subject tells what it is about.</summary>
    private static string Whole(Passage passage) => $"{passage.Mail.Source.Subject}. {passage.Text}";

    /// <summary>The best by words, no two of them much the same.</summary>
    private static List<RankedPassage> Candidates(IEnumerable<(Passage Passage, double Score)> passages)
    {
        var chosen = new List<RankedPassage>();
        foreach (var one in passages.OrderByDescending(
            static p => p.Score * Math.Pow(Math.Max(UsualLength, p.Passage.Mail.Pieces.Length), -LengthOfCandidates)))
        {
            var ofMail = chosen.Where(c => c.Passage.Mail == one.Passage.Mail).ToList();
            if (ofMail.Count == MaxOfMail || ofMail.Exists(c => c.Passage.OverlapsMostly(one.Passage)))
                continue;
            chosen.Add(new RankedPassage(one.Passage, one.Score, Near: null));
            if (chosen.Count == MaxCandidates)
                break;
        }

        return chosen;
    }

    private static double ByWords(Passage passage, double score) => (Score * Math.Log(score)) + (passage.Tells ? Tells : 0)
        + (Rank * Math.Log(passage.Mail.Source.Relevance))
        - (Length * Math.Log(Math.Max(1.0, (double)passage.Mail.Pieces.Length / UsualLength)))
        + (Full * passage.Words / QuoteSelector.MaxQuoteWords) + (Changes.Are(passage.Text) ? Change : 0);
}

/// <summary>A passage among those that may answer.</summary>
/// <param name="Passage">The passage.</param>
/// <param name="Score">Its score by words.</param>
/// <param name="Near">How near in meaning it is to the question; null when that was not compared.</param>
internal sealed record RankedPassage(Passage Passage, double Score, double? Near);

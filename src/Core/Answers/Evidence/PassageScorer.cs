using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Scores mails by the best short passage in them: a mail that holds the question's words close together is about it,
/// a long one that holds them all over the place is not.</summary>
internal sealed class PassageScorer
{
    /// <summary>A passage's length in words.</summary>
    private const int Window = 70;

    /// <summary>Words read of one mail.</summary>
    private const int MaxWords = 8_000;

    /// <summary>What a word in the subject or a name counts beside one in the passage.</summary>
    private const double AboutWeight = 0.7;

    private readonly double[] _weights;
    private readonly List<MailStems> _mails;

    /// <summary>Prepares for a question: a word counts the more the fewer of the mails hold it.</summary>
    public PassageScorer(StemFinder stems, IReadOnlyList<MailMessage> mails)
    {
        _mails = [.. mails.Select(m => new MailStems(
            stems.Find(m.Text.AsSpan(0, Math.Min(m.Text.Length, EvidenceText.MaxLength)), MaxWords),
            stems.In($"{m.Subject} {m.Sender} {string.Join(' ', m.To.Take(20))}")))];
        var counts = new int[stems.Count];
        foreach (var mail in _mails)
        {
            foreach (var stem in mail.Places.Select(static p => p.Stem).Union(mail.About))
                counts[stem]++;
        }

        _weights = Array.ConvertAll(counts, count => Math.Log(1 + ((mails.Count + 1.0) / (count + 0.5))));
        Total = _weights.Sum();
    }

    /// <summary>The weight of all words of the question.</summary>
    public double Total { get; }

    /// <summary>The share of the question's weight that the mail's best passage holds, 0 to 1.</summary>
    public double Score(int mail)
    {
        if (Total == 0)
            return 0;
        var inside = new int[_weights.Length];
        var about = _mails[mail].About;
        double Value(int stem) => _weights[stem] * (about.Contains(stem) ? 1 - AboutWeight : 1);

        var background = about.Sum(stem => _weights[stem] * AboutWeight);
        double sum = background, best = background;
        var first = 0;
        var places = _mails[mail].Places;
        foreach (var (word, stem) in places)
        {
            while (word - places[first].Word >= Window)
            {
                if (--inside[places[first].Stem] == 0)
                    sum -= Value(places[first].Stem);
                first++;
            }

            if (inside[stem]++ == 0)
                sum += Value(stem);
            best = Math.Max(best, sum);
        }

        return best / Total;
    }

    private sealed record MailStems(List<(int Word, int Stem)> Places, HashSet<int> About);
}

using System.Numerics;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Finds which of a topic's words subjects hold together: the words that say most and that several mails share.</summary>
internal static class SubjectTopic
{
    /// <summary>The part of what the words say that a subject has to hold.</summary>
    private const double Enough = 0.5;

    /// <summary>So many words together are no chance, whatever is missing.</summary>
    private const int Several = 3;

    /// <summary>The words, and the mails whose subjects hold them; null when no subject holds enough of them.</summary>
    /// <param name="words">Folded.</param>
    /// <param name="vague">How many words, at the end, count for little.</param>
    /// <param name="among">The mails that are asked for.</param>
    /// <param name="all">All mail, which tells how much a word says.</param>
    /// <param name="whole">Whether every word has to be there.</param>
    public static (List<string> Words, MailHeads Mails)? Find(
        IReadOnlyList<string> words, int vague, MailHeads among, MailHeads all, bool whole)
    {
        if (words.Count == 0 || among.Count == 0)
            return null;
        var stems = new StemFinder(words);
        var counts = new int[stems.Count];
        var masks = new Dictionary<int, uint>();
        foreach (var rank in all.Ranks)
        {
            var mask = 0u;
            foreach (var stem in stems.In(all.Table.Subject(rank)))
            {
                mask |= 1u << stem;
                counts[stem]++;
            }

            if (mask != 0)
                masks[rank] = mask;
        }

        var held = among.Ranks.Where(masks.ContainsKey).CountBy(rank => masks[rank]).ToDictionary();
        if (held.Count == 0)
            return null;
        var weights = new double[stems.Count];
        for (var i = 0; i < words.Count; i++)
        {
            var number = stems.Number(words[i]);
            weights[number] = Math.Log(1 + (all.Count / (1.0 + counts[number]))) * (i >= words.Count - vague ? 0.3 : 1);
        }

        var best = held.Keys.MaxBy(mask => Math.Pow(Weight(mask, weights), 2) * Math.Log(1 + With(held, mask)));
        var missing = Enumerable.Range(0, words.Count).Where(i => (best & (1u << stems.Number(words[i]))) == 0).ToList();
        if (whole ? missing.Exists(i => i < words.Count - vague) : Weight(best, weights) < Enough * weights.Sum()
            && BitOperations.PopCount(best) < Several)
            return null;
        return ([.. words.Where(w => (best & (1u << stems.Number(w))) != 0)],
            among.Where(rank => masks.TryGetValue(rank, out var mask) && (mask & best) == best));
    }

    /// <summary>How many mails hold all of these.</summary>
    private static int With(Dictionary<uint, int> held, uint mask) => held.Sum(p => (p.Key & mask) == mask ? p.Value : 0);

    private static double Weight(uint mask, double[] weights)
    {
        var sum = 0.0;
        for (; mask != 0; mask &= mask - 1)
            sum += weights[BitOperations.TrailingZeroCount(mask)];
        return sum;
    }
}

using InboxMind.Core.Index;

namespace InboxMind.Embedded.Index;

/// <summary>Adds what words and vectors say of mails. Words lead where the best mail has as much of them as one of usual length that holds
/// each once; where it has little of it, what is meant counts alone.</summary>
internal static class Fusion
{
    /// <summary>Scores of mails, 0 to 1.</summary>
    /// <param name="words">What the words say of each mail.</param>
    /// <param name="whole">What they would say of a mail of usual length that holds each word once.</param>
    /// <param name="similarities">The cosine of each mail's best piece, of those that are similar at all; null when there is no vector to
    /// compare with. Words that fit badly do not count more where nothing is similar: then nothing fits.</param>
    /// <param name="scale">What a cosine means; null to go by the greatest and the least.</param>
    /// <param name="ranking">What counts how much.</param>
    public static Dictionary<long, double> Add(
        Dictionary<long, double> words, double whole, Dictionary<long, float>? similarities, SimilarityScale? scale, Ranking ranking)
    {
        var top = words.Count > 0 ? words.Values.Max() : 0;
        var fit = whole > 0 ? Math.Min(1, top / whole) : 0;
        var wordWeight = similarities is null ? 1 : (1 - ranking.VectorWeight) * Math.Pow(fit, ranking.FitPower);
        var scores = new Dictionary<long, double>(words.Count + (similarities?.Count ?? 0));
        foreach (var (mail, score) in words)
            scores[mail] = wordWeight * score / top;
        if (similarities is null or { Count: 0 })
            return scores;
        var (zero, one) = scale is not null ? (0, Math.Max(scale.Full, similarities.Values.Max())) : Range(similarities);
        foreach (var (mail, similarity) in similarities)
            scores[mail] = scores.GetValueOrDefault(mail) + ((1 - wordWeight) * Math.Max(0, similarity - zero) / (one - zero));
        return scores;
    }

    /// <summary>The least stays a little above nothing: it was found.</summary>
    private static (float Zero, float One) Range(Dictionary<long, float> similarities)
    {
        var (least, most) = (similarities.Values.Min(), similarities.Values.Max());
        return (Math.Max(0, least - 1e-3f), most + 1e-6f);
    }
}

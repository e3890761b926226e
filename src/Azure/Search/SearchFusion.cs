using InboxMind.Core.Index;

namespace InboxMind.Azure.Search;

/// <summary>Adds what words and vectors say of mails, as the index on one machine does: words lead where the best mail has as much of them
/// as one of usual length that holds each once; where it has little of it, what is meant counts alone.</summary>
internal static class SearchFusion
{
    /// <summary>The vectors' part where the words fit well; the words have the rest.</summary>
    private const double VectorWeight = 0.45;

    /// <summary>Scores of mails, 0 to 1.</summary>
    /// <param name="words">What the words say of each mail.</param>
    /// <param name="whole">What they would say of a mail of usual length that is the best for each word.</param>
    /// <param name="similarities">The cosine of each mail's best piece; null when there is no vector to compare with.</param>
    /// <param name="scale">What a cosine means; null to go by the greatest and the least.</param>
    public static Dictionary<EmailId, double> Add(
        Dictionary<EmailId, double> words, double whole, Dictionary<EmailId, float>? similarities, SimilarityScale? scale)
    {
        var top = words.Count > 0 ? words.Values.Max() : 0;
        var fit = whole > 0 ? Math.Min(1, top / whole) : 0;
        var wordWeight = similarities is null ? 1 : (1 - VectorWeight) * fit * fit * fit;
        var scores = words.ToDictionary(static w => w.Key, w => wordWeight * w.Value / top);
        if (similarities is null or { Count: 0 })
            return scores;
        var (zero, one) = scale is not null
            ? (0, Math.Max(scale.Full, similarities.Values.Max()))
            : (Math.Max(0, similarities.Values.Min() - 1e-3f), similarities.Values.Max() + 1e-6f);
        foreach (var (mail, similarity) in similarities)
            scores[mail] = scores.GetValueOrDefault(mail) + ((1 - wordWeight) * Math.Max(0, similarity - zero) / (one - zero));
        return scores;
    }
}

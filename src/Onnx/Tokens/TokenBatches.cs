using System.Collections;

namespace InboxMind.Onnx.Tokens;

/// <summary>Texts of like length, which are embedded at once.</summary>
/// <param name="Texts">Each text's place among all, and its tokens.</param>
/// <param name="Length">Tokens of the longest.</param>
internal readonly record struct TokenBatch(IReadOnlyList<(int Place, long[] Tokens)> Texts, int Length);

/// <summary>Puts texts into batches: little of a batch is padding, and its memory is bounded.</summary>
internal sealed class TokenBatches(IReadOnlyList<long[]> texts) : IEnumerable<TokenBatch>
{
    /// <summary>Tokens of a batch, padding included, unless one text alone has more.</summary>
    public const int MaxTokens = 1_024;

    public IEnumerator<TokenBatch> GetEnumerator()
    {
        var batch = new List<(int, long[])>();
        foreach (var (place, tokens) in texts.Select(static (t, i) => (i, t)).OrderByDescending(static t => t.t.Length))
        {
            if (batch.Count > 0 && (batch.Count + 1) * batch[0].Item2.Length > MaxTokens)
            {
                yield return new TokenBatch(batch, batch[0].Item2.Length);
                batch = [];
            }

            batch.Add((place, tokens));
        }

        if (batch.Count > 0)
            yield return new TokenBatch(batch, batch[0].Item2.Length);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

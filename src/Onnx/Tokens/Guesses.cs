using InboxMind.Core.Index;

namespace InboxMind.Onnx.Tokens;

/// <summary>Finds how much of a text has so many tokens, for tokenizers that do not tell where a token lies: by a few guesses, each from
/// the count of the last.</summary>
internal static class Guesses
{
    /// <summary>Characters that a token has, as a rule.</summary>
    private const int UsualLength = 4;

    public static int PrefixLength(ITokenCounter counter, ReadOnlySpan<char> text, int maxTokens)
    {
        var length = Math.Min(text.Length, maxTokens * UsualLength);
        var tooLong = text.Length + 1;
        while (true)
        {
            var count = counter.Count(text[..length]);
            if (count > maxTokens)
            {
                tooLong = length;
                length = (int)((long)length * maxTokens * 19 / (20L * count));
                continue;
            }

            // Nearly as much as fits is as good.
            var more = Math.Min(Math.Min(text.Length, tooLong - 1), length + Math.Max(1, (maxTokens - count) * UsualLength / 2));
            if (more <= length || count * 5 >= maxTokens * 4)
                return length;
            length = more;
        }
    }
}

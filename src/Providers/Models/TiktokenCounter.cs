using InboxMind.Core.Index;
using Microsoft.ML.Tokenizers;

namespace InboxMind.Providers.Models;

/// <summary>Counts in o200k_base, the encoding of OpenAI's current models; near enough for others to stay within bounds.</summary>
internal sealed class TiktokenCounter : ITokenCounter
{
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(static () => TiktokenTokenizer.CreateForEncoding("o200k_base"));

    public int Count(ReadOnlySpan<char> text) => Tokenizer.Value.CountTokens(text);

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Tokenizer.Value.GetIndexByTokenCount(text, maxTokens, out _, out _);
}

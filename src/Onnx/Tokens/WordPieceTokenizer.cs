using FastBertTokenizer;

namespace InboxMind.Onnx.Tokens;

/// <summary>WordPiece with a <c>vocab.txt</c>, as BERT and its kin use it. The vocabulary is read at the first use.</summary>
internal sealed class WordPieceTokenizer(string vocabulary, bool lowerCase) : ITextTokenizer
{
    /// <summary>Characters counted at most: longer texts are cut before they are counted.</summary>
    private const int MaxCounted = 100_000;

    private const int BeginAndEnd = 2;

    private readonly Lock _lock = new();
    private BertTokenizer? _tokenizer;

    /// <summary>[PAD] is the first line of such a vocabulary.</summary>
    public long Padding => 0;

    public long[] Encode(string text, int maxTokens)
    {
        // The tokenizer answers in a buffer of its own. It takes a hundredth of the model's time.
        lock (_lock)
        {
            var tokens = (_tokenizer ??= Load()).Encode(text, maxTokens).InputIds.Span;

            // Once it was asked for many tokens, it gives more than it is asked for.
            return tokens.Length <= maxTokens ? tokens.ToArray() : [.. tokens[..(maxTokens - 1)], tokens[^1]];
        }
    }

    public int Count(ReadOnlySpan<char> text) =>
        Encode(new string(text.Length > MaxCounted ? text[..MaxCounted] : text), MaxCounted).Length - BeginAndEnd;

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Guesses.PrefixLength(this, text, maxTokens);

    private BertTokenizer Load()
    {
        var tokenizer = new BertTokenizer();
        using var reader = new StreamReader(vocabulary);
        tokenizer.LoadVocabulary(reader, lowerCase);
        return tokenizer;
    }
}

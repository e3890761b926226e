using Microsoft.ML.Tokenizers;

namespace InboxMind.Onnx.Tokens;

/// <summary>SentencePiece as XLM-RoBERTa and the multilingual models made from it use it: numbers are one higher than in the file, behind
/// those of beginning, padding, end and unknown.</summary>
internal sealed class SentencePieceText(string model) : ITextTokenizer
{
    private const long Begin = 0;
    private const long End = 2;
    private const long Unknown = 3;
    private const int BeginAndEnd = 2;

    private readonly Lazy<SentencePieceTokenizer> _tokenizer = new(() =>
    {
        using var stream = File.OpenRead(model);
        return SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
    });

    public long Padding => 1;

    public long[] Encode(string text, int maxTokens)
    {
        var ids = _tokenizer.Value.EncodeToIds(
            text, addBeginningOfSentence: false, addEndOfSentence: false, maxTokens - BeginAndEnd, out _, out _);
        return [Begin, .. ids.Select(static id => id == 0 ? Unknown : id + 1L), End];
    }

    public int Count(ReadOnlySpan<char> text) => _tokenizer.Value.CountTokens(text, addBeginningOfSentence: false, addEndOfSentence: false);

    public int PrefixLength(ReadOnlySpan<char> text, int maxTokens) => Guesses.PrefixLength(this, text, maxTokens);
}

using InboxMind.Core.Index;

namespace InboxMind.Onnx.Tokens;

/// <summary>Turns text into a model's tokens. Safe to use from several threads.</summary>
internal interface ITextTokenizer : ITokenCounter
{
    /// <summary>The token that fills up shorter texts of a batch.</summary>
    long Padding { get; }

    /// <summary>The numbers of a text's tokens, with those that mark its beginning and end; what is too long is cut.</summary>
    long[] Encode(string text, int maxTokens);
}

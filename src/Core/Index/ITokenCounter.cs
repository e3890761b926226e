namespace InboxMind.Core.Index;

/// <summary>Measures text in a model's tokens.</summary>
public interface ITokenCounter
{
    int Count(ReadOnlySpan<char> text);

    /// <summary>How many characters from the start hold at most this many tokens.</summary>
    int PrefixLength(ReadOnlySpan<char> text, int maxTokens);
}

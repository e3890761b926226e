namespace InboxMind.Core.Indexing;

/// <summary>Measures text in a model's tokens.</summary>
public interface ITokenCounter
{
    int Count(ReadOnlySpan<char> text);
}

namespace InboxMind.Core.Indexing;

/// <summary>How mails are cut into pieces, and what stands in front of each when it is embedded. The defaults were chosen by measuring, see
/// docs/quality.md; whoever changes them changes <see cref="Version"/>.</summary>
public sealed record PieceStyle
{
    /// <summary>Changes when the same mail would be embedded as other texts.</summary>
    public string Version { get; init; } = "1";

    /// <summary>A piece's size in tokens of the embedding model.</summary>
    public int Tokens { get; init; } = 220;

    /// <summary>Whether sender and recipients stand in front.</summary>
    public bool People { get; init; } = true;

    /// <summary>Whether the day stands in front.</summary>
    public bool Day { get; init; } = true;

    /// <summary>Whether the subject stands in front.</summary>
    public bool Subject { get; init; } = true;

    /// <summary>Whether a reply's first piece has what it answers in front.</summary>
    public bool Answered { get; init; } = true;

    /// <summary>Whether text that a reply quotes is left out when the mail it stems from is there.</summary>
    public bool OwnTextOnly { get; init; } = true;
}

namespace InboxMind.Azure.Mail.Items;

/// <summary>A mail that was set aside.</summary>
internal sealed record AsideItem : MailItem
{
    public required string Box { get; init; }

    public string Source { get; init; } = "";

    public string Reason { get; init; } = "";

    public DateTimeOffset SetAt { get; init; }

    /// <summary>The order in which they came.</summary>
    public long Turn { get; init; }

    /// <summary>The order of a list within its mailbox.</summary>
    public required string Listed { get; init; }

    /// <summary>Where on its server it lies, as places are named; null when it was imported.</summary>
    public string? Place { get; init; }

    /// <summary>Whether its bytes are in a blob; else it has none.</summary>
    public bool HasRaw { get; init; }
}

namespace InboxMind.Core.Mail.Heads;

/// <summary>What a packed head says in single bits. The kind of mail stands above them.</summary>
[Flags]
internal enum HeadFlags
{
    None = 0,
    OfList = 1,
    AsksKnown = 2,
    Asks = 4,
}

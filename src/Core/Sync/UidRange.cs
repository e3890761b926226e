namespace InboxMind.Core.Sync;

/// <summary>UIDs of a folder (RFC 9051, 2.3.1.1), both ends included; 1 is the first one.</summary>
public readonly record struct UidRange(uint First, uint Last)
{
    public override string ToString() => $"{First}:{Last}";
}

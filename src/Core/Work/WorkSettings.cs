namespace InboxMind.Core.Work;

/// <summary>What the operator decided about work in queues.</summary>
public sealed record WorkSettings
{
    /// <summary>How long a taken item stays hidden: what a worker that died held is done by another one after this. A worker that lives
    /// renews it in time.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromMinutes(2);
}

namespace InboxMind.Core.Health;

/// <summary>A model that is reached over the network. Offline models have none.</summary>
public interface IModelEndpoint
{
    /// <summary>What is there, such as a model and a host; no secret.</summary>
    string Name { get; }

    /// <summary>Whether it answers at all within a few seconds; asks it for nothing that costs.</summary>
    Task<bool> IsReachableAsync(CancellationToken cancellation);
}

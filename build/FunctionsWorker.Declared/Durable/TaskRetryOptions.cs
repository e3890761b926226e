namespace Microsoft.DurableTask;

/// <summary>Whether and how a task that failed is run again.</summary>
public sealed class TaskRetryOptions(RetryPolicy policy)
{
    public RetryPolicy? Policy { get; } = policy;
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which try of a call it is.</summary>
public abstract class RetryContext
{
    public abstract int RetryCount { get; }

    public abstract int MaxRetryCount { get; }
}

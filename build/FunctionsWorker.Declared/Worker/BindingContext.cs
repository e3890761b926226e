namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the host told about what triggered a function.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

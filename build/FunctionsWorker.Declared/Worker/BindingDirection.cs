namespace Microsoft.Azure.Functions.Worker;

/// <summary>Whether a function is given something, or gives it.</summary>
public enum BindingDirection
{
    In,
    Out,
}

namespace InboxMind.Core.Health;

/// <summary>Something the deployment depends on, that can tell how it is.</summary>
public interface IDependencyProbe
{
    /// <summary>A name in snake_case.</summary>
    string Name { get; }

    /// <summary>Looks. An exception means that it does not work; what it says is shown to no one.</summary>
    Task<Condition> CheckAsync(CancellationToken cancellation);
}

/// <summary>How a dependency is.</summary>
/// <param name="State">What it means for the deployment.</param>
/// <param name="Sentence">One short sentence for the operator; no secret and nothing of a mail.</param>
public sealed record Condition(ConditionState State, string Sentence)
{
    public static Condition Healthy(string sentence) => new(ConditionState.Healthy, sentence);

    public static Condition Degraded(string sentence) => new(ConditionState.Degraded, sentence);

    public static Condition Unhealthy(string sentence) => new(ConditionState.Unhealthy, sentence);
}

/// <summary>What the state of a dependency means.</summary>
public enum ConditionState
{
    Healthy,

    /// <summary>The deployment works, but not all of it, or not for long.</summary>
    Degraded,

    /// <summary>The deployment does not work.</summary>
    Unhealthy,
}

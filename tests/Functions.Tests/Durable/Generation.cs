namespace InboxMind.Functions.Tests.Durable;

/// <summary>All that happened between the start of an orchestrator, or its continuing as new, and its end.</summary>
internal sealed class Generation(string name, string instance, string? input, DateTime start)
{
    public string Name => name;

    public string Instance => instance;

    public string? Input => input;

    public DateTime Start => start;

    public List<Episode> Episodes { get; } = [];

    /// <summary>How many actions were scheduled before each episode, and at the end.</summary>
    public List<int> ScheduledBefore { get; } = [];

    public List<string?> StatusBefore { get; } = [];

    public IReadOnlyList<ScheduledAction> Actions { get; set; } = [];

    public string? Result { get; set; }

    public string? NewInput { get; set; }
}

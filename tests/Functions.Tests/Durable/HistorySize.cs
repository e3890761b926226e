using System.Globalization;
using System.Text.Json;

namespace InboxMind.Functions.Tests.Durable;

/// <summary>How large a generation's history is where Durable Functions keeps it.</summary>
/// <remarks>
/// An estimate from above. Each event is written as JSON with the properties that the Durable Task Framework gives it, the ids, times and
/// trace context that its store adds, and counted at two bytes a character, since Table storage keeps text as UTF-16. Every completion is
/// counted as an episode of its own, with the two events that open and close one.
/// </remarks>
internal static class HistorySize
{
    private const string Execution = "0123456789abcdef0123456789abcdef";
    private const string Trace = "00-0123456789abcdef0123456789abcdef-0123456789abcdef-01";

    public static long Of(Generation generation)
    {
        var time = generation.Start;
        var total = Size("OrchestratorStarted", time)
            + Size("ExecutionStarted", time, ("Name", generation.Name), ("Version", ""), ("Input", generation.Input),
                ("InstanceId", generation.Instance), ("ParentTraceContext", Trace))
            + Size("ExecutionCompleted", time, ("OrchestrationStatus", "ContinuedAsNew"),
                ("Result", generation.NewInput ?? generation.Result))
            + Size("OrchestratorCompleted", time);
        foreach (var action in generation.Actions)
        {
            total += action.Kind switch
            {
                ActionKind.Activity =>
                    Size("TaskScheduled", time, ("Name", action.Name), ("Version", ""), ("Input", action.Input),
                        ("ParentTraceContext", Trace)),
                ActionKind.SubOrchestration => Size(
                    "SubOrchestrationInstanceCreated", time, ("Name", action.Name), ("Version", ""), ("Input", action.Input),
                    ("InstanceId", Execution), ("ClientSpanId", "0123456789abcdef")),
                _ => Size("TimerCreated", time, ("FireAt", action.Input)),
            };
        }

        foreach (var completion in generation.Episodes.SelectMany(static e => e.Completions))
        {
            total += Size("OrchestratorStarted", time) + Size("OrchestratorCompleted", time);
            var id = completion.Id.ToString(CultureInfo.InvariantCulture);
            total += (generation.Actions[completion.Id].Kind, completion.Error) switch
            {
                (ActionKind.Timer, _) => Size("TimerFired", time, ("TimerId", id), ("FireAt", generation.Actions[completion.Id].Input)),
                (ActionKind.Activity, null) => Size("TaskCompleted", time, ("TaskScheduledId", id), ("Result", completion.Result)),
                (_, null) => Size("SubOrchestrationInstanceCompleted", time, ("TaskScheduledId", id), ("Result", completion.Result)),
                (_, { } error) => Size(
                    "TaskFailed", time, ("TaskScheduledId", id), ("Reason", $"The turn failed: {error}."),
                    ("Details", new string('x', 2_000)),
                    ("FailureDetails", error + new string('x', 2_000))),
            };
        }

        return total;
    }

    private static long Size(string type, DateTime time, params IEnumerable<(string Name, string? Value)> properties)
    {
        var row = new Dictionary<string, object?>
        {
            ["PartitionKey"] = Execution,
            ["RowKey"] = "0000000000000001",
            ["ExecutionId"] = Execution,
            ["EventId"] = 12_345,
            ["EventType"] = type,
            ["IsPlayed"] = false,
            ["_Timestamp"] = time,
            ["Timestamp"] = time,
        };
        foreach (var (name, value) in properties)
            row[name] = value;
        return 2L * JsonSerializer.Serialize(row).Length;
    }
}

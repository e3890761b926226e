using DurableTask.Core.History;
using DurableTask.Core.Serializing;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The history of one generation of an instance, as the engine wrote it.</summary>
internal sealed class RecordedHistory(string orchestrator, string instance)
{
    private static readonly JsonDataConverter Json = new();

    private readonly List<HistoryEvent> _events = [];

    public string Orchestrator => orchestrator;

    public string Instance => instance;

    public IReadOnlyList<HistoryEvent> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    /// <summary>Bytes of all events as the framework serializes them, at two bytes a character: Table storage keeps text as
    /// UTF-16.</summary>
    public long Size => Events.Sum(static e => 2L * Text(e).Length);

    /// <summary>As the framework serializes it.</summary>
    public static string Text(HistoryEvent e) => Json.Serialize(e);

    public void Add(IEnumerable<HistoryEvent> events)
    {
        lock (_events)
            _events.AddRange(events);
    }
}

using System.Text;
using System.Text.Json;
using InboxMind.Core.Sync;

namespace InboxMind.Server.Output;

/// <summary>The last line of <c>sync --json</c>: that of import, and what only a sync does. Written by hand, since a serializer
/// takes longer to start than a sync that finds nothing new.</summary>
internal static class SyncOutput
{
    public static string Line(SyncProgress progress, double seconds, double storedSeconds, long awaitingVectors)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteNumber("found", progress.Found);
            json.WriteNumber("added", progress.Added);
            json.WriteNumber("known", progress.Known);
            json.WriteNumber("quarantined", progress.Quarantined);
            json.WriteNumber("indexed", progress.Indexed);
            json.WriteNumber("seconds", seconds);
            json.WriteNumber("deleted", progress.Deleted);
            json.WriteNumber("updated", progress.Updated);
            json.WriteNumber("moved", progress.Moved);
            json.WriteNumber("stored_seconds", storedSeconds);
            json.WriteNumber("awaiting_vectors", awaitingVectors);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }
}

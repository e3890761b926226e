using System.Globalization;
using System.Text;
using System.Text.Json;

namespace InboxMind.Embedded.Mail;

/// <summary>How a mailbox is connected and synced, as it is stored: JSON, written and read by hand, since a serializer takes longer
/// to start than a command has. <see cref="SqliteDirectory"/> looks for <c>sync.enabled</c> in it.</summary>
internal static class MailboxSettings
{
    public static string Write(ImapConnection? connection, SyncChoice sync)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            if (connection is not null)
            {
                json.WriteStartObject("connection");
                json.WriteString("Host", connection.Host);
                json.WriteNumber("Port", connection.Port);
                json.WriteString("User", connection.User);
                json.WriteString("Security", connection.Security.ToString());
                json.WriteString("Auth", connection.Auth.ToString());
                json.WriteBoolean("AllowPrivateNetwork", connection.AllowPrivateNetwork);
                json.WriteEndObject();
            }

            json.WriteStartObject("sync");
            json.WriteBoolean("enabled", sync.Enabled);
            json.WriteStartArray("Folders");
            foreach (var folder in sync.Folders)
                json.WriteStringValue(folder);
            json.WriteEndArray();
            if (sync.Exclude.Count > 0)
            {
                json.WriteStartArray("Exclude");
                foreach (var folder in sync.Exclude)
                    json.WriteStringValue(folder);
                json.WriteEndArray();
            }

            if (sync.Shared)
                json.WriteBoolean("Shared", true);
            if (sync.Since is { } since)
                json.WriteString("Since", since.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("Interval", sync.Interval.ToString("c", CultureInfo.InvariantCulture));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(output.GetBuffer(), 0, (int)output.Length);
    }

    public static (ImapConnection? Connection, SyncChoice Sync) Read(string text)
    {
        using var json = JsonDocument.Parse(text);
        var connection = json.RootElement.TryGetProperty("connection", out var c)
            ? new ImapConnection(
                c.GetProperty("Host").GetString()!, c.GetProperty("Port").GetInt32(), c.GetProperty("User").GetString()!,
                Enum.Parse<ImapSecurity>(c.GetProperty("Security").GetString()!), Enum.Parse<ImapAuth>(c.GetProperty("Auth").GetString()!),
                c.GetProperty("AllowPrivateNetwork").GetBoolean())
            : null;
        var s = json.RootElement.GetProperty("sync");
        return (connection, new SyncChoice(
            s.GetProperty("enabled").GetBoolean(), Names(s.GetProperty("Folders")),
            s.TryGetProperty("Since", out var since) ? DateOnly.ParseExact(since.GetString()!, "O", CultureInfo.InvariantCulture) : null,
            TimeSpan.ParseExact(s.GetProperty("Interval").GetString()!, "c", CultureInfo.InvariantCulture))
        {
            Exclude = s.TryGetProperty("Exclude", out var exclude) ? Names(exclude) : [],
            Shared = s.TryGetProperty("Shared", out var shared) && shared.GetBoolean(),
        });
    }

    private static List<string> Names(JsonElement array)
    {
        var names = new List<string>();
        foreach (var name in array.EnumerateArray())
            names.Add(name.GetString()!);
        return names;
    }
}

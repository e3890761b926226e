using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Embedded.Backup;

/// <summary>What a backup says of itself, in its file <c>backup.json</c>: written last, so that a folder without it is no backup.</summary>
/// <param name="Format">The form of the backup, <see cref="Current"/>.</param>
/// <param name="MadeAt">When it was begun.</param>
/// <param name="Schema">The version of the main database's tables.</param>
/// <param name="Messages">Mails in it.</param>
/// <param name="Files">Its files.</param>
internal sealed partial record BackupManifest(
    int Format, DateTimeOffset MadeAt, int Schema, long Messages, IReadOnlyList<BackupFile> Files)
{
    public const string FileName = "backup.json";

    public const int Current = 1;

    public string ToJson() => JsonSerializer.Serialize(this, BackupJson.Default.BackupManifest);

    /// <exception cref="BackupException">The folder holds no backup, or one that says what none can.</exception>
    public static BackupManifest Read(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(folder, FileName)), BackupJson.Default.BackupManifest)
                is { Files: { } files } manifest && files.All(static f => f is { IsLegal: true })
                    ? manifest
                    : throw new BackupException($"{Path.Combine(folder, FileName)} is damaged.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException($"There is no backup in \"{folder}\".", e);
        }
        catch (JsonException e)
        {
            throw new BackupException($"{Path.Combine(folder, FileName)} is damaged.", e);
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
    [JsonSerializable(typeof(BackupManifest))]
    private sealed partial class BackupJson : JsonSerializerContext;
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Its place in the data folder, with <c>/</c>.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="Sha256">Its SHA-256 in hexadecimal.</param>
internal sealed record BackupFile(string Name, long Bytes, string Sha256)
{
    /// <summary>Whether it is a name that a backup can have: what a manifest says is not believed.</summary>
    [JsonIgnore]
    public bool IsLegal => Name?.Split('/') switch
    {
        ["inboxmind.db" or "id"] => true,
        ["index", var name] => name.EndsWith(".db", StringComparison.Ordinal) && UserId.IsLegal(name[..^3]),
        ["keys", var name] => name.EndsWith(".xml", StringComparison.Ordinal)
            && name[..^4] is { Length: > 0 } key && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'),
        _ => false,
    };
}

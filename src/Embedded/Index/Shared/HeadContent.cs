using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>What the head of a shared index says.</summary>
internal sealed record HeadContent
{
    private const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    /// <summary>A digest of the user it belongs to.</summary>
    public required string User { get; init; }

    /// <summary>Given when the index was made.</summary>
    public required string Line { get; init; }

    /// <summary>Given to each write.</summary>
    public required string Commit { get; init; }

    /// <summary>Counts the writes.</summary>
    public long Generation { get; init; }

    /// <summary>The version of the tables.</summary>
    public int Schema { get; init; }

    /// <summary>The index, see <see cref="IndexState"/>.</summary>
    public required string Id { get; init; }

    public long Revision { get; init; }

    public long Vectors { get; init; }

    /// <summary>Pieces with a vector.</summary>
    public long Chunks { get; init; }

    /// <summary>Bytes of a page of the file.</summary>
    public int PageSize { get; init; }

    /// <summary>Pages of the file.</summary>
    public int Pages { get; init; }

    /// <summary>When something was erased first that packs still hold under pages written since; null when they hold
    /// none.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What makes up the file, the oldest first: a page is as in the last one that has it.</summary>
    public required IReadOnlyList<Layer> Layers { get; init; }

    [JsonIgnore]
    public IndexState State => new(Id, Revision);

    [JsonIgnore]
    public IEnumerable<Pack> Packs => Layers.SelectMany(static l => l.Packs);

    public ReadOnlyMemory<byte> ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this);

    /// <summary>Reads it; null when it is damaged, or another user's.</summary>
    /// <exception cref="Storage.DataFolderException">A newer version of InboxMind wrote it.</exception>
    public static HeadContent? Read(Owner owner, ReadOnlyMemory<byte> content)
    {
        var head = Read(content);
        return head?.User == Digest(owner) ? head : null;
    }

    /// <summary>The packs that a head names.</summary>
    /// <exception cref="Storage.DataFolderException">The head cannot be read.</exception>
    public static IReadOnlyCollection<string> Names(ReadOnlyMemory<byte> content) => Read(content) is { } head
        ? [.. head.Packs.Select(static p => p.Name)]
        : throw new Storage.DataFolderException("The head of an index cannot be read.");

    public static string Digest(Owner owner) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"shared-index-1\n{owner.User.Value}")));

    private static HeadContent? Read(ReadOnlyMemory<byte> content)
    {
        HeadContent? head;
        try
        {
            head = JsonSerializer.Deserialize<HeadContent>(content.Span);
        }
        catch (JsonException)
        {
            return null;
        }

        if (head?.Format > CurrentFormat || head?.Schema > IndexSchema.Value.Steps.Count)
        {
            throw new Storage.DataFolderException(
                "The index in the storage account was written by a newer version of InboxMind; update this instance.");
        }

        return head is { PageSize: >= 512 and <= 65_536, Pages: > 0, Layers.Count: > 0 } ? head : null;
    }
}

/// <summary>Pages that were written together, or were put together since.</summary>
/// <param name="Generation">The last write that is in it.</param>
/// <param name="Packs">The pages; none is in two of them.</param>
internal sealed record Layer(long Generation, IReadOnlyList<Pack> Packs)
{
    [JsonIgnore]
    public int Pages => Packs.Sum(static p => p.Count);
}

/// <summary>A blob of pages, one behind the other, compressed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Hash">SHA-256 of it, base64.</param>
/// <param name="Runs">Which pages, see <see cref="PageSet"/>.</param>
internal sealed record Pack(string Name, int Bytes, string Hash, IReadOnlyList<int> Runs)
{
    [JsonIgnore]
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 1; i < Runs.Count; i += 2)
                count += Runs[i];
            return count;
        }
    }
}

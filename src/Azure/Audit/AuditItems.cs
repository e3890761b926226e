using System.Globalization;
using System.Text.Json;
using InboxMind.Azure.Cosmos;
using InboxMind.Core.Audit;

namespace InboxMind.Azure.Audit;

/// <summary>The ids of items in an organisation's chain.</summary>
internal static class AuditIds
{
    public const string Head = "head";
    public const string Anchor = "anchor";
    public const string Entries = "entry:";

    /// <summary>Behind the ids of all entries.</summary>
    public const string EntriesEnd = "entry;";

    /// <summary>No chain comes that far: a larger number was put in from outside, to leave no room behind it.</summary>
    public const long Limit = 1L << 62;

    public static string Entry(long number) => Entries + Math.Max(0, number).ToString("d19", CultureInfo.InvariantCulture);
}

/// <summary>The newest entry of a chain, with its seal. Whoever appends replaces it as it was read, so that no two append the same
/// number.</summary>
internal sealed record HeadItem : ChangingItem
{
    public required string Organisation { get; init; }

    public long Last { get; init; }

    public required byte[] Seal { get; init; }

    public long Key { get; init; }

    public required byte[] Mark { get; init; }
}

/// <summary>The newest entry that retention cut off, with its seal.</summary>
internal sealed record AnchorItem(string Organisation, string Id, long Last, byte[] Seal, long Key, byte[] Mark);

/// <summary>An entry with its seal: each is a batch of one.</summary>
internal sealed record EntryItem
{
    public required string Organisation { get; init; }

    public required string Id { get; init; }

    public long Number { get; init; }

    /// <summary>Its place among all entries, as a text that sorts by time, organisation and number.</summary>
    public required string Place { get; init; }

    /// <summary>In milliseconds.</summary>
    public long At { get; init; }

    public string Kind { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Address { get; init; } = "";

    public string Request { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string Detail { get; init; } = "";

    public long Key { get; init; }

    public byte[] Seal { get; init; } = [];

    public static EntryItem Of(OrganisationId organisation, AuditEntry entry, long key, byte[] seal) => new()
    {
        Organisation = organisation.Value,
        Id = AuditIds.Entry(entry.Number),
        Number = entry.Number,
        Place = PlaceOf(new AuditPlace(entry.At, organisation, entry.Number)),
        At = entry.At.ToUnixTimeMilliseconds(),
        Kind = entry.Kind.ToString(),
        Actor = entry.Actor,
        Subject = entry.Subject,
        Address = entry.Address,
        Request = entry.RequestId,
        Outcome = entry.Outcome.ToString(),
        Detail = entry.Detail,
        Key = key,
        Seal = seal,
    };

    /// <summary>Reads an item whatever it holds: one that was damaged or put in from outside is shown as such, and does not stop the others
    /// from being read.</summary>
    public static EntryItem Read(JsonElement item)
    {
        try
        {
            return item.Deserialize<EntryItem>(CosmosDatabase.Json)!;
        }
        catch (JsonException)
        {
            var id = Text(item, "id");
            return new EntryItem
            {
                Organisation = Text(item, "organisation"),
                Id = id,
                Place = "",
                Number = long.TryParse(id.AsSpan(Math.Min(id.Length, AuditIds.Entries.Length)), NumberStyles.None,
                    CultureInfo.InvariantCulture, out var number) ? number : 0,
            };
        }
    }

    public AuditEntry ToEntry() => new(
        Number, DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(At, FirstMillisecond, LastMillisecond)), Word(Kind, AuditKind.Unknown),
        Actor, Subject, Address, Request, Word(Outcome, AuditOutcome.Unknown), Detail);

    public static string PlaceOf(AuditPlace place) => $"{TimeOf(place.At)}\n{place.Organisation.Value}\n{AuditIds.Entry(place.Number)}";

    /// <summary>What comes before all places of a time.</summary>
    public static string TimeOf(DateTimeOffset time) =>
        Math.Max(0, time.ToUnixTimeMilliseconds()).ToString("d19", CultureInfo.InvariantCulture);

    private static readonly long FirstMillisecond = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private static string Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    /// <summary>A number is not a word, though it would be parsed.</summary>
    private static T Word<T>(string text, T unknown)
        where T : struct, Enum => Enum.TryParse<T>(text, out var word) && word.ToString() == text ? word : unknown;
}

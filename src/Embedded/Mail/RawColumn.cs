using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Raw mail as rows hold it, or as they say that it lies apart. Each row says for itself: a deployment may have changed its
/// storage since.</summary>
internal static class RawColumn
{
    public static Task<Stream?> OpenAsync(
        MainDatabase database, ApartRawMail? apart, Owner owner, EmailId id, CancellationToken cancellation) => OpenAsync(
        () => database.Sqlite.Read(session => session
            .Prepare("SELECT raw, size, raw_apart, raw_behind, text, text_length FROM message WHERE user = ?1 AND id = ?2")
            .First(static r => new Row(r.GetBoolean(2), r.GetBoolean(2) ? null : Open(r)), owner.User.Value, id.Value)),
        apart, owner, id, cancellation);

    /// <summary>A mail set aside: kept as it came, since what cannot be read is rare.</summary>
    public static Task<Stream?> OpenSetAsideAsync(
        MainDatabase database, ApartRawMail? apart, Owner owner, EmailId id, CancellationToken cancellation) => OpenAsync(
        () => database.Sqlite.Read(session => session.Prepare("SELECT raw, raw_apart FROM quarantine WHERE user = ?1 AND id = ?2")
            .First(
                static r =>
                    new Row(r.GetBoolean(1), r.GetBoolean(1) ? null : new MemoryStream(r.GetBytes(0), writable: false)),
                owner.User.Value, id.Value)),
        apart, owner, id, cancellation);

    private static Stream Open(SqliteRow row) => row.GetBoolean(3)
        ? Compression.OpenBehind(new MemoryStream(row.GetBytes(4)), row.GetInt32(5), row.GetInt64(1))
        : Compression.Open(new MemoryStream(row.GetBytes(0)), row.GetInt64(1));

    private static async Task<Stream?> OpenAsync(
        Func<Row?> find, ApartRawMail? apart, Owner owner, EmailId id, CancellationToken cancellation)
    {
        if (find() is not { } row)
            return null;
        if (!row.IsApart)
            return row.Content;
        if (await Required(apart).OpenAsync(owner, id, cancellation) is { } stream)
            return stream;

        // Deleted between the two looks; or really lost, which must not look like a mail that never was.
        return find() is null ? null : throw new InvalidDataException("The raw mail of a stored message is not in the storage account.");
    }

    private static ApartRawMail Required(ApartRawMail? apart) =>
        apart ?? throw new InvalidOperationException("Nothing opens raw mail that lies apart.");

    private sealed record Row(bool IsApart, Stream? Content);
}

using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Encrypted mail in SQLite. The details of all mail are looked through, once for other keys.</summary>
internal sealed class SqliteEncryptedMail(MainDatabase database) : IEncryptedMail
{
    /// <summary>Messages marked in one transaction; more would keep other processes waiting.</summary>
    private const int Batch = 1_000;

    public async Task ReadAgainAsync(Owner owner, string keys, CancellationToken cancellation)
    {
        var user = owner.User.Value;
        if ((database.Sqlite.Read(session => session.Prepare("SELECT id FROM mail_keys WHERE user = ?1").Scalar(user)) as string
            ?? "") == keys)
            return;
        var found = database.Sqlite.Read(session => session
            .Prepare(
                "SELECT seq FROM message WHERE user = ?1 AND (details LIKE '%\"Protection\":\"encrypted with %' "
                + "OR details LIKE '%\"Protection\":\"decrypted with %')")
            .Query(static r => r.GetInt64(0), user));
        foreach (var some in found.Chunk(Batch))
        {
            await database.Sqlite.WriteAsync(
                session =>
                {
                    foreach (var seq in some)
                        session.Prepare("UPDATE reading SET version = 0 WHERE message = ?1").Run(seq);
                },
                cancellation, isBulk: true);
        }

        await database.Sqlite.WriteAsync(
            session => session.Prepare("INSERT INTO mail_keys(user, id) VALUES(?1, ?2) ON CONFLICT DO UPDATE SET id = excluded.id")
                .Run(user, keys),
            cancellation);
    }
}

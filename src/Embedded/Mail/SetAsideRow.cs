using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Writes mail that is set aside.</summary>
internal static class SetAsideRow
{
    /// <param name="database">The database.</param>
    /// <param name="apart">Where raw mail lies apart, if it does.</param>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mail">The mail.</param>
    /// <param name="raw">Its bytes; none when the server did not deliver it.</param>
    /// <param name="check">Called first in the transaction.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static Task WriteAsync(
        MainDatabase database, ApartRawMail? apart, Owner owner, SetAsideMail mail, ReadOnlyMemory<byte> raw, Action<SqliteSession> check,
        CancellationToken cancellation)
    {
        var isApart = apart is { IsUsed: true } && !raw.IsEmpty;
        return isApart
            ? apart!.SaveAsync(owner, [new RawMailToSave(mail.Id, raw)], Insert, cancellation)
            : database.Sqlite.WriteAsync(Insert, cancellation, isBulk: true);

        int Insert(SqliteSession session)
        {
            check(session);
            return session.Prepare(
                "INSERT INTO quarantine(user, id, mailbox, source, reason, at, raw, raw_apart, folder, uid_validity, uid) "
                + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE "
                + "SET folder = excluded.folder, uid_validity = excluded.uid_validity, uid = excluded.uid "
                + "WHERE mailbox = excluded.mailbox AND excluded.folder IS NOT NULL")
                .Run(
                    owner.User.Value, mail.Id.Value, mail.Mailbox.Value, mail.Source, mail.Reason, mail.At.ToUnixTimeMilliseconds(),
                    isApart ? [] : raw.ToArray(), isApart, mail.Place?.Folder, mail.Place?.UidValidity, mail.Place?.Uid);
        }
    }
}

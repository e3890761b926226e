using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Work;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Keeps raw mail that lies apart in step with the rows of messages and of mail set aside. What may have to be deleted apart is
/// noted in <c>raw_to_delete</c>: before a mail is saved there, until its row is written, and by a trigger when a row goes (decision
/// 11).</summary>
internal sealed class ApartRawMail(MainDatabase database, TimeProvider time, IRawMailStore? store = null) : IUserData, IRawMailLeftovers
{
    /// <summary>Whoever saves a mail has written its row by then, or has died.</summary>
    private static readonly TimeSpan Saving = TimeSpan.FromMinutes(10);

    /// <summary>What the account holds against deletion is tried again after this.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromHours(1);

    private const int Batch = 200;
    private const int MaxTries = 5;

    /// <summary>Whether new raw mail lies apart.</summary>
    public bool IsUsed => store is not null;

    /// <summary>Saves raw mails apart, and then writes their rows: stored before it is acknowledged.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="mails">The mails.</param>
    /// <param name="write">Writes the rows within a transaction.</param>
    /// <param name="cancellation">Stops the call.</param>
    public async Task<T> SaveAsync<T>(
        Owner owner, IReadOnlyCollection<RawMailToSave> mails, Func<SqliteSession, T> write, CancellationToken cancellation)
    {
        if (mails.Count == 0)
            return await database.Sqlite.WriteAsync(write, cancellation, isBulk: true);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var clock = await BeginAsync(owner, mails, cancellation);
            await Require().SaveAsync(owner, mails, cancellation);
            var (written, left, result) = await database.Sqlite.WriteAsync(
                session =>
                {
                    // What was deleted apart meanwhile may have been one of these: they are saved again.
                    if (Clock(session, owner) != clock)
                        return (false, false, default(T));
                    var value = write(session);
                    return (true, Settle(session, owner, mails), value);
                },
                cancellation, isBulk: true);
            if (left)
                await DeleteAsync(owner, cancellation);
            if (written)
                return result!;
        }

        throw new DataFolderException("Mail is being deleted while it is stored; try again in a moment.");
    }

    /// <summary>Opens a raw mail of which a row says that it lies apart; null when it is not there.</summary>
    public Task<Stream?> OpenAsync(Owner owner, EmailId id, CancellationToken cancellation) => Require().OpenAsync(owner, id, cancellation);

    /// <summary>Deletes apart what a transaction just noted. When that is not possible now, the sweep does it.</summary>
    public async Task DeleteAsync(Owner owner, CancellationToken cancellation)
    {
        try
        {
            await DeleteDueAsync(owner, cancellation);
        }
        catch (StorageUnusableException)
        {
            // It is noted.
        }
    }

    public async Task<RawMailSweep> DeleteAsync(CancellationToken cancellation)
    {
        var users = database.Sqlite.Read(session => session
            .Prepare("SELECT DISTINCT user FROM raw_to_delete WHERE due <= ?1").Query(static r => r.GetString(0), Now));
        int seen = 0, held = 0;
        foreach (var user in users)
        {
            var of = await DeleteDueAsync(new Owner(new UserId(user)), cancellation);
            (seen, held) = (seen + of.Seen, held + of.Held);
        }

        return new RawMailSweep(seen, held);
    }

    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        var user = owner.User.Value;
        var isNoted = database.Sqlite.Read(session => session.Prepare("SELECT 1 FROM raw_to_delete WHERE user = ?1 LIMIT 1").Scalar(user))
            is not null;
        if (store is null && !isNoted)
            return false;
        var found = await Require().DeleteAllAsync(owner, cancellation);
        return await database.Sqlite.WriteAsync(
            session => session.Prepare("DELETE FROM raw_to_delete WHERE user = ?1").Run(user), cancellation) > 0 || found;
    }

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    private IRawMailStore Require() =>
        store ?? throw new DataFolderException(
            "Raw mail of this data folder lies in a storage account; set Storage to that account again.");

    /// <summary>Notes what is about to be saved: if its row is never written, it is deleted again.</summary>
    private Task<long> BeginAsync(Owner owner, IReadOnlyCollection<RawMailToSave> mails, CancellationToken cancellation) =>
        database.Sqlite.WriteAsync(
            session =>
            {
                var due = (time.GetUtcNow() + Saving).ToUnixTimeMilliseconds();
                foreach (var mail in mails)
                {
                    session.Prepare(
                        "INSERT INTO raw_to_delete(user, id, due) VALUES(?1, ?2, ?3) ON CONFLICT DO UPDATE SET due = excluded.due")
                        .Run(owner.User.Value, mail.Id.Value, due);
                }

                return Clock(session, owner);
            },
            cancellation);

    /// <returns>Whether some were saved for nothing, such as what a person had deleted.</returns>
    private static bool Settle(SqliteSession session, Owner owner, IReadOnlyCollection<RawMailToSave> mails)
    {
        var left = false;
        foreach (var mail in mails)
        {
            if (IsWanted(session, owner, mail.Id))
            {
                session.Prepare("DELETE FROM raw_to_delete WHERE user = ?1 AND id = ?2").Run(owner.User.Value, mail.Id.Value);
                continue;
            }

            session.Prepare("UPDATE raw_to_delete SET due = 0 WHERE user = ?1 AND id = ?2").Run(owner.User.Value, mail.Id.Value);
            left = true;
        }

        return left;
    }

    private async Task<RawMailSweep> DeleteDueAsync(Owner owner, CancellationToken cancellation)
    {
        int seen = 0, held = 0;
        while (store is not null && Due(owner) is { Count: > 0 } ids)
        {
            var stay = await store.DeleteAsync(
                owner, ids, async found => await database.Sqlite.WriteAsync(session => Unwanted(session, owner, found), cancellation),
                cancellation);
            await database.Sqlite.WriteAsync(
                session =>
                {
                    // What is held keeps none of the others waiting, nor those of other users.
                    foreach (var id in stay)
                    {
                        session.Prepare("UPDATE raw_to_delete SET due = ?3 WHERE user = ?1 AND id = ?2 AND due <= ?4")
                            .Run(owner.User.Value, id.Value, (time.GetUtcNow() + Held).ToUnixTimeMilliseconds(), Now);
                    }

                    foreach (var id in ids.Except(stay))
                    {
                        session.Prepare("DELETE FROM raw_to_delete WHERE user = ?1 AND id = ?2 AND due <= ?3")
                            .Run(owner.User.Value, id.Value, Now);
                    }
                },
                cancellation);
            (seen, held) = (seen + ids.Count, held + stay.Count);
        }

        return new RawMailSweep(seen, held);
    }

    private List<EmailId> Due(Owner owner) => database.Sqlite.Read(session => session
        .Prepare("SELECT id FROM raw_to_delete WHERE user = ?1 AND due <= ?2 LIMIT ?3")
        .Query(static r => new EmailId(r.GetString(0)), owner.User.Value, Now, Batch));

    /// <summary>Which of these may go. Whoever is saving one of them just now finds out by the clock, and saves it again.</summary>
    private List<EmailId> Unwanted(SqliteSession session, Owner owner, IReadOnlyCollection<EmailId> found)
    {
        List<EmailId> unwanted =
        [
            .. found.Where(id => session.Prepare("SELECT 1 FROM raw_to_delete WHERE user = ?1 AND id = ?2 AND due <= ?3")
                .Scalar(owner.User.Value, id.Value, Now) is not null && !IsWanted(session, owner, id)),
        ];
        if (unwanted.Count > 0)
        {
            session.Prepare("INSERT INTO raw_mail_clock(user, ticks) VALUES(?1, 1) ON CONFLICT DO UPDATE SET ticks = ticks + 1")
                .Run(owner.User.Value);
        }

        return unwanted;
    }

    private static bool IsWanted(SqliteSession session, Owner owner, EmailId id) => session
        .Prepare(
            "SELECT 1 FROM message WHERE user = ?1 AND id = ?2 AND raw_apart UNION ALL "
            + "SELECT 1 FROM quarantine WHERE user = ?1 AND id = ?2 AND raw_apart")
        .Scalar(owner.User.Value, id.Value) is not null;

    private static long Clock(SqliteSession session, Owner owner) =>
        session.Prepare("SELECT ticks FROM raw_mail_clock WHERE user = ?1").Scalar(owner.User.Value) is long ticks ? ticks : 0;
}

using InboxMind.Core.Privacy;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Privacy;

/// <summary>Everything the main database holds of a user but the user's own record: what is in any table with a column
/// <c>user</c>, and work that names the user. Tables that come later need nothing here.</summary>
internal sealed class MainUserData(DataFolder folder) : IUserData
{
    /// <summary>Rows erased in one transaction, which holds raw mails too; more would keep other processes waiting.</summary>
    private const int MaxPerTransaction = 100;

    /// <summary>Mail first: what a reader might follow from it goes after it.</summary>
    private static readonly string[] Order = ["placement", "message", "thread_reference", "thread"];

    /// <summary>What <see cref="EraseAccount"/> removes itself, at the end, and what <see cref="Mail.ApartRawMail"/> removes once the raw
    /// mail that it names is gone.</summary>
    private static readonly string[] Kept = ["erasure", "pseudonym", "raw_to_delete", "user"];

    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        // Rows that point to each other all belong to the user and go together. Looking for each thread's references one by one, as
        // the checks of foreign keys do, would take a walk through everyone's.
        using var database = new SqliteDatabase(folder.Database, MainSchema.Value, LeaveReferences, folder.Reserve);
        var found = false;
        foreach (var delete in database.Read(Statements))
        {
            while (await EraseSomeAsync(database, delete, owner, cancellation) > 0)
                found = true;
        }

        if (found)
            await database.EmptyLogAsync(cancellation);
        return found;
    }

    private static async Task<int> EraseSomeAsync(SqliteDatabase database, string delete, Owner owner, CancellationToken cancellation)
    {
        try
        {
            return await EraseAsync(MaxPerTransaction);
        }
        catch (DiskFullException)
        {
            // What is overwritten passes through the log first: for one row there is room.
            return await EraseAsync(1);
        }

        Task<int> EraseAsync(int rows) =>
            database.WriteAsync(session => session.Prepare(delete).Run(owner.User.Value, rows), cancellation);
    }

    private static void LeaveReferences(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA foreign_keys=OFF";
        command.ExecuteNonQuery();
    }

    private static List<string> Statements(SqliteSession session)
    {
        var tables = session
            .Prepare(
                "SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c ON c.name = 'user' "
                + "WHERE t.schema = 'main' AND t.type = 'table' ORDER BY t.name")
            .Query(static r => r.GetString(0));
        return
        [
            Work("work"), Work("poisoned_work"),
            .. Order.Concat(tables.Except(Order)).Except(Kept).Select(table => Delete(session, table)),
        ];
    }

    /// <summary>Deletes a slice of a table, whatever its key.</summary>
    private static string Delete(SqliteSession session, string table)
    {
        var key = string.Join(", ", session.Prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")
            .Query(static r => $"\"{r.GetString(0)}\"", table));

        return key.Length == 0
            ? $"DELETE FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE user = ?1 LIMIT ?2)"
            : $"DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM {table} WHERE user = ?1 LIMIT ?2)";
    }

    /// <summary>An item that names the user. What is not JSON names no one. One that names others besides goes with it: what is due is
    /// queued again.</summary>
    private static string Work(string table) =>
        $"DELETE FROM {table} WHERE seq IN (SELECT seq FROM {table} WHERE CASE WHEN json_valid(body) THEN body ->> '$.user' IS ?1 "
        + "OR EXISTS(SELECT 1 FROM json_each(body, '$.mailboxes') WHERE CASE WHEN type = 'object' THEN value ->> '$.user' END = ?1) "
        + "END LIMIT ?2)";
}

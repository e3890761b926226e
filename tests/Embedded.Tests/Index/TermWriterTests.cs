using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>What it takes to let go of the words of a mail.</summary>
public sealed class TermWriterTests
{
    /// <summary><c>SQLITE_DBSTATUS_CACHE_HIT</c>, and the one for pages that were read.</summary>
    private static readonly int[] Reads = [7, 8];

    [Fact]
    public void Finish_WordOfVeryManyMails_ReadsNoMoreThanOfFew()
    {
        var few = PagesRead(mails: 200);

        PagesRead(mails: 40_000).ShouldBeLessThan(few + 10);
    }

    /// <summary>Pages looked at to see that a word is still needed, of which so many mails have it.</summary>
    private static int PagesRead(int mails)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var session = new SqliteSession(connection);
        foreach (var step in IndexSchema.Value.Steps)
            session.Execute(step);
        session.Execute("BEGIN");
        for (var mail = 1; mail <= mails; mail++)
            session.Prepare("INSERT INTO mail_words VALUES('', '', '', '', '', 'common', '', '', '')").Run();
        session.Execute("INSERT INTO mail_words(mail_words) VALUES('optimize'); COMMIT");
        var writer = new TermWriter(session, new KnownTerms());
        writer.Remove(mail: 1);
        _ = Count();

        writer.Finish();

        return Count();

        int Count() => Reads.Sum(what =>
        {
            raw.sqlite3_db_status(connection.Handle, what, out var pages, out _, 1).ShouldBe(raw.SQLITE_OK);
            return pages;
        });
    }
}

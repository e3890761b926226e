using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

public sealed class WordRankingTests
{
    private static readonly string[] Words = ["red", "blue", "green", "meetings", "the", "invoice", "x"];

    /// <summary>The numbers that FTS5 has.</summary>
    private static readonly Bm25 Usual = new([2.0, 1.0, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0], 1.2, 0.75, 0);

    private static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Select(static i => Words[i]).Array[0, 12]
        .Select(static w => string.Join(' ', w));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AnyMailAndQuery_ScoresAsFts5Does()
    {
        string[] queries =
            ["\"red\"", "\"meeting\" OR \"the\"", "\"red blue\"", "\"the\" AND (\"invoice\" OR \"x\")", "\"x\" OR \"x\"",
                "subject : \"green\""];
        await Gen.Select(Gen.Select(Text, Text, Text).Array[1, 20], Gen.Int[0, 19].Array[0, 4], Gen.Int[0, queries.Length - 1]
            .Select(i => queries[i])).SampleAsync(
            async (mails, removed, match) =>
            {
                using var folder = new TempFolder();
                using var files = new IndexFiles(new DataFolder(folder.Root));
                var index = new SqliteMailIndex(files);
                await index.WriteAsync(Owner.Local, "model", [.. mails.Select((m, i) => Mail(i, m.Item1, m.Item2, m.Item3))], Cancellation);
                await index.RemoveAsync(Owner.Local, [.. removed.Select(Id)], Cancellation);

                var (ours, fts5) = files.Rent(Owner.Local).File.Database.Read(session => (
                    Rank(session, match, "", 100, [match]),
                    session.Prepare(
                        "SELECT rowid, -bm25(mail_words, 2.0, 1.0, 0.5, 0.5, 0.5, 1.0, 1.0, 1.0) FROM mail_words "
                        + "WHERE mail_words MATCH ?1")
                        .Query(static r => (Mail: r.GetInt64(0), Score: (double)r.Value(1)!), match)));

                ours.Keys.Order().ShouldBe(fts5.Select(static f => f.Mail).Order());
                foreach (var (mail, score) in fts5)
                    ours[mail].ShouldBe(score, 1e-9 + (Math.Abs(score) * 1e-9));
            },
            iter: 60, threads: 1);
    }

    [Fact]
    public async Task Run_MoreMatchesThanDepth_KeepsTheBest()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await index.WriteAsync(
            Owner.Local, "model",
            [.. Enumerable.Range(0, 60)
                .Select(static i => Mail(i, "", "", i % 2 == 0 ? "invoice" + string.Concat(Enumerable.Repeat(" other", i)) : "nothing"))],
            Cancellation);

        var (all, few) = files.Rent(Owner.Local).File.Database.Read(session =>
            (Rank(session, "invoice", "", 100, ["invoice"]), Rank(session, "invoice", " AND m.seq > ?2", 3, ["invoice", 10L])));

        few.OrderByDescending(static f => f.Value)
            .ShouldBe(all.Where(static a => a.Key > 10).OrderByDescending(static a => a.Value).Take(3));
    }

    [Fact]
    public async Task Run_MailAddedAfterALoad_CountsItsLength()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        var index = new SqliteMailIndex(files);
        await index.WriteAsync(Owner.Local, "model", [Mail(0, "", "", "invoice and more words of all kinds")], Cancellation);
        var file = files.Rent(Owner.Local).File;
        file.Database.Read(session =>
        {
            file.Lengths.Load(session);
            return 0;
        });
        await index.WriteAsync(Owner.Local, "model", [Mail(1, "", "", "invoice"), Mail(2, "", "", "else"), Mail(3, "", "", "else")],
            Cancellation);

        var scores = file.Database.Read(session =>
        {
            file.Lengths.Load(session);
            return WordRanking.Rank(session, file.Lengths, Usual, 10, "?1", "", ["invoice"]).Scores;
        });

        scores[2].ShouldBeGreaterThan(scores[1]);
    }

    [Fact]
    public void Run_NotAQuery_Fails()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));

        Should.Throw<IOException>(() => files.Rent(Owner.Local).File.Database.Read(static session => Rank(session, "\"", "", 10, ["\""])));
    }

    private static Dictionary<long, double> Rank(SqliteSession session, string match, string conditions, int depth, object?[] values)
    {
        match.ShouldNotBeEmpty();
        var lengths = new MailLengths();
        lengths.Load(session);
        return WordRanking.Rank(session, lengths, Usual, depth, "?1", conditions, values).Scores;
    }

    private static EmailId Id(int mail) => new($"mail{mail}");

    private static IndexedMail Mail(int number, string subject, string from, string text) => new(
        Id(number), subject, from, "to", DateTimeOffset.UnixEpoch, ["Inbox"], false, text, "",
        []);
}

using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>One phrase after the other gives what mail after mail gives.</summary>
public sealed class PhraseRankingTests
{
    private const int Depth = 100;

    private static readonly string[] Words = ["red", "blue", "green", "meetings", "the", "invoice", "x"];

    private static readonly RankedWords[] Queries =
    [
        new("\"red\"", [1], true),
        new("\"meeting\" OR \"the\" OR \"x\"", [1, 1, 1], true),
        new("(\"red\" OR \"blue\") OR \"green\"", [2, 1], true),
        new("\"green\" OR (\"red\" OR \"blue\" OR \"x\") OR ({sender recipients} : (\"red\"))", [1, 3, 1], true),
        new("\"red blue\" OR \"inv\" * OR (facts : \"x\")", [1, 1, 1], true),
        new("\"red\" OR \"!\" OR \"the\"", [1, 1, 1], true),
        new("\"nothing\"", [1], true),
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Words.Length - 1].Select(static i => Words[i]).Array[0, 12]
        .Select(static w => string.Join(' ', w));

    private static readonly Gen<RankedWords> Query = Gen.Int[0, Queries.Length - 1].Select(static i => Queries[i]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rank_AnyMailAndPhrases_ScoresAsMailAfterMail() =>
        await Gen.Select(Gen.Select(Text, Text, Text, Text).Array[1, 20], Gen.Int[0, 19].Array[0, 4], Query).SampleAsync(
            async (mails, removed, words) =>
            {
                using var folder = new TempFolder();
                using var files = new IndexFiles(new DataFolder(folder.Root));
                var index = new SqliteMailIndex(files);
                await index.WriteAsync(Owner.Local, "model", [.. mails.Select((m, i) => Mail(i, m.Item1, m.Item2, m.Item3))], Cancellation);
                await index.WriteAttachmentsAsync(
                    Owner.Local, 1, [.. mails.Select((m, i) => new MailAttachments(Id(i), 0, m.Item4, []))], Cancellation);
                await index.RemoveAsync(Owner.Local, [.. removed.Select(Id)], Cancellation);

                var (ours, others) = files.Rent(Owner.Local).File.Database.Read(session => (
                    Phrases(session, words, null), Mails(session, words, "")));

                ours.Scores.ShouldBe(others.Scores, ignoreOrder: true);
                ours.Whole.ShouldBe(others.Whole);
            },
            iter: 100, threads: 1);

    [Fact]
    public async Task Rank_MailsThatAreNotAllowed_CountForHowRareAWordIsAlone()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));
        await new SqliteMailIndex(files).WriteAsync(
            Owner.Local, "model", [.. Enumerable.Range(0, 30).Select(static i => Mail(i, i % 3 == 0 ? "red" : "blue green", "", "x the"))],
            Cancellation);
        var allowed = new MailNumbers();
        for (var mail = 11; mail <= 30; mail++)
            allowed.Add(mail);

        var (ours, others) = files.Rent(Owner.Local).File.Database.Read(session => (
            Phrases(session, Queries[2], allowed), Mails(session, Queries[2], " AND m.seq > 10")));

        ours.Scores.Keys.Min().ShouldBe(11);
        ours.Scores.ShouldBe(others.Scores, ignoreOrder: true);
    }

    [Fact]
    public void Rank_NotAQuery_Fails()
    {
        using var folder = new TempFolder();
        using var files = new IndexFiles(new DataFolder(folder.Root));

        Should.Throw<IOException>(() => files.Rent(Owner.Local).File.Database.Read(static session =>
            Phrases(session, new RankedWords("\"", [1], true), null)));
    }

    private static (Dictionary<long, double> Scores, double Whole) Phrases(
        SqliteSession session, RankedWords words, MailNumbers? allowed) =>
        PhraseRanking.Rank(session, Lengths(session), Bm25.Mails, Depth, words, allowed);

    private static (Dictionary<long, double> Scores, double Whole) Mails(SqliteSession session, RankedWords words, string conditions) =>
        WordRanking.Rank(session, Lengths(session), Bm25.Mails, Depth, "?1", conditions, [words.Expression], words.Groups);

    private static MailLengths Lengths(SqliteSession session)
    {
        var lengths = new MailLengths();
        lengths.Load(session);
        return lengths;
    }

    private static EmailId Id(int mail) => new($"mail{mail}");

    private static IndexedMail Mail(int number, string subject, string from, string text) => new(
        Id(number), subject, from, "to", DateTimeOffset.UnixEpoch, ["Inbox"], true, text, "", []);
}

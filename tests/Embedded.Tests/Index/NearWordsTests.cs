using InboxMind.Core.Index;
using InboxMind.Core.Search;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>Words by their parts, in spite of mistakes, and what is erased with a mail.</summary>
public sealed class NearWordsTests : IDisposable
{
    private static readonly Owner Anna = new(new UserId("anna"));

    private readonly TempFolder _temp = new();
    private readonly DataFolder _folder;
    private readonly IndexFiles _files;
    private readonly SqliteMailIndex _index;

    public NearWordsTests()
    {
        _folder = new DataFolder(_temp["data"]);
        _files = new IndexFiles(_folder);
        _index = new SqliteMailIndex(_files);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        _temp.Dispose();
    }

    [Theory]
    [InlineData("Verlängerung", "Die Vertragsverlängerung liegt bei")]
    [InlineData("Vertragsverlängerung", "Verlängerung unseres Vertrags ab Mai")]
    [InlineData("recieve", "did you receive it")]
    [InlineData("calibraton", "the calibration of it")]
    [InlineData("kalibration", "the calibration of it")]
    [InlineData("0042", "see INV20260042 there")]
    [InlineData("20260042", "see INV20260042 there")]
    [InlineData("Mueller", "Herr Müller kommt")]
    [InlineData("agreemnt", "the agreement stands")]
    public async Task SearchAsync_NoMailHoldsTheWord_FindsTheNearOne(string word, string text)
    {
        await WriteAsync(("a", text), ("b", "something else"));

        (await FindAsync(word)).ShouldBe(["a"]);
    }

    [Theory]
    [InlineData("qwxzzy")]
    [InlineData("4411")]
    [InlineData("cat")]
    [InlineData("\"recieve\"")]
    [InlineData("recieve OR qwxzzy")]
    public async Task SearchAsync_NothingIsNear_FindsNothing(string query)
    {
        await WriteAsync(("a", "did you receive 4410 cars"));

        (await FindAsync(query)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_MailOfMoreNewWordsThanAnyoneWrites_IsFoundByEachAndNearSome()
    {
        await WriteAsync(("a", string.Join(' ', Enumerable.Range(0, 30_000).Select(static i => $"word{i:00000}end"))));

        (await FindAsync("word29999end")).ShouldBe(["a"]);
        Count("SELECT COUNT(*) FROM term").ShouldBe(10_000);

        // What was left out is a word like any other when someone writes it.
        await WriteAsync(("b", string.Join(' ', Enumerable.Range(29_000, 1_000).Select(static i => $"word{i:00000}end"))));
        Count("SELECT COUNT(*) FROM term WHERE word = 'word29999end'").ShouldBe(1);

        long Count(string sql)
        {
            using var rental = _files.Rent(Anna);
            return rental.File.Database.Read(s => s.Scalar(sql));
        }
    }

    [Fact]
    public async Task SearchAsync_MailHoldsTheWord_IsNoTypingMistake()
    {
        await WriteAsync(("a", "the uniqueaword"), ("b", "the uniquebword"));

        (await FindAsync("uniqueaword")).ShouldBe(["a"]);
        (await FindAsync("uniquecword")).ShouldBe(["b", "a"], ignoreOrder: true);
    }

    [Fact]
    public async Task SearchAsync_SomeMailsHoldTheWord_TheOthersStandBelow()
    {
        await WriteAsync(
            ("a", "Vertragsverlängerung Vertragsverlängerung"), ("b", "eine lange Mail über vieles und am Ende eine Verlängerung"));

        (await FindAsync("Verlängerung")).ShouldBe(["b", "a"]);
        (await FindAsync("Verlängerung Ende")).ShouldBe(["b", "a"]);
    }

    [Fact]
    public async Task SearchAsync_NoMailHoldsTheWord_TheOneThatWasMeantRanksAsIfTyped()
    {
        await WriteAsync(
            ("a", "we met Melissa at the station"), ("b", "the history of the station"), ("c", "the station is large"));

        (await FindAsync("history station"))[0].ShouldBe("b");
        (await FindAsync("Mellisa station"))[0].ShouldBe("a");
    }

    [Fact]
    public async Task SearchAsync_SeveralWordsAreAsNear_TheMostUsedOneIsMeant()
    {
        await WriteAsync(("a", "the planet"), ("b", "the planes"), ("c", "some planes"));

        (await FindAsync("planez")).ShouldBe(["c", "b", "a"], ignoreOrder: true);
        (await FindAsync("planez"))[2].ShouldBe("a");
    }

    [Fact]
    public async Task SearchAsync_OrdinaryWordThatNoMailHolds_IsNoTypingMistake()
    {
        await WriteAsync(("a", "she rose from her chair at the station"), ("b", "the large station"), ("c", "the old bridge"));
        var query = QueryParser.Parse("rise station", TimeZoneInfo.Utc, default);

        var hits = await _index.SearchAsync(
            Anna, new IndexQuery(query, "", default, 10) { Ordinary = new HashSet<string> { "rise", "station" } }, Cancellation);

        hits[0].Id.ShouldBe(Id("b"));
    }

    [Fact]
    public async Task SearchAsync_OrdinaryWordWrittenAsAName_MailOfWhoIsCalledSoStandsFirst()
    {
        await _index.WriteAsync(
            Anna, "m",
            [
                Mail("a", "the roof needs slate") with { From = "Will Hart will@example.com" },
                Mail("b", "roof roof") with { From = "Don" }, Mail("c", "the gutter"), Mail("d", "the cellar"), Mail("e", "the stairs"),
            ],
            Cancellation);

        (await FindAsync("Will roof")).ShouldBe(["a", "b"]);
        (await FindAsync("will roof")).ShouldBe(["b", "a"]);
        (await FindAsync("The roof")).ShouldBe(["b", "a"]);
    }

    [Fact]
    public async Task RemoveAsync_LastMailWithAWord_ErasesItFromTheFile()
    {
        await WriteAsync(("a", "the confidentialword stands here"), ("b", "here it stands"));

        await _index.RemoveAsync(Anna, [Id("a")], Cancellation);

        (await FindAsync("confidentialword")).ShouldBeEmpty();
        (await FindAsync("idential")).ShouldBeEmpty();
        (await FindAsync("stands")).ShouldBe(["b"]);
        (await FindAsync("stand")).ShouldBe(["b"]);
        var bytes = await File.ReadAllBytesAsync(_folder.Index(Anna.User), Cancellation);
        bytes.AsSpan().IndexOf("confidenti"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf("onfidentialw"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf("stand"u8).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task SearchAsync_Fact_IsFoundHoweverItIsWritten()
    {
        await _index.WriteAsync(
            Anna, "m", [Mail("a", "it begins on 18 May 2026") with { Facts = string.Join(' ', Core.Text.Facts.Read("on 18 May 2026")) }],
            Cancellation);

        (await FindAsync("18.5.2026")).ShouldBe(["a"]);
        (await FindAsync("19.5.2026")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("abcd", "abcd", 0)]
    [InlineData("abcd", "abdc", 1)]
    [InlineData("abcd", "abxcd", 1)]
    [InlineData("abcd", "bcd", 1)]
    [InlineData("abcd", "dcba", 3)]
    [InlineData("abcd", "wxyz", 3)]
    public void Distance_Words_CountsMistakes(string one, string other, int distance) =>
        NearTerms.Distance(one, other, most: 2).ShouldBe(distance);

    private static EmailId Id(string name) => new(name.PadRight(52, 'a'));

    private static IndexedMail Mail(string name, string text) => new(
        Id(name), "", "", "", DateTimeOffset.UnixEpoch, [], false, text, "", []);

    private Task<IndexState> WriteAsync(params (string Name, string Text)[] mails) =>
        _index.WriteAsync(Anna, "m", [.. mails.Select(static m => Mail(m.Name, m.Text))], Cancellation);

    private async Task<List<string>> FindAsync(string query) =>
        [.. (await _index.SearchAsync(
            Anna, new IndexQuery(QueryParser.Parse(query, TimeZoneInfo.Utc, default), "", default, 10), Cancellation))
            .Select(static h => h.Id.Value.TrimEnd('a') is { Length: > 0 } name ? name : "a")];
}

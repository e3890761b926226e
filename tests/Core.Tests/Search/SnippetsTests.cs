using System.Text;
using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Core.Search;

namespace InboxMind.Core.Tests.Search;

public sealed class SnippetsTests
{
    /// <summary>What a snippet may have in characters, ellipses included.</summary>
    private const int MaxLength = Snippets.Length + 4;

    private static readonly string Filler = string.Concat(Enumerable.Repeat("Nothing to see in this sentence. ", 100));

    [Fact]
    public void Of_ShortText_IsThatText() => Of("bath", "We take\nthe  bath.").ShouldBe("We take the bath.");

    [Fact]
    public void Of_EmptyText_IsEmpty() => Of("bath", "").ShouldBe("");

    [Fact]
    public void Of_WordFarIn_ShowsIt()
    {
        var snippet = Of("baths", $"{Filler}We take the large bath today. {Filler}");

        snippet.ShouldContain("large bath");
        snippet.ShouldStartWith("… ");
        snippet.ShouldEndWith(" …");
    }

    [Fact]
    public void Of_WordWithoutSpacesAroundIt_ShowsIt() =>
        Of("会议", $"{new string('文', 3_000)}明天的评审会议安排在十点{new string('文', 3_000)}")
            .ShouldContain("会议安排");

    [Fact]
    public void Of_WordsInSeveralPlaces_ShowsWhereMostOfThemAre() =>
        Of("large bath price", $"bath {Filler} The price of the large bath. {Filler} large {Filler} price")
            .ShouldContain("price of the large bath");

    [Fact]
    public void Of_PhraseThatMustBeThere_ShowsIt() =>
        Of("\"large bath\"", $"{Filler}We take the large bath today. {Filler}").ShouldContain("large bath");

    [Fact]
    public void Of_NoWordFound_ShowsWhatTheVectorPointsAt()
    {
        var text = $"{Filler}The tank is leaking. {Filler}";

        new Snippets(SearchQuery.Empty).Of(text, Filler.Length, 40).ShouldContain("The tank is leaking.");
    }

    [Fact]
    public void Of_PieceFarBeyondWhereWordsAreLookedFor_ShowsItToo()
    {
        var before = string.Concat(Enumerable.Repeat(Filler, 50));

        new Snippets(SearchQuery.Empty).Of($"{before}The tank is leaking. {Filler}", before.Length, 40)
            .ShouldContain("The tank is leaking.");
    }

    [Fact]
    public void Of_NothingKnown_ShowsTheBeginning() =>
        new Snippets(SearchQuery.Empty).Of($"Dear Anna, {Filler}", 0, 0).ShouldStartWith("Dear Anna, Nothing");

    [Fact]
    public void Of_AnyTextAndPiece_IsOneShortLineOfWholeCharacters()
    {
        var text = Gen.OneOf(
            Gen.String[0, 600],
            Gen.String[Gen.Char["ab \n\r\t\u2028\u0085.é"], 0, 600],
            Gen.Int[0, 400].Select(static n => string.Concat(Enumerable.Repeat("😀", n))),
            Gen.Select(Gen.Int[0, 300], Gen.Int[0, 300]).Select(static (a, b) => $"{new string('a', a)} b😀 {new string('c', b)}"));
        Gen.Select(text, Gen.OneOf("", "a", "b", "\"a b\"", "c -a"), Gen.Int[-10, 900], Gen.Int[-10, 900]).Sample(
            static (t, query, start, length) =>
            {
                var snippet = new Snippets(QueryParser.Parse(query, TimeZoneInfo.Utc, default)).Of(t, start, length);

                snippet.Length.ShouldBeLessThanOrEqualTo(MaxLength);
                snippet.ShouldNotContain(static c => char.IsControl(c) || c == '\u2028');
                if (IsWhole(t))
                    IsWhole(snippet).ShouldBeTrue();
            },
            iter: Iterations.Of(1_500));
    }

    [Theory]
    [InlineData('y')]
    [InlineData('a')]
    [InlineData('é')]
    [InlineData(' ')]
    public void Of_OneCharacterAMillionTimes_IsShort(char c) =>
        Quickly.Run(() => Of("yyyy", new string(c, 1_000_000))).Length.ShouldBeLessThanOrEqualTo(MaxLength);

    private static bool IsWhole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private static string Of(string query, string text) => new Snippets(QueryParser.Parse(query, TimeZoneInfo.Utc, default)).Of(text, 0, 0);
}

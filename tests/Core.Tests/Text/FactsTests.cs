using CsCheck;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class FactsTests
{
    [Theory]
    [InlineData("on 18 May 2026 we", "factd20260518")]
    [InlineData("May 18, 2026", "factd20260518")]
    [InlineData("am 18. Mai 2026", "factd20260518")]
    [InlineData("3rd of March 2026", "factd20260303")]
    [InlineData("2026-05-18", "factd20260518")]
    [InlineData("18.5.2026", "factd20260518")]
    [InlineData("5/18/26", "factd20260518")]
    [InlineData("3/4/2026", "factd20260403|factd20260304")]
    [InlineData("2026-13-40", "")]
    [InlineData("£16,900.00", "facta16900")]
    [InlineData("16.900,50 EUR", "facta16900c50")]
    [InlineData("we pay 16900 now", "facta16900")]
    [InlineData("$ 12.50", "facta12c50")]
    [InlineData("$\n12 and\n13\nEUR", "facta12|facta13")]
    [InlineData("on 18\nMay 2026", "facta2026")]
    [InlineData("nothing\n\nINV-2026-0042\n", "factiinv20260042")]
    [InlineData("far: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg@example.com",
        "factpaaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffggggexamplecom")]
    [InlineData("INV-2026-0042", "factiinv20260042")]
    [InlineData("inv/2026/0042", "factiinv20260042")]
    [InlineData("+44 20 7946 0958", "facti442079460958")]
    [InlineData("Anna.Berg@example.com", "factpannabergexamplecom")]
    [InlineData("no fact in here, at 5 or 12", "")]
    public void Read_Text_GivesOneWordForEachWayToWriteIt(string text, string facts) => string.Join('|', Facts.Read(text)).ShouldBe(facts);

    [Fact]
    public void Read_AnyText_GivesWordsOfTheIndex() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789 .,-/@£$ainvMmay\n"], 0, 60]).Sample(
            static text => Facts.Read(text).ShouldAllBe(static f => f.All(char.IsAsciiLetterOrDigit) && f.StartsWith("fact")),
            iter: Iterations.Of(10_000));

    [Theory]
    [InlineData("1")]
    [InlineData("a-1.")]
    [InlineData("1.1/")]
    [InlineData("a@")]
    public void Read_LongText_TakesNoTime(string part) =>
        Quickly.Run(() => Facts.Read(string.Concat(Enumerable.Repeat(part, 200_000)))).Count.ShouldBeLessThanOrEqualTo(420);
}

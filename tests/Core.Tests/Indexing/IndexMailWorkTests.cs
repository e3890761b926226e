using CsCheck;
using InboxMind.Core.Indexing;
using InboxMind.Core.Work;

namespace InboxMind.Core.Tests.Indexing;

public sealed class IndexMailWorkTests
{
    private static readonly string Id = new('a', EmailId.Length);

    [Fact]
    public void Parse_OwnBody_GivesItBack()
    {
        var (owner, emails, again, _) = IndexMailWork.Parse(IndexMailWork.For(new UserId("anna"), [new EmailId(Id)]).ToBody());

        owner.ShouldBe(new Owner(new UserId("anna")));
        emails.ShouldBe([new EmailId(Id)]);
        again.ShouldBeFalse();
        IndexMailWork.Parse(IndexMailWork.Bodies(new UserId("anna"), [new EmailId(Id)], again: true).Single()).Again.ShouldBeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("42")]
    [InlineData("\"text\"")]
    [InlineData("not json")]
    [InlineData("{\"user\":\"local\"}")]
    [InlineData("{\"emails\":[]}")]
    [InlineData("{\"user\":null,\"emails\":[]}")]
    [InlineData("{\"user\":\"local\",\"emails\":null}")]
    [InlineData("{\"user\":\"local\",\"emails\":\"x\"}")]
    [InlineData("{\"user\":\"local\",\"emails\":[null]}")]
    [InlineData("{\"user\":\"local\",\"emails\":[\"\"]}")]
    [InlineData("{\"user\":\"local\",\"emails\":[\"short\"]}")]
    [InlineData("{\"user\":\"local\",\"emails\":[7]}")]
    [InlineData("{\"user\":\"\",\"emails\":[]}")]
    [InlineData("{\"user\":\"../x\",\"emails\":[]}")]
    [InlineData("{\"user\":\"ANNA\",\"emails\":[]}")]
    [InlineData("{\"user\":7,\"emails\":[]}")]
    [InlineData("{\"user\":\"\\ud800\",\"emails\":[]}")]
    [InlineData("{\"user\":\"local\",\"emails\":[]}x")]
    [InlineData("{\"user\":\"local\",\"emails\":[]} {}")]
    [InlineData("\ud800")]
    [InlineData("\0")]
    public void Parse_BadBody_IsAFormatException(string body) => Should.Throw<FormatException>(() => IndexMailWork.Parse(body));

    [Fact]
    public void Parse_Null_IsAFormatException() => Should.Throw<FormatException>(() => IndexMailWork.Parse(null!));

    [Fact]
    public void Parse_VeryDeepBody_IsAFormatException() =>
        Should.Throw<FormatException>(() => IndexMailWork.Parse(new string('[', 100_000)));

    [Fact]
    public void Parse_AnyText_GivesWorkOrIsAFormatException()
    {
        var mutated = Gen.Select(Gen.Int[0, 100], Gen.Char).Select(static (at, c) =>
        {
            var body = IndexMailWork.For(UserId.Local, [new EmailId(Id)]).ToBody();
            at = Math.Min(at, body.Length - 1);
            return $"{body[..at]}{c}{body[(at + 1)..]}";
        });
        Gen.OneOf(Gen.String, mutated).Sample(
            static body =>
            {
                try
                {
                    IndexMailWork.Parse(body);
                }
                catch (FormatException)
                {
                    // The only one there may be.
                }
            },
            iter: Iterations.Of(3_000));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(250, 3)]
    public void Bodies_AnyNumber_SplitsByAHundredAndLosesNone(int count, int bodies)
    {
        var ids = Enumerable.Range(0, count).Select(static i => new EmailId($"{i:D52}")).ToList();

        var items = IndexMailWork.Bodies(UserId.Local, ids).ToList();

        items.Count.ShouldBe(bodies);
        items.SelectMany(static b => IndexMailWork.Parse(b).Emails).ShouldBe(ids);
        items.ShouldAllBe(static b => System.Text.Encoding.UTF8.GetByteCount(b) <= WorkItem.MaxBodyBytes);
    }
}

using CsCheck;
using InboxMind.Core.Mail.Heads;

namespace InboxMind.Core.Tests.Mail;

public sealed class HeadPackTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aZ ü漢\"\0,<>@"], 0, 200];

    private static readonly Gen<string> Ids = Gen.OneOf(Text, Gen.String[Gen.Char["abcxyz234567"], 51, 53]);

    private static readonly Gen<IReadOnlyList<MailAddress>> People = Gen
        .Select(Gen.String[Gen.Char["ab"], 0, 2], Gen.String[Gen.Char["xy@"], 0, 3], static (name, of) => new MailAddress(name, of))
        .Array[0, 4].Select(static l => (IReadOnlyList<MailAddress>)l);

    private static readonly Gen<MailHead> Heads = Gen.Select(
        Gen.Select(Ids, Ids, Text), Gen.Select(People, People, People), Text.Array[0, 3], Gen.Long[-62_135_596_800, 253_402_300_799],
        Gen.Select(Gen.Bool, Gen.Int[0, 2], Gen.Enum<MailKind>()),
        static (texts, people, files, date, rest) => new MailHead(
            new EmailId(texts.Item1), new ThreadId(texts.Item2), DateTimeOffset.FromUnixTimeSeconds(date), texts.Item3,
            people.Item1, people.Item2, people.Item3, files)
        {
            IsOfList = rest.Item1,
            Asks = rest.Item2 switch { 0 => null, 1 => false, _ => true },
            Kind = rest.Item3,
        });

    [Fact]
    public void Of_AnyHeads_AreReadAsTheyWere() => Heads.List[0, 40].Sample(
        static heads =>
        {
            var pack = HeadPack.Of(heads);

            var read = new HeadPack(pack.Data.ToArray(), 7, []);

            read.Count.ShouldBe(heads.Count);
            var addresses = read.Addresses();
            addresses.ShouldBeUnique();
            foreach (var (head, i) in heads.Select(static (h, i) => (h, i)))
            {
                read.Head(i, a => addresses[a]).ShouldBeEquivalentTo(head);
                read.Date(i).ShouldBe(head.Date.ToUnixTimeSeconds());
            }
        }, iter: Iterations.Of(200));

    [Fact]
    public void Of_Ids_TakeLessAndStandInTheirOrder() => Gen.String[Gen.Char["abcxyz234567"], 52, 52].Array[2].Sample(
        static ids =>
        {
            var pack = HeadPack.Of([.. ids.Select(Head)]);
            pack.Data.Length.ShouldBeLessThan(2 * 100);
            HeadReader first = pack.People(0), second = pack.People(1);
            first.SkipPeople();
            second.SkipPeople();

            var order = first.Id(out var isPacked).SequenceCompareTo(second.Id(out _));

            Math.Sign(order).ShouldBe(Math.Sign(string.CompareOrdinal(ids[0], ids[1])));
            isPacked.ShouldBeTrue();
        }, iter: Iterations.Of(200));

    [Fact]
    public void Of_TooMany_IsRefused()
    {
        var head = Head("a");

        HeadPack.Of([.. Enumerable.Repeat(head, HeadPack.MaxCount)]).Count.ShouldBe(HeadPack.MaxCount);
        Should.Throw<ArgumentOutOfRangeException>(() => HeadPack.Of([.. Enumerable.Repeat(head, HeadPack.MaxCount + 1)]));
    }

    [Fact]
    public void IsCurrent_AnotherVersion_IsNot()
    {
        var data = HeadPack.Of([]).Data.ToArray();
        HeadPack.IsCurrent(data).ShouldBeTrue();
        HeadPack.IsCurrent(data.AsSpan(0, 3)).ShouldBeFalse();

        data[0]++;

        HeadPack.IsCurrent(data).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new HeadPack(data, null, []));
    }

    private static MailHead Head(string id) => new(new EmailId(id), new ThreadId(id), DateTimeOffset.UnixEpoch, "", [], [], [], []);
}

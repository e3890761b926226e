using InboxMind.Core.Counting;

namespace InboxMind.Core.Tests.Counting;

public sealed class KnownPeopleTests
{
    private static readonly KnownPeople People = Of(
        "Anna Berg <anna@north.example>", "Anna Berg <anna@north.example>", "anna.berg@home.example", "Will Stone <will@stone.example>",
        "steven.marsh@north.example", "steven.marsh@north.example", "steven.marsh@north.example", "steven.marsh@north.example",
        "steve.duffield@north.example", "bwortmann@grid.example", "j..marsh@north.example", "amanda.marsh@north.example");

    [Theory]
    [InlineData("Anna Berg", "anna@north.example", "anna.berg@home.example")]
    [InlineData("anna berg", "anna@north.example", "anna.berg@home.example")]
    [InlineData("Will", "will@stone.example")]
    [InlineData("Steve Duffield", "steve.duffield@north.example")]
    [InlineData("Bernd Wortmann", "bwortmann@grid.example")]
    [InlineData("AMANDA.MARSH@north.example", "amanda.marsh@north.example")]
    public void Find_NameOfSomeone_GivesTheirAddresses(string name, params string[] addresses) =>
        People.Find(name)!.Addresses.ShouldBe(addresses, ignoreOrder: true);

    [Fact]
    public void Find_ShortName_MeansThoseCalledSo() =>
        People.Find("Steve Marsh")!.Addresses.ShouldBe(["steven.marsh@north.example", "j..marsh@north.example"], ignoreOrder: true);

    [Fact]
    public void Find_NameOfADomain_IsItsOrganisation()
    {
        var match = People.Find("Grid")!;

        match.IsOrganisation.ShouldBeTrue();
        match.Addresses.ShouldBe(["bwortmann@grid.example"]);
    }

    [Theory]
    [InlineData("Beatrix Holm")]
    [InlineData("Anna Stone")]
    [InlineData("")]
    [InlineData("the")]
    [InlineData("com")]
    public void Find_NobodyOfThatName_IsNull(string name) => People.Find(name).ShouldBeNull();

    private static KnownPeople Of(params string[] senders) =>
        Registers.Of(senders.Select(static (s, i) => Head(i, s))).People;

    private static MailHead Head(int number, string sender)
    {
        var at = sender.IndexOf('<');
        var address = at < 0 ? new MailAddress("", sender) : new MailAddress(sender[..at].Trim(), sender[(at + 1)..^1]);
        return new MailHead(
            new EmailId($"mail{number}"), new ThreadId($"thread{number}"), DateTimeOffset.UnixEpoch.AddDays(number), "", [address], [],
                [], []);
    }
}

using InboxMind.Core.Privacy;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Privacy;

/// <summary>What <see cref="IMailExport"/> promises.</summary>
public abstract class MailExportContract : Contract
{
    protected abstract IMailExport Export { get; }

    protected abstract IMailStore Store { get; }

    [Fact]
    public async Task ListAsync_MessageInTwoMailboxes_ComesOnceWithAllPlaces()
    {
        await Store.SaveAsync(
            Anna,
            [
                Mail("one"), Mail("two", minute: 1),
                Mail("one") with { Placement = Place("one", "Archive", "work", MailFlags.Seen) with { Labels = "a\nb" } },
                Mail("three", minute: 2) with
                {
                    Placement = Place("three", mailbox: "work"),
                    Message = Message("three", minute: 2) with { DateSource = DateSource.Storage, Protection = "encrypted with PGP" },
                },
            ],
            Cancellation);

        (await Export.MailboxesAsync(Anna, Cancellation)).Select(static m => m.Value).ShouldBe(["home", "work"]);
        var home = await ListAsync(Anna, "home");
        home.Select(static m => Name(m.Id)).ShouldBe(["one", "two"]);
        (home[0].DateSource, home[0].Protection).ShouldBe((DateSource.Header, null));
        var work = (await ListAsync(Anna, "work")).ShouldHaveSingleItem();
        (Name(work.Id), work.DateSource, work.Protection).ShouldBe(("three", DateSource.Storage, "encrypted with PGP"));
        home[0].Placements.Select(static p => (p.Mailbox.Value, p.Folder, p.Flags, p.Labels))
            .ShouldBe([("home", "INBOX", MailFlags.None, ""), ("work", "Archive", MailFlags.Seen, "a\nb")]);
        (home[0].Sender, home[0].Date, home[0].Size).ShouldBe(("anna@example.com", Start, 3));
    }

    [Fact]
    public async Task ListAsync_AfterAndLimit_GiveEachOnce()
    {
        await Store.SaveAsync(Anna, [.. Enumerable.Range(0, 7).Select(static i => Mail($"m{i}", minute: i / 3))], Cancellation);
        var seen = new List<string>();
        IReadOnlyList<ExportedMail> page;
        do
        {
            page = await Export.ListAsync(Anna, new MailboxId("home"), await LastAsync(seen), 2, Cancellation);
            seen.AddRange(page.Select(static m => Name(m.Id)));
        }
        while (page.Count > 0);

        seen.ShouldBe(Enumerable.Range(0, 7).Select(static i => $"m{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Everything_OfAnotherUser_IsNotThere()
    {
        await Store.SaveAsync(Anna, [Mail("one")], Cancellation);
        await Store.SetAsideAsync(Anna, Quarantined("bad"), "raw"u8.ToArray(), Cancellation);

        (await Export.MailboxesAsync(Mallory, Cancellation)).ShouldBeEmpty();
        (await ListAsync(Mallory, "home")).ShouldBeEmpty();
        (await Export.ListSetAsideAsync(Mallory, after: null, 10, Cancellation)).ShouldBeEmpty();
        (await Export.OpenSetAsideAsync(Mallory, Id("bad"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Quarantine_Pages_GiveBytesAndReasons()
    {
        string[] names = ["a", "b", "c"];
        foreach (var name in names)
            await Store.SetAsideAsync(Anna, Quarantined(name), System.Text.Encoding.UTF8.GetBytes(name), Cancellation);

        var first = await Export.ListSetAsideAsync(Anna, after: null, 2, Cancellation);
        var second = await Export.ListSetAsideAsync(Anna, first[1].Id, 2, Cancellation);

        first.Concat(second).Select(static q => Name(q.Id)).ShouldBe(names, ignoreOrder: true);
        first[0].ShouldBe(Quarantined(Name(first[0].Id)));
        await using var raw = (await Export.OpenSetAsideAsync(Anna, Id("b"), Cancellation)).ShouldNotBeNull();
        using var bytes = new MemoryStream();
        await raw.CopyToAsync(bytes, Cancellation);
        bytes.ToArray().ShouldBe("b"u8.ToArray());
    }

    private static SetAsideMail Quarantined(string name) => new(Id(name), new MailboxId("home"), "source", "reason", Start);

    private Task<IReadOnlyList<ExportedMail>> ListAsync(Owner owner, string mailbox) =>
        Export.ListAsync(owner, new MailboxId(mailbox), after: null, 100, Cancellation);

    private async Task<ExportedMail?> LastAsync(List<string> seen) =>
        seen.Count == 0 ? null : (await ListAsync(Anna, "home")).Single(m => Name(m.Id) == seen[^1]);
}

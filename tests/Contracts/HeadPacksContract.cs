using CsCheck;
using InboxMind.Core.Mail.Heads;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IHeadPacks"/> promises: the heads are those of the store, whatever became of the mail.</summary>
public abstract class HeadPacksContract : Contract
{
    /// <summary>So many messages are packed whatever the store takes for worth it.</summary>
    private const int Many = 40;

    private int _version = 10;

    protected abstract IMailStore Store { get; }

    protected abstract IMailReadings Readings { get; }

    protected abstract IHeadPacks Packs { get; }

    [Fact]
    public async Task ReadAsync_NothingStored_IsNotWorthIt() => (await Packs.ReadAsync(Anna, Cancellation)).ShouldBeNull();

    [Fact]
    public async Task ReadAsync_MoreThanOnePack_GivesEachHeadOnce()
    {
        await SaveAsync(Anna, 700);

        (await PackedAsync()).ShouldBe(await StoredAsync());
        (await PackedAsync()).ShouldBe(await StoredAsync(), "now they are kept");
    }

    [Fact]
    public async Task ReadAsync_MailOfAnotherBetween_IsNotRead()
    {
        for (var i = 0; i < 4; i++)
        {
            await SaveAsync(Anna, Many, $"a{i}");
            await SaveAsync(Mallory, Many, $"m{i}");
        }

        (await PackedAsync()).Count.ShouldBe(4 * Many);
        (await PackedAsync()).ShouldBe(await StoredAsync());
    }

    [Fact]
    public async Task ReadAsync_AlmostAllMailIsOfOthers_IsNotWorthIt()
    {
        for (var i = 0; i < 3; i++)
        {
            await SaveAsync(Anna, 1, $"a{i}");
            await SaveAsync(Mallory, 300, $"m{i}");
        }

        (await Packs.ReadAsync(Anna, Cancellation)).ShouldBeNull();
        (await Packs.ReadAsync(Mallory, Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task ReadAsync_ReadAgainByANewerVersion_GivesWhatItRead()
    {
        await SaveAsync(Anna, Many);
        await PackedAsync();
        var changed = Message("n3") with
        {
            Subject = "Another",
            Date = Start.AddYears(1),
            To = [new MailAddress("Cora", "cora@example.com")],
        };

        (await ReadAgainAsync(changed)).ShouldBe([Id("n3")]);

        (await PackedAsync()).ShouldBe(await StoredAsync());
    }

    /// <summary>The mail that joins them lies in a pack of its own.</summary>
    [Fact]
    public async Task ReadAsync_LateMailJoinsConversationsOfAnEarlierPack_GivesTheirThread()
    {
        await SaveAsync(Anna, 300);
        await PackedAsync();

        await Store.SaveAsync(Anna, [Mail("late", 1, "n3@example.com", "n5@example.com")], Cancellation);

        (await PackedAsync()).ShouldBe(await StoredAsync());
    }

    [Fact]
    public async Task KeepTextsAsync_Digests_AreReadUntilTheMailChanges()
    {
        await SaveAsync(Anna, Many);
        await PackedAsync();
        var pack = (await ReadAsync()).ShouldHaveSingleItem();
        pack.SetText(3, 17);
        pack.Text(4).ShouldBeNull();

        await Packs.KeepTextsAsync(Anna, [pack], Cancellation);

        (await ReadAsync())[0].Text(3).ShouldBe((UInt128)17);
        (await ReadAsync())[0].Text(4).ShouldBeNull();
        await Store.DeleteAsync(Anna, [Id("n3")], Cancellation);
        await PackedAsync();
        await Packs.KeepTextsAsync(Anna, [pack], Cancellation);
        (await ReadAsync())[0].Text(3).ShouldBeNull("it is of another mail");
    }

    [Fact]
    public async Task KeepTextsAsync_PackOfAnother_IsLeftAlone()
    {
        await SaveAsync(Anna, Many);
        await PackedAsync();
        var pack = (await ReadAsync())[0];
        pack.SetText(3, 17);

        await Packs.KeepTextsAsync(Mallory, [pack], Cancellation);

        (await ReadAsync())[0].Text(3).ShouldBeNull();
    }

    /// <summary>Whatever happens in whatever order, the packs are as the store is.</summary>
    [Fact]
    public async Task ReadAsync_AnyChanges_IsAsTheStore()
    {
        await SaveAsync(Anna, Many);
        await Gen.Select(Gen.Int[0, 5], Gen.Int[0, 2 * Many], Gen.Int[0, 2 * Many]).Array[1, 3].SampleAsync(
            async steps =>
            {
                foreach (var (kind, one, other) in steps)
                    await ChangeAsync(kind, one, other);
                (await PackedAsync()).ShouldBe(await StoredAsync());
            }, iter: 100, threads: 1);
    }

    private Task ChangeAsync(int kind, int one, int other) => kind switch
    {
        0 => Store.DeleteAsync(Anna, [Id($"n{one}")], Cancellation),
        1 => Store.SaveAsync(Anna, [Mail($"n{one}", one)], Cancellation),
        2 => Store.SaveAsync(Anna, [Mail($"j{one}.{other}", one, $"n{one}@example.com", $"n{other}@example.com")], Cancellation),
        3 => Store.SaveAsync(
            Anna, [Mail($"n{one}", one) with { Placement = Place($"n{one}", "Moved", flags: MailFlags.Seen) }], Cancellation),
        4 => ReadAgainAsync(Message($"n{one}", other) with { Subject = $"Subject {other}" }, $"n{other}@example.com"),
        _ => Packs.ReadAsync(Anna, Cancellation),
    };

    /// <summary>Writes what a newer version than any before reads in a mail.</summary>
    private Task<IReadOnlyList<EmailId>> ReadAgainAsync(MailMessage message, params string[] references) => Readings.SaveAsync(
        Anna, ++_version,
        [new MailReading(message.Id, new ThreadClues(message.Id, message.MessageId, message.Subject, references, null), message)],
        Cancellation);

    private async Task SaveAsync(Owner owner, int count, string name = "n") =>
        await Store.SaveAsync(owner, [.. Enumerable.Range(0, count).Select(i => Mail($"{name}{i}", i))], Cancellation);

    private async Task<IReadOnlyList<HeadPack>> ReadAsync() => (await Packs.ReadAsync(Anna, Cancellation)).ShouldNotBeNull();

    private async Task<List<string>> PackedAsync() => [.. (await ReadAsync()).SelectMany(Heads).Select(Told).Order()];

    private static IEnumerable<MailHead> Heads(HeadPack pack)
    {
        var addresses = pack.Addresses();
        return Enumerable.Range(0, pack.Count).Select(i => pack.Head(i, a => addresses[a]));
    }

    private async Task<List<string>> StoredAsync() => [.. (await Store.HeadsAsync(Anna, null, 10_000, Cancellation)).Select(Told).Order()];

    private static string Told(MailHead head) => $"{Name(head.Id)} {head.Thread.Value} {head.Date:u} {head.Subject} "
        + $"{string.Join(',', head.From)} {string.Join(',', head.To)} {string.Join(',', head.Cc)} {string.Join(',', head.Attachments)} "
        + $"{head.IsOfList} {head.Asks} {head.Kind}";
}

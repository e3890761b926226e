using System.Text;
using InboxMind.Core.Privacy;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What raw mail promises, wherever it lies: with its message, or apart from it.</summary>
public abstract class RawMailContract : Contract
{
    protected abstract IMailStore Store { get; }

    protected abstract IMailboxStore Mailboxes { get; }

    protected abstract IMailExport Export { get; }

    /// <summary>All that holds something of users.</summary>
    protected abstract IReadOnlyList<IUserData> Data { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(3_000)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(300_000)]
    public async Task OpenRawAsync_StoredMail_IsAStreamOfKnownLengthBesideItsText(int length)
    {
        var raw = Bytes(length);
        await Store.SaveAsync(Anna, [Mail("one").WithRaw(raw)], Cancellation);

        await using var stream = (await Store.OpenRawAsync(Anna, Id("one"), Cancellation)).ShouldNotBeNull();

        stream.Length.ShouldBe(raw.Length);
        (await ReadAsync(stream)).ShouldBe(raw);
        stream.Position.ShouldBe(raw.Length);
        (await Store.GetAsync(Anna, [Id("one")], Cancellation)).ShouldHaveSingleItem().Message.Text.ShouldBe("Text of one");
    }

    [Theory]
    [InlineData(7_000)]
    [InlineData(100_000)]
    public async Task OpenRawAsync_SoughtForward_GoesOnFromThere(int length)
    {
        var raw = Bytes(length);
        await Store.SaveAsync(Anna, [Mail("one").WithRaw(raw)], Cancellation);
        await using var stream = (await Store.OpenRawAsync(Anna, Id("one"), Cancellation)).ShouldNotBeNull();

        stream.Seek(5_001, SeekOrigin.Begin).ShouldBe(5_001);

        (await ReadAsync(stream)).ShouldBe(raw[5_001..]);
        Should.Throw<NotSupportedException>(() => stream.Position = 0);
    }

    [Fact]
    public async Task OpenRawAsync_OtherOwnerOrNoSuchMail_IsNull()
    {
        await Store.SaveAsync(Anna, [Mail("one")], Cancellation);

        (await Store.OpenRawAsync(Mallory, Id("one"), Cancellation)).ShouldBeNull();
        (await Store.OpenRawAsync(Anna, Id("two"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SaveAsync_SameMailOfTwoOwners_AreTwoMails()
    {
        await Store.SaveAsync(Anna, [Mail("one").WithRaw("Anna's"u8.ToArray())], Cancellation);
        await Store.SaveAsync(Mallory, [Mail("one").WithRaw("Mallory's"u8.ToArray())], Cancellation);

        await Store.DeleteAsync(Mallory, [Id("one")], Cancellation);

        (await TextAsync("one")).ShouldBe("Anna's");
    }

    [Fact]
    public async Task SaveAsync_AfterDelete_HasItsRawMailAgain()
    {
        for (var i = 0; i < 3; i++)
        {
            await Store.SaveAsync(Anna, [Mail("one").WithRaw("bytes"u8.ToArray())], Cancellation);
            (await TextAsync("one")).ShouldBe("bytes");
            await Store.DeleteAsync(Anna, [Id("one")], Cancellation);
            (await TextAsync("one")).ShouldBeNull();
        }
    }

    [Fact]
    public async Task SaveAsync_DeletedAllTheWhile_EndsWithItsRawMail()
    {
        var deleting = Task.Run(
            async () =>
            {
                for (var i = 0; i < 20; i++)
                    await Store.DeleteAsync(Anna, [Id("0"), Id("1"), Id("2")], Cancellation);
            },
            Cancellation);
        for (var i = 0; i < 20; i++)
        {
            try
            {
                await Store.SaveAsync(Anna, [Mail("0"), Mail("1"), Mail("2")], Cancellation);
            }
            catch (Core.Work.StorageUnusableException)
            {
                // It came in between every time: the caller tries again.
            }
        }

        await deleting;
        await Store.SaveAsync(Anna, [Mail("0"), Mail("1"), Mail("2")], Cancellation);

        foreach (var name in (string[])["0", "1", "2"])
            (await TextAsync(name)).ShouldBe(name);
    }

    [Fact]
    public async Task OpenQuarantinedAsync_SetAside_GivesItsBytesUntilItIsDeleted()
    {
        await SetAsideAsync("bad", "no mail at all");
        await SetAsideAsync("empty", "");

        (await SetAsideMailAsync("bad")).ShouldBe("no mail at all");
        (await SetAsideMailAsync("empty")).ShouldBe("");
        (await Export.OpenSetAsideAsync(Mallory, Id("bad"), Cancellation)).ShouldBeNull();

        (await Store.DeleteSetAsideAsync(Anna, 10, Cancellation)).ShouldBe(2);
        (await SetAsideMailAsync("bad")).ShouldBeNull();
        (await SetAsideMailAsync("empty")).ShouldBeNull();
    }

    [Fact]
    public async Task RemoveAsync_MailboxWithMailSetAside_LeavesNone()
    {
        var mailbox = new MailboxId("home");
        await Mailboxes.SaveAsync(Anna, new Mailbox(mailbox, MailboxKind.Import, "Home"), Cancellation);
        await SetAsideAsync("bad", "no mail at all");

        await Mailboxes.RemoveAsync(Anna, mailbox, Cancellation);

        (await SetAsideMailAsync("bad")).ShouldBeNull();
    }

    [Fact]
    public async Task EraseAsync_Owner_LeavesOthers()
    {
        await Store.SaveAsync(Anna, [Mail("one"), Mail("two")], Cancellation);
        await SetAsideAsync("bad", "no mail at all");
        await Store.SaveAsync(Mallory, [Mail("one")], Cancellation);

        (await EraseAsync(Anna)).ShouldBeTrue();
        (await EraseAsync(Anna)).ShouldBeFalse();

        (await TextAsync("one")).ShouldBeNull();
        (await SetAsideMailAsync("bad")).ShouldBeNull();
        (await Store.GetRawAsync(Mallory, Id("one"), Cancellation)).ShouldBe("one"u8.ToArray());
    }

    /// <summary>Erases until nothing is left, as the erasure of an account does.</summary>
    /// <returns>Whether there was anything.</returns>
    protected async Task<bool> EraseAsync(Owner owner)
    {
        var found = false;
        bool more;
        do
        {
            more = false;
            foreach (var data in Data)
                more |= await data.EraseAsync(owner, Cancellation);
            found |= more;
        }
        while (more);

        return found;
    }

    protected Task SetAsideAsync(string name, string raw) => Store.SetAsideAsync(
        Anna, new SetAsideMail(Id(name), new MailboxId("home"), "source", "reason", Start), Encoding.UTF8.GetBytes(raw), Cancellation);

    private async Task<string?> TextAsync(string name) =>
        await Store.GetRawAsync(Anna, Id(name), Cancellation) is { } raw ? Encoding.UTF8.GetString(raw) : null;

    private async Task<string?> SetAsideMailAsync(string name)
    {
        await using var stream = await Export.OpenSetAsideAsync(Anna, Id(name), Cancellation);
        return stream is null ? null : Encoding.UTF8.GetString(await ReadAsync(stream));
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Cancellation);
        return bytes.ToArray();
    }

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}

using System.Text;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailReadings"/> promises.</summary>
public abstract class MailReadingsContract : Contract
{
    private const int Version = 7;

    protected abstract IMailStore Store { get; }

    protected abstract IMailReadings Readings { get; }

    [Fact]
    public async Task OlderAsync_MailOfSeveralVersions_GivesWhatAnEarlierOneRead()
    {
        await SaveAsync(("old", 3), ("older", 0), ("this", Version), ("newer", Version + 1));

        (await OlderAsync()).ShouldBe([Id("old"), Id("older")], ignoreOrder: true);
        (await Readings.OlderAsync(Anna, Version, 1, Cancellation)).Count.ShouldBe(1);
        (await CountAsync()).ShouldBe(new ReadingCounts(2, 0));
        (await Readings.OlderAsync(Mallory, Version, 10, Cancellation)).ShouldBeEmpty();
        (await Readings.CountAsync(Mallory, Version, Cancellation)).ShouldBe(default);
    }

    [Fact]
    public async Task SaveAsync_NothingChanged_IsDoneAndTheIndexNeedsNothing()
    {
        await SaveAsync(("one", 1));
        var before = await IndexedAsync("one");

        (await Readings.SaveAsync(Anna, Version, [Same("one")], Cancellation)).ShouldBeEmpty();

        var after = await OneAsync("one");
        (after.Version, after.IndexedVersion, after.Thread).ShouldBe((before.Version, before.IndexedVersion, before.Thread));
        after.Message.ShouldBeTheSameAs(before.Message);
        (await CountAsync()).ShouldBe(default);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(400_000)]
    public async Task SaveAsync_Changed_IsStoredAndHasToBeIndexed(int length)
    {
        await SaveAsync(("one", 1), ("two", 1));
        var before = await IndexedAsync("one");
        var changed = Changed("one", length);

        (await Readings.SaveAsync(Anna, Version, [Reading(changed), Same("two")], Cancellation)).ShouldBe([Id("one")]);

        var after = await OneAsync("one");
        after.Message.ShouldBeTheSameAs(changed);
        (after.Version, after.IsIndexed, after.Thread).ShouldBe((before.Version + 1, false, before.Thread));
        after.Folders.ShouldBe(before.Folders);
        (await Store.UnindexedAsync(Anna, [Id("one")], Cancellation)).ShouldBe([Id("one")]);
        (await Store.GetRawAsync(Anna, Id("one"), Cancellation)).ShouldBe("one"u8.ToArray());
        (await ListedAsync()).ShouldBe([Id("two"), Id("one")], "by the new date");
        (await CountAsync()).ShouldBe(default);
    }

    [Fact]
    public async Task SaveAsync_LongTextThatIsShortNow_IsReadWhole()
    {
        await SaveAsync(("one", 1));
        await Readings.SaveAsync(Anna, Version, [Reading(Changed("one", 400_000))], Cancellation);

        await Readings.SaveAsync(Anna, Version + 1, [Reading(Changed("one", 3))], Cancellation);

        (await OneAsync("one")).Message.ShouldBeTheSameAs(Changed("one", 3));
        await Store.DeleteAsync(Anna, [Id("one")], Cancellation);
        (await Store.GetRawAsync(Anna, Id("one"), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task SaveAsync_CouldNotBeRead_KeepsWhatWasRead()
    {
        await SaveAsync(("one", 1));
        var before = await OneAsync("one");

        (await Readings.SaveAsync(Anna, Version, [new MailReading(Id("one"), null, null)], Cancellation)).ShouldBeEmpty();

        (await OneAsync("one")).Message.ShouldBeTheSameAs(before.Message);
        (await OlderAsync()).ShouldBeEmpty();
        (await CountAsync()).ShouldBe(new ReadingCounts(0, 1));
        (await Readings.OlderAsync(Anna, Version + 1, 10, Cancellation)).ShouldBe([Id("one")], "the next version tries again");
        await Readings.SaveAsync(Anna, Version + 1, [Same("one")], Cancellation);
        (await Readings.CountAsync(Anna, Version + 1, Cancellation)).ShouldBe(default);
    }

    [Fact]
    public async Task SaveAsync_TwiceOrByAnEarlierVersion_ChangesNothing()
    {
        await SaveAsync(("one", 1));
        await Readings.SaveAsync(Anna, Version, [Reading(Changed("one", 10))], Cancellation);
        var before = await OneAsync("one");

        foreach (var version in (int[])[Version, Version - 1])
            (await Readings.SaveAsync(Anna, version, [Reading(Changed("one", 50))], Cancellation)).ShouldBeEmpty();

        var after = await OneAsync("one");
        after.Message.ShouldBeTheSameAs(before.Message);
        after.Version.ShouldBe(before.Version);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(400_000)]
    public async Task SaveAsync_DeletedMeanwhile_StaysDeleted(int length)
    {
        await SaveAsync(("one", 1), ("two", 1));
        await Store.DeleteAsync(Anna, [Id("one")], Cancellation);

        var readings = new[] { Reading(Changed("one", length)), Reading(Changed("two", 10)) };
        (await Readings.SaveAsync(Anna, Version, readings, Cancellation)).ShouldBe([Id("two")]);

        (await Store.GetAsync(Anna, [Id("one")], Cancellation)).ShouldBeEmpty();
        (await CountAsync()).ShouldBe(default);
    }

    [Fact]
    public async Task SaveAsync_AnotherUser_ChangesNothing()
    {
        await SaveAsync(("one", 1));

        (await Readings.SaveAsync(Mallory, Version, [Reading(Changed("one", 10))], Cancellation)).ShouldBeEmpty();

        (await OneAsync("one")).Message.Text.ShouldBe("Text of one");
        (await OlderAsync()).ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task SaveAsync_ReferenceThatWasNotSeenBefore_JoinsTheThreads()
    {
        await SaveAsync(("one-1", 1), ("two-1", 1), ("three-1", 1));
        var root = (await OneAsync("one-1")).Thread;
        var clues = Same("three-1").Clues! with { References = ["one-1@example.com", "two-1@example.com"] };

        await Readings.SaveAsync(Anna, Version, [new MailReading(Id("three-1"), clues, null)], Cancellation);

        (await Store.GetThreadAsync(Anna, root, 10, Cancellation)).Select(static m => m.Message.Id)
            .ShouldBe([Id("one-1"), Id("two-1"), Id("three-1")]);
        (await OneAsync("three-1")).Thread.ShouldBe(root);
    }

    [Fact]
    public async Task SaveAsync_MailWithoutAnyId_StaysInItsThread()
    {
        var mail = Mail("one").WithoutMessageId() with { ConversationMark = "\nhome\n17", Reading = 1 };
        await Store.SaveAsync(Anna, [mail], Cancellation);
        var thread = (await OneAsync("one")).Thread;

        await Readings.SaveAsync(
            Anna, Version, [new MailReading(Id("one"), ThreadClues.Of(mail) with { Mark = null }, null)], Cancellation);

        (await OneAsync("one")).Thread.ShouldBe(thread);
    }

    [Fact]
    public async Task SaveAsync_MoreThanFitsAtOnce_IsDoneWhole()
    {
        List<string> names = [.. Enumerable.Range(0, 130).Select(static i => $"mail {i}")];
        await SaveAsync([.. names.Select(static n => (n, 1))]);

        var changed = await Readings.SaveAsync(Anna, Version, [.. names.Select(static n => Reading(Changed(n, 9_000)))], Cancellation);

        changed.ShouldBe(names.Select(Id));
        (await CountAsync()).ShouldBe(default);
    }

    private static MailReading Same(string name) => new(Id(name), ThreadClues.Of(Mail(name)), null);

    private static MailReading Reading(MailMessage message) =>
        new(message.Id, new ThreadClues(message.Id, message.MessageId, message.Subject, [], null), message);

    /// <summary>The message with another content, of which so much text does not compress.</summary>
    private static MailMessage Changed(string name, int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
            text.Append((i * 7919L * 104729L % 1_000_003L).ToString("x", System.Globalization.CultureInfo.InvariantCulture));
        return Message(name, minute: -5, text: text.ToString()[..length]) with
        {
            Subject = $"Another subject of {name}",
            From = [new MailAddress("Änne Berg", "anne@example.com")],
            Cc = [new MailAddress("", "cc@example.com")],
            Attachments = [new AttachmentInfo("plan.pdf", "application/pdf", 12, null, false)],
            Protection = "signed",
            Kind = MailKind.Bulk,
            ListId = "<list.example.com>",
            DateSource = DateSource.Received,
        };
    }

    private Task<IReadOnlyList<EmailId>> OlderAsync() => Readings.OlderAsync(Anna, Version, 10, Cancellation);

    private Task<ReadingCounts> CountAsync() => Readings.CountAsync(Anna, Version, Cancellation);

    private async Task<IReadOnlyList<EmailId>> ListedAsync() =>
        [.. (await Store.ListAsync(Anna, MailConditions.None, new MailRange(null, 0, 10), Cancellation)).Select(static p => p.Id)];

    private async Task SaveAsync(params (string Name, int Reading)[] mails) =>
        await Store.SaveAsync(Anna, [.. mails.Select(static m => Mail(m.Name) with { Reading = m.Reading })], Cancellation);

    private async Task<StoredMail> IndexedAsync(string name)
    {
        var stored = await OneAsync(name);
        await Store.MarkIndexedAsync(Anna, [(Id(name), stored.Version)], AnyIndex, Cancellation);
        return await OneAsync(name);
    }

    private async Task<StoredMail> OneAsync(string name) =>
        (await Store.GetAsync(Anna, [Id(name)], Cancellation)).ShouldHaveSingleItem();
}

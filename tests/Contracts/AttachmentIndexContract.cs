using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Search;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IAttachmentIndex"/> promises.</summary>
public abstract class AttachmentIndexContract : Contract
{
    private const int Version = 3;

    protected abstract IMailIndex Index { get; }

    protected abstract IAttachmentIndex Attachments { get; }

    [Fact]
    public async Task WithoutAttachmentsAsync_SomeMails_GivesThoseWithFilesNewestFirst()
    {
        await WriteAsync(WithFiles("old", 1), WithFiles("new", 9), Indexed("bare"));

        (await WaitingAsync()).ShouldBe([Id("new"), Id("old")]);
        (await Attachments.WithoutAttachmentsAsync(Anna, Version, 1, Cancellation)).ShouldBe([Id("new")]);
        (await Attachments.WithoutAttachmentsAsync(Mallory, Version, 10, Cancellation)).ShouldBeEmpty();
        (await CountAsync()).Waiting.ShouldBe(2);
    }

    [Fact]
    public async Task WriteAttachmentsAsync_Text_IsFoundAndGivenBackWithItsPlaces()
    {
        await WriteAsync(WithFiles("one"), WithFiles("two"));
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "the rent is due in harbourmaster's office")], Cancellation);

        (await FindAsync("harbourmaster")).ShouldBe(["one"]);
        (await FindAsync("\"rent is due\"")).ShouldBe(["one"]);
        (await WaitingAsync()).ShouldBe([Id("two")]);
        var read = await Attachments.AttachmentsAsync(Anna, [Id("one"), Id("two")], Cancellation);
        read.Keys.ShouldBe([Id("one")]);
        read[Id("one")][0].Passages.Single().ShouldBe(
            new AttachmentPassage("the rent is due in harbourmaster's office") { Entry = "a/b.pdf", Page = 3 });
        read[Id("one")][1].Outcome.ShouldBe(AttachmentOutcome.Encrypted);
        (await Attachments.AttachmentsAsync(Mallory, [Id("one")], Cancellation)).ShouldBeEmpty();
        var counts = await CountAsync();
        (counts.Waiting, counts[AttachmentOutcome.Read], counts[AttachmentOutcome.Encrypted]).ShouldBe((1, 1, 1));
    }

    [Fact]
    public async Task WriteAttachmentsAsync_NewText_AdvancesTheRevisionOnce()
    {
        await WriteAsync(WithFiles("one"));
        var before = await Index.RevisionAsync(Anna, Cancellation);
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "rent")], Cancellation);
        var after = await Index.RevisionAsync(Anna, Cancellation);
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "rent")], Cancellation);

        after.ShouldBeGreaterThan(before);
        (await Index.RevisionAsync(Anna, Cancellation)).ShouldBe(after);
    }

    [Fact]
    public async Task WriteAttachmentsAsync_OfAnotherVersionOfTheMail_WritesNothing()
    {
        await WriteAsync(WithFiles("one") with { Version = 2 });

        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "harbourmaster")], Cancellation);

        (await FindAsync("harbourmaster")).ShouldBeEmpty();
        (await WaitingAsync()).ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task WriteAttachmentsAsync_OtherText_TakesThePlaceOfTheFirst()
    {
        await WriteAsync(WithFiles("one"));
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "harbourmaster")], Cancellation);

        await Attachments.WriteAttachmentsAsync(Anna, Version + 1, [Read("one", "lighthouse")], Cancellation);

        (await FindAsync("harbourmaster")).ShouldBeEmpty();
        (await FindAsync("lighthouse")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task SearchAsync_WordInAnAttachment_RanksBelowTheMailsOwnWords()
    {
        await WriteAsync(WithFiles("attached"), Indexed("own", $"the harbourmaster {Filler(60)}"), Indexed("other", Filler(40)));
        await Attachments.WriteAttachmentsAsync(
            Anna, Version, [Read("attached", string.Concat(Enumerable.Repeat("harbourmaster ", 200)))], Cancellation);

        (await FindAsync("harbourmaster")).ShouldBe(["own", "attached"]);
    }

    [Fact]
    public async Task WriteAsync_MailChangedAndItsFilesNot_KeepsTheirText()
    {
        await WriteAsync(WithFiles("one"));
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "harbourmaster")], Cancellation);

        await WriteAsync(WithFiles("one") with { Text = "another text", Version = 2 });

        (await FindAsync("harbourmaster")).ShouldBe(["one"]);
        (await FindAsync("another")).ShouldBe(["one"]);
        (await WaitingAsync()).ShouldBeEmpty();
        (await Attachments.AttachmentsAsync(Anna, [Id("one")], Cancellation)).Keys.ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task WriteAsync_OtherFiles_ReadsThemAgain()
    {
        await WriteAsync(WithFiles("one"));
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "harbourmaster")], Cancellation);

        await WriteAsync(WithFiles("one") with { AttachmentNames = "other.pdf", Version = 2 });

        (await FindAsync("harbourmaster")).ShouldBeEmpty();
        (await WaitingAsync()).ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task RemoveAsync_Mail_TakesTheTextOfItsFilesAlong()
    {
        await WriteAsync(WithFiles("one"), WithFiles("two"));
        await Attachments.WriteAttachmentsAsync(Anna, Version, [Read("one", "harbourmaster")], Cancellation);

        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);

        (await FindAsync("harbourmaster")).ShouldBeEmpty();
        (await FindAsync("harbourmastre")).ShouldBeEmpty();
        (await Attachments.AttachmentsAsync(Anna, [Id("one")], Cancellation)).ShouldBeEmpty();
        var counts = await CountAsync();
        (counts.Waiting, counts.Outcomes.Count).ShouldBe((1, 0));
    }

    private static IndexedMail WithFiles(string name, int minute = 0) =>
        Indexed(name, "", minute) with { HasFiles = true, HasAttachments = true, AttachmentNames = "lease.zip", Version = 1 };

    private static MailAttachments Read(string name, string text) => new(
        Id(name), 1, text,
        [
            new AttachmentReading(AttachmentOutcome.Read, [new AttachmentPassage(text) { Entry = "a/b.pdf", Page = 3 }]),
            new AttachmentReading(AttachmentOutcome.Encrypted, []),
        ]);

    private static string Filler(int words) => string.Join(' ', Enumerable.Range(0, words).Select(static i => $"filler{i}"));

    private Task<IndexState> WriteAsync(params IndexedMail[] mails) => Index.WriteAsync(Anna, Model, mails, Cancellation);

    private Task<IReadOnlyList<EmailId>> WaitingAsync() => Attachments.WithoutAttachmentsAsync(Anna, Version, 10, Cancellation);

    private Task<AttachmentCounts> CountAsync() => Attachments.CountAttachmentsAsync(Anna, Version, Cancellation);

    private async Task<List<string>> FindAsync(string query) =>
    [
        .. (await Index.SearchAsync(
            Anna, new IndexQuery(QueryParser.Parse(query, TimeZoneInfo.Utc, default), "", default, 10), Cancellation))
            .Select(static h => Name(h.Id)),
    ];
}

using InboxMind.Azure.Search;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Search;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>What attachments have in the search service beyond what every index promises.</summary>
public sealed class AzureSearchAttachedTests : Contract
{
    private const int Version = 3;

    private readonly SearchAdapter _adapter = new();

    private AzureMailIndex Index => _adapter.Index;

    private SearchServer Server => _adapter.Server;

    [Fact]
    public async Task SearchAsync_WordInAnothersAttachment_FindsAndMovesNothing()
    {
        await WriteAsync(Anna, "one", "the lighthouse keeper's lease");
        var alone = await SearchAsync(Anna, "lighthouse lease");
        await WriteAsync(Mallory, "hers", string.Concat(Enumerable.Repeat("lighthouse harbourmaster ", 50)));
        Server.Filters.Clear();

        (await SearchAsync(Anna, "harbourmaster")).ShouldBeEmpty();
        (await SearchAsync(Anna, "lighthouse lease")).ShouldBe(alone);
        (await Index.AttachmentsAsync(Anna, [Id("hers")], Cancellation)).ShouldBeEmpty();
        (await Index.CountAttachmentsAsync(Anna, Version, Cancellation))[AttachmentOutcome.Read].ShouldBe(1);
        Server.Filters.ShouldAllBe(f => f.StartsWith($"owner eq '{Anna.User.Value}'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EraseAsync_TextOfAttachments_LeavesNothingOfIt()
    {
        await WriteAsync(Anna, "one", "harbourmaster");

        await Index.EraseAsync(Anna, Cancellation);

        Server.Everything().ShouldNotContain("harbourmast");
        Server.Everything().ShouldNotContain(Anna.User.Value);
    }

    [Fact]
    public async Task WriteAttachmentsAsync_ServiceLostMidway_IsDoneTheNextTime()
    {
        await Index.WriteAsync(Anna, Model, [WithFiles("one")], Cancellation);
        Server.Refuse = static _ => 400;
        await Should.ThrowAsync<AzureSearchException>(() => ReadAsync(Anna, "one", "harbourmaster"));
        (await Index.WithoutAttachmentsAsync(Anna, Version, 10, Cancellation)).ShouldBe([Id("one")]);
        Server.Refuse = static _ => 0;

        await ReadAsync(Anna, "one", "harbourmaster");

        (await SearchAsync(Anna, "harbourmaster")).Select(static h => Name(h.Id)).ShouldBe(["one"]);
        (await Index.WithoutAttachmentsAsync(Anna, Version, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task AttachmentsAsync_LargeTexts_AreAskedForInParts()
    {
        var random = new Random(1);
        var large = string.Concat(Enumerable.Range(0, 1_000_000).Select(_ => (char)random.Next(0x4e00, 0x9fff)));
        string[] names = ["one", "two", "three", "four"];
        foreach (var name in names)
            await WriteAsync(Anna, name, "", large);
        Server.Searches.Clear();

        var read = await Index.AttachmentsAsync(Anna, [.. names.Select(Id)], Cancellation);

        read.Values.ShouldAllBe(r => r[0].Passages[0].Text == large);
        Server.Searches.Count.ShouldBeGreaterThan(2, "one would be larger than the service answers");
    }

    [Fact]
    public async Task SearchAsync_WordOfTheMailInOtherForms_StandsAboveAttachments()
    {
        await Index.WriteAsync(
            Anna, Model,
            [
                Indexed("form", "Der Mietvertrag liegt bei.") with { Language = Core.Text.TextLanguage.German },
                WithFiles("attached"), Indexed("other", "Etwas anderes"),
            ],
            Cancellation);
        await ReadAsync(Anna, "attached", "Mietverträge und noch ein Mietvertrag");

        (await SearchAsync(Anna, "Mietverträge")).Select(static h => Name(h.Id)).ShouldBe(["form", "attached"]);
    }

    [Fact]
    public async Task WriteAsync_EarlierLayout_TakesItsModelsAndDeletesWhatTheOwnerHasInIt()
    {
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);
        await Index.WriteAsync(Mallory, Model, [Indexed("hers", "word")], Cancellation);
        Server.Rename(SearchIndexes.Mails, SearchIndexes.EarlierMails);
        var index = _adapter.Create();
        (await index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);

        await index.WriteAsync(Anna, Model, [Indexed("two", "word") with { Chunks = null }], Cancellation);

        (await index.VectorModelsAsync(Anna, Cancellation)).ShouldBe([Model]);
        Server.Count(SearchIndexes.EarlierMails).ShouldBe(2, "the mail and the state of the other user");
        (await index.EraseAsync(Mallory, Cancellation)).ShouldBeTrue();
        Server.Everything().ShouldNotContain(Mallory.User.Value);
        Server.Indexes.ShouldNotContain(SearchIndexes.EarlierMails);
    }

    [Fact]
    public async Task RemoveAsync_MailInTheEarlierLayout_LeavesNothingOfIt()
    {
        await Index.WriteAsync(Anna, Model, [Indexed("one", "word"), Indexed("two", "word")], Cancellation);
        Server.Rename(SearchIndexes.Mails, SearchIndexes.EarlierMails);

        (await _adapter.Create().RemoveAsync(Anna, [Id("one")], Cancellation)).ShouldBeNull();

        Server.Everything().ShouldNotContain(Id("one").Value);
        Server.Everything().ShouldContain(Id("two").Value);
    }

    [Fact]
    public async Task WriteAsync_SemanticRankerSetAndTakenAway_GoesOnInTheSameIndex()
    {
        await _adapter.Create(semantic: true).WriteAsync(Anna, Model, [Indexed("one", "word")], Cancellation);

        await _adapter.Create().WriteAsync(Anna, Model, [Indexed("two", "word")], Cancellation);

        (await SearchAsync(Anna, "word")).Count.ShouldBe(2);
    }

    private static IndexedMail WithFiles(string name) =>
        Indexed(name) with { HasFiles = true, HasAttachments = true, AttachmentNames = "lease.pdf", Version = 1 };

    private async Task WriteAsync(Owner owner, string name, string words, string? text = null)
    {
        await Index.WriteAsync(owner, Model, [WithFiles(name)], Cancellation);
        await ReadAsync(owner, name, words, text);
    }

    private Task ReadAsync(Owner owner, string name, string words, string? text = null) => Index.WriteAttachmentsAsync(
        owner, Version,
        [new MailAttachments(Id(name), 1, words, [new AttachmentReading(AttachmentOutcome.Read, [new AttachmentPassage(text ?? words)])])],
        Cancellation);

    private Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, string query) => Index.SearchAsync(
        owner, new IndexQuery(QueryParser.Parse(query, TimeZoneInfo.Utc, default), "", default, 10), Cancellation);
}

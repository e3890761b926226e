using CsCheck;
using InboxMind.Contracts.Azure.Index;
using InboxMind.Contracts.Embedded;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Search;
using InboxMind.Embedded.Index;
using InboxMind.Testing;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>All indexes hold the same mail of two users and are asked the same: what a condition leaves, and whose mail is whose, is the
/// same in each; and the index in blobs gives the very same results as the one on the disk.</summary>
public sealed class IndexAgreementTests : Contract, IAsyncLifetime
{
    private static readonly string[] People = ["Anna Berg <anna@example.com>", "Müller, Jörg <jm@example.org>", "o'neill@example.net"];
    private static readonly string[] Words =
        ["lease", "rent", "meeting", "budget", "invoice", "O'Neill", "Łódź", "会议", "plan.pdf", "5,000"];
    private static readonly string[] Folders = ["INBOX", "Work/Plans", "Büro Ablage", "It's mine", "a/b/c"];

    private readonly SqliteAdapters _sqlite = new();
    private readonly SharedIndexInstance _blob = new(new IndexStorageInMemory());
    private readonly SearchAdapter _search = new();
    private List<(string Name, IMailIndex Index)> _indexes = [];

    public async ValueTask InitializeAsync()
    {
        _indexes = [("sqlite", new SqliteMailIndex(_sqlite.Files)), ("blob", _blob.Index), ("search", _search.Index)];
        foreach (var (_, index) in _indexes)
        {
            await index.WriteAsync(Anna, Model, Mails("anna", seed: 1), Cancellation);
            await index.WriteAsync(Mallory, Model, Mails("mallory", seed: 2), Cancellation);
        }
    }

    public ValueTask DisposeAsync()
    {
        _sqlite.Dispose();
        _blob.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("")]
    [InlineData("lease")]
    [InlineData("lease rent")]
    [InlineData("\"budget meeting\"")]
    [InlineData("meet* -rent")]
    [InlineData("from:anna")]
    [InlineData("from:muller")]
    [InlineData("from:o'neill")]
    [InlineData("-from:anna to:jm")]
    [InlineData("in:plans")]
    [InlineData("in:\"it's mine\"")]
    [InlineData("in:b/c")]
    [InlineData("in:\"') or owner ne ('\"")]
    [InlineData("from:\"') or true or search.ismatch('\"")]
    [InlineData("会议")]
    [InlineData("łódź OR plan.pdf")]
    [InlineData("has:attachment is:unread")]
    [InlineData("has:pdf larger:2k")]
    [InlineData("after:2024-03-01 before:2024-03-02 lease")]
    [InlineData("(lease OR rent) -is:starred")]
    [InlineData("lease AROUND(3) rent")]
    [InlineData("list:walkers")]
    [InlineData("subject:bud 5,000")]
    public async Task EveryIndex_SameQuestion_AgreesOnWhatIsFoundAndWhose(string text)
    {
        var query = QueryParser.Parse(text, TimeZoneInfo.Utc, default);
        foreach (var owner in (Owner[])[Anna, Mallory])
            await AgreeAsync(owner, query);
    }

    [Fact]
    public async Task EveryIndex_AnyConditions_AgreeExactly()
    {
        var leaf = Gen.OneOf(
            Gen.OneOf(Words).Select(static w => (MailCondition)new HasWords(MailFields.All, Core.Text.Words.Split(w)[0].Text, false)),
            Gen.OneOf(MailFields.Subject, MailFields.From, MailFields.Recipients)
                .Select(static f => (MailCondition)new HasWords(f, "be", true)),
            Gen.OneOf(MailFlags.Seen, MailFlags.Flagged).Select(static f => (MailCondition)new HasFlag(f)),
            Gen.OneOf(Folders).Select(static f => (MailCondition)new InFolder(f)),
            Gen.Int[0, 50].Select(static m => (MailCondition)new DatedWithin(Start.AddMinutes(m), Start.AddMinutes(m + 20))),
            Gen.Long[0, 5_000].Select(static s => (MailCondition)new SizedWithin(s, s + 2_000)),
            Gen.OneOf(AttachmentKinds.None, AttachmentKinds.Pdf | AttachmentKinds.Image)
                .Select(static k => (MailCondition)new HasAttachment(k)));
        var tree = Gen.Recursive<MailCondition>((depth, self) => depth > 3
            ? leaf
            : Gen.OneOf(
                leaf, self.Array[0, 3].Select(static p => (MailCondition)new AllOf(p)),
                self.Array[0, 3].Select(static p => (MailCondition)new AnyOf(p)), self.Select(static p => (MailCondition)new NotOf(p))));

        await tree.SampleAsync(where => AgreeAsync(Anna, SearchQuery.Empty with { Where = where }), iter: 200, threads: 1);
    }

    private async Task AgreeAsync(Owner owner, SearchQuery query)
    {
        List<MailPosition>? listed = null;
        List<string>? found = null;
        IReadOnlyList<IndexHit>? ranked = null;
        foreach (var (name, index) in _indexes)
        {
            List<MailPosition> list = [.. await index.ListAsync(owner, query, null, new MailRange(null, 0, 1_000), Cancellation)];
            list.ShouldAllBe(p => Name(p.Id).StartsWith(owner == Anna ? "anna" : "mallory", StringComparison.Ordinal), name);
            list.ShouldBe(listed ??= list, name);
            (await index.CountAsync(owner, query, null, Cancellation)).ShouldBe(list.Count, name);
            var hits = await index.SearchAsync(owner, new IndexQuery(query, "", default, 1_000), Cancellation);
            List<string> names = [.. hits.Select(static h => Name(h.Id)).Order(StringComparer.Ordinal)];
            names.ShouldBe(found ??= names, name);
            if (name == "search")
                continue;
            hits.ShouldBe(ranked ??= hits, name);
        }
    }

    private static List<IndexedMail> Mails(string who, int seed)
    {
        var random = new Random(seed);
        string Some(string[] of) => of[random.Next(of.Length)];
        return [.. Enumerable.Range(0, 60).Select(i => Indexed(
            $"{who}-{i}", string.Join(' ', Enumerable.Range(0, random.Next(1, 12)).Select(_ => Some(Words))), i) with
        {
            Subject = $"{Some(Words)} {Some(Words)}",
            From = Some(People),
            To = Some(People),
            Cc = random.Next(3) == 0 ? Some(People) : "",
            Folders = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Some(Folders)).Distinct()],
            Flags = (MailFlags)random.Next(8),
            Size = random.Next(6_000),
            HasAttachments = i % 3 == 0,
            AttachmentKinds = i % 3 == 0 ? (AttachmentKinds)random.Next(64) : AttachmentKinds.None,
            ListId = i % 7 == 0 ? "Hill Walkers <hill.walkers.example.org>" : "",
            Kind = (MailKind)(i % 7),
        })];
    }
}

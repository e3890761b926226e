using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Search;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailIndex"/> promises of <see cref="SearchQuery.Where"/>.</summary>
public abstract class MailConditionsContract : Contract
{
    private static readonly string[] Vocabulary = ["red", "green", "blue", "lease", "rent"];

    private static readonly IndexedMail[] Mails =
    [
        Indexed("a", "red green lease") with { Flags = MailFlags.Seen, Size = 100, Folders = ["INBOX"] },
        Indexed("b", "green blue") with
        {
            Cc = "Carl Cole <carl@example.com>",
            Size = 5_000,
            Folders = ["Archive", "Work/Plans"],
            HasAttachments = true,
            AttachmentKinds = AttachmentKinds.Pdf | AttachmentKinds.Document,
            AttachmentNames = "Annual-Report.pdf",
        },
        Indexed("c", "rent rent and a lease", minute: 60) with
        {
            Flags = MailFlags.Flagged | MailFlags.Answered,
            Bcc = "Dora <dora@example.com>",
            ListId = "Hill Walkers <hill.walkers.example.org>",
            Kind = MailKind.List,
        },
        Indexed("d", "blue", minute: 120) with { Subject = "red lease", MessageId = "d@example.com", Kind = MailKind.Receipt },
        Indexed("e", "nothing of it", minute: 180) with { From = "Carl Cole <carl@example.com>", HasAttachments = true },
        Indexed("f", "lease one two three rent", minute: 240) with { Flags = MailFlags.Seen | MailFlags.Draft, Size = 70_000 },
    ];

    protected abstract IMailIndex Index { get; }

    [Theory]
    [InlineData("cc:carl", "b")]
    [InlineData("bcc:dora", "c")]
    [InlineData("to:carl", "b")]
    [InlineData("to:ben -to:dora", "a b d e f")]
    [InlineData("with:carl", "b e")]
    [InlineData("filename:annual", "b")]
    [InlineData("filename:pdf", "b")]
    [InlineData("list:walkers", "c")]
    [InlineData("list:\"hill walk\"", "c")]
    [InlineData("list:alkers", "")]
    [InlineData("label:plans", "b")]
    [InlineData("label:work-plans", "b")]
    [InlineData("is:unread", "b c d e")]
    [InlineData("is:read", "a f")]
    [InlineData("is:starred", "c")]
    [InlineData("is:unread is:answered", "c")]
    [InlineData("has:pdf", "b")]
    [InlineData("has:attachment -has:pdf", "e")]
    [InlineData("company:example.com from:carl", "e")]
    [InlineData("company:@example.com cc:carl", "b")]
    [InlineData("company:exam", "")]
    [InlineData("larger:1k", "b f")]
    [InlineData("kind:person", "a b e f")]
    [InlineData("kind:list", "c")]
    [InlineData("-kind:list blue", "b d")]
    [InlineData("kind:receipt OR is:draft", "d f")]
    [InlineData("kind:bulk", "")]
    [InlineData("smaller:1k larger:50", "a")]
    [InlineData("rfc822msgid:d@example.com", "d")]
    [InlineData("red OR rent", "a c d f")]
    [InlineData("lease AND rent", "c f")]
    [InlineData("lease (red OR rent) -is:draft", "a c d")]
    [InlineData("(red green) OR (blue red)", "a d")]
    [InlineData("subject:red OR is:starred", "c d")]
    [InlineData("from:{carl nobody}", "e")]
    [InlineData("subject:(red lease)", "d")]
    [InlineData("-(red OR rent)", "b e")]
    [InlineData("lease AROUND(3) rent", "c f")]
    [InlineData("lease AROUND(2) rent", "c")]
    [InlineData("gre*", "a b")]
    [InlineData("green -red*", "b")]
    [InlineData("blue OR in:archive", "b d")]
    [InlineData("after:2024-03-01 (red OR blue)", "a b d")]
    public async Task SearchAsync_Condition_FindsWhatMeetsIt(string query, string names)
    {
        await WriteAsync();

        (await FindAsync(QueryParser.Parse(query, TimeZoneInfo.Utc, default)))
            .ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task SearchAsync_AnyTree_FindsExactlyWhatMeetsIt()
    {
        await WriteAsync();
        var leaf = Gen.OneOf(
            Gen.OneOf(Vocabulary).Select(static w => (MailCondition)new HasWords(MailFields.All, w, false)),
            Gen.OneOf(Vocabulary).Select(static w => (MailCondition)new HasWords(MailFields.Subject, w[..2], true)),
            Gen.OneOf(MailFlags.Seen, MailFlags.Flagged, MailFlags.Draft).Select(static f => (MailCondition)new HasFlag(f)),
            Gen.OneOf("inbox", "plans", "none").Select(static f => (MailCondition)new InFolder(f)),
            Gen.Int[0, 5].Select(static h => (MailCondition)new DatedWithin(Start.AddMinutes(60 * h), null)),
            Gen.OneOf(50L, 1_000, 10_000).Select(static s => (MailCondition)new SizedWithin(s, null)),
            Gen.OneOf(MailKind.Person, MailKind.List, MailKind.Bulk).Select(static k => (MailCondition)new OfKind(k)),
            Gen.OneOf(AttachmentKinds.None, AttachmentKinds.Pdf).Select(static k => (MailCondition)new HasAttachment(k)));
        var tree = Gen.Recursive<MailCondition>((depth, self) => depth > 3
            ? leaf
            : Gen.OneOf(
                leaf, self.Array[0, 3].Select(static p => (MailCondition)new AllOf(p)),
                self.Array[0, 3].Select(static p => (MailCondition)new AnyOf(p)), self.Select(static p => (MailCondition)new NotOf(p))));

        await tree.SampleAsync(
            async where => (await FindAsync(SearchQuery.Empty with { Where = where, Ranking = ["lease"] })).ShouldBe(
                [.. Mails.Where(m => Meets(m, where)).Select(static m => Name(m.Id))]),
            iter: 300, threads: 1);
    }

    [Fact]
    public async Task SearchAsync_WordsOfATree_RankAndLeaveNothingOut()
    {
        await WriteAsync();

        var query = QueryParser.Parse("rent OR in:inbox", TimeZoneInfo.Utc, default);
        var hits = await Index.SearchAsync(Anna, new IndexQuery(query, "", default, 100), Cancellation);

        hits.Select(static h => Name(h.Id)).ShouldBe(["c", "f", "e", "d", "a"]);
        hits[^1].Score.ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_OtherFlags_AreFoundFromThenOn()
    {
        await WriteAsync();
        var before = await Index.RevisionAsync(Anna, Cancellation);

        await Index.WriteAsync(Anna, Model, [Mails[0] with { Flags = MailFlags.None, Version = 2 }], Cancellation);
        await SettleAsync();

        (await FindAsync(QueryParser.Parse("is:read", TimeZoneInfo.Utc, default))).ShouldBe(["f"]);
        (await FindAsync(QueryParser.Parse("green", TimeZoneInfo.Utc, default))).ShouldBe(["a", "b"]);
        (await Index.RevisionAsync(Anna, Cancellation)).ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task WriteAsync_OtherKind_IsFoundFromThenOn()
    {
        await WriteAsync();

        await Index.WriteAsync(Anna, Model, [Mails[0] with { Kind = MailKind.Notice, Version = 2 }], Cancellation);
        await SettleAsync();

        (await FindAsync(QueryParser.Parse("kind:notice", TimeZoneInfo.Utc, default))).ShouldBe(["a"]);
        (await FindAsync(QueryParser.Parse("kind:person", TimeZoneInfo.Utc, default))).ShouldBe(["b", "e", "f"]);
    }

    [Fact]
    public async Task WriteAsync_Encrypted_IsFoundUntilItIsRead()
    {
        await Index.WriteAsync(Anna, Model, [.. Mails.Select((m, i) => m with { IsEncrypted = i < 2 })], Cancellation);
        await SettleAsync();
        (await FindAsync(QueryParser.Parse("is:encrypted", TimeZoneInfo.Utc, default))).ShouldBe(["a", "b"]);
        (await FindAsync(QueryParser.Parse("-is:encrypted kind:person", TimeZoneInfo.Utc, default))).ShouldBe(["e", "f"]);

        await Index.WriteAsync(Anna, Model, [Mails[0] with { Version = 2 }], Cancellation);
        await SettleAsync();
        (await FindAsync(QueryParser.Parse("is:encrypted", TimeZoneInfo.Utc, default))).ShouldBe(["b"]);
    }

    private static bool Meets(IndexedMail mail, MailCondition condition) => condition switch
    {
        AllOf all => all.Parts.All(p => Meets(mail, p)),
        AnyOf any => any.Parts.Any(p => Meets(mail, p)),
        NotOf not => !Meets(mail, not.Part),
        HasWords { Fields: MailFields.Subject } words => mail.Subject.Split(' ')
            .Any(w => w.StartsWith(words.Words, StringComparison.OrdinalIgnoreCase)),
        HasWords words => $"{mail.Subject} {mail.Text}".Split(' ').Contains(words.Words),
        HasFlag flag => mail.Flags.HasFlag(flag.Flag),
        InFolder folder => mail.Folders.Any(f => f.Split('/')[^1].Equals(folder.Name, StringComparison.OrdinalIgnoreCase)),
        DatedWithin dated => mail.Date >= dated.Since,
        SizedWithin sized => mail.Size > sized.MoreThan,
        OfKind kind => mail.Kind == kind.Kind,
        HasAttachment { Kinds: AttachmentKinds.None } => mail.HasAttachments,
        HasAttachment has => (mail.AttachmentKinds & has.Kinds) != 0,
        _ => throw new NotSupportedException(),
    };

    private async Task WriteAsync()
    {
        await Index.WriteAsync(Anna, Model, Mails, Cancellation);
        await SettleAsync();
    }

    /// <summary>What a search finds, by name; a list and a count agree with it.</summary>
    private async Task<List<string>> FindAsync(SearchQuery query)
    {
        var hits = await Index.SearchAsync(Anna, new IndexQuery(query, "", default, 100), Cancellation);
        List<string> found = [.. hits.Select(static h => Name(h.Id)).Order()];
        var listed = await Index.ListAsync(Anna, query, null, new MailRange(null, 0, 100), Cancellation);
        listed.Select(static p => Name(p.Id)).Order().ShouldBe(found);
        (await Index.CountAsync(Anna, query, null, Cancellation)).ShouldBe(found.Count);
        return found;
    }
}

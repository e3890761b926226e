using CsCheck;
using InboxMind.Core.Index;
using InboxMind.Core.Search;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailIndex"/> promises.</summary>
public abstract class MailIndexContract : Contract
{
    protected abstract IMailIndex Index { get; }

    [Fact]
    public async Task SearchAsync_EmptyIndex_FindsNothing()
    {
        (await FindAsync("anything")).ShouldBeEmpty();
        (await FindAsync("")).ShouldBeEmpty();
    }

    [Fact]
    public async Task StateAsync_ThroughChanges_IsTheSameIndexFurtherOn()
    {
        (await Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);

        var written = await Index.WriteAsync(Anna, Model, [Indexed("one", "words"), Indexed("two", "words")], Cancellation);
        (await Index.StateAsync(Anna, Cancellation)).ShouldBe(written);
        var removed = (await Index.RemoveAsync(Anna, [Id("one")], Cancellation)).ShouldNotBeNull();

        removed.Id.ShouldBe(written.Id);
        removed.Revision.ShouldBeGreaterThan(written.Revision);
        (await Index.StateAsync(Mallory, Cancellation)).Id.ShouldNotBe(written.Id);
    }

    [Fact]
    public async Task ClearAsync_Index_MakesTheNextOneAnother()
    {
        var before = await Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation);

        await Index.ClearAsync(Anna, Cancellation);

        (await Index.StateAsync(Anna, Cancellation)).ShouldBe(IndexState.None);
        (await FindAsync("words")).ShouldBeEmpty();
        (await Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation)).Id.ShouldNotBe(before.Id);
    }

    [Fact]
    public async Task VersionsAsync_Range_GivesWhatWasWrittenLast()
    {
        await Index.WriteAsync(
            Anna, Model, [Indexed("one", "words") with { Version = 1 }, Indexed("two", "words") with { Version = 4 }], Cancellation);
        await Index.WriteAsync(Anna, Model, [Indexed("one", "words") with { Version = 2 }], Cancellation);
        List<EmailId> order = [.. new[] { Id("one"), Id("two") }.Order()];

        var all = await Index.VersionsAsync(Anna, after: null, last: null, Cancellation);

        (all.Count, all[Id("one")], all[Id("two")]).ShouldBe((2, 2, 4));
        (await Index.VersionsAsync(Anna, after: order[0], last: null, Cancellation)).Keys.ShouldBe([order[1]]);
        (await Index.VersionsAsync(Anna, after: null, last: order[0], Cancellation)).Keys.ShouldBe([order[0]]);
        (await Index.VersionsAsync(Mallory, after: null, last: null, Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("quarterly")]
    [InlineData("subjectword")]
    [InlineData("berg")]
    [InlineData("anna@example.com")]
    [InlineData("ben")]
    [InlineData("plan.pdf")]
    public async Task SearchAsync_Word_IsFoundInTextSubjectAddressesAndAttachmentNames(string query)
    {
        await WriteAsync(
            Indexed("one", "The quarterly figures") with { Subject = "Re: subjectword", AttachmentNames = "Plan.pdf, logo.png" },
            Indexed("two", "Something else") with { From = "Carl <carl@example.org>", To = "dora@example.org" });

        (await FindAsync(query)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task SearchAsync_SeveralWords_MoreAreBetter()
    {
        await WriteAsync(
            Indexed("neither", "nothing of it"), Indexed("budget", "the budget of it"), Indexed("both", "the budget meeting of it"));

        var found = await FindAsync("budget meeting");

        found.ShouldBe(["both", "budget"]);
    }

    [Theory]
    [InlineData("meeting", "We are meeting on Monday")]
    [InlineData("meetings", "We are meeting on Monday")]
    [InlineData("MEET", "We are meeting on Monday")]
    [InlineData("invoices", "Your invoice is attached")]
    [InlineData("attaching", "Your invoice is attached")]
    public async Task SearchAsync_InflectedWord_IsFoundByItsStem(string query, string text)
    {
        await WriteAsync(Indexed("one", text), Indexed("two", "Nothing like that"));

        (await FindAsync(query)).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("Müller", "muller")]
    [InlineData("muller", "MÜLLER")]
    [InlineData("Mu\u0308ller", "Müller")]
    [InlineData("Müller", "Mu\u0308ller")]
    [InlineData("crème brûlée", "\"creme brulee\"")]
    [InlineData("Łódź", "łódź")]
    [InlineData("Ångström", "angstrom")]
    [InlineData("Việt Nam", "\"viet nam\"")]
    public async Task SearchAsync_Diacritics_DoNotMatter(string text, string query)
    {
        await WriteAsync(Indexed("one", $"It says {text} here"), Indexed("two", "Nothing like that"));

        (await FindAsync(query)).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("который", "Жду ответ, который обещали")]
    [InlineData("ЁЛКА", "Под ёлка лежит")]
    [InlineData("τιμολόγιο", "Το τιμολόγιο του Μαΐου")]
    [InlineData("회의", "내일 회의 일정")]
    [InlineData("プロジェクト", "来週 プロジェクト の会議")]
    [InlineData("がんばって", "明日 がんばって ください")]
    [InlineData("हिन्दी", "यह हिन्दी है")]
    [InlineData("ประชุม", "วันนี้ ประชุม ใหญ่")]
    [InlineData("مرحبًا", "قال مرحبًا بكم")]
    [InlineData("привет", "Большой ПРИВЕТ из Москвы")]
    [InlineData("会议", "明天 会议 安排")]
    [InlineData("שלום", "הוא אמר שלום לכולם")]
    [InlineData("գարուն", "Այսօր գարուն է")]
    [InlineData("𠮷野家", "場所は 𠮷野家 です")]
    public async Task SearchAsync_WordOfAnyScript_IsFoundAsItStandsInTheText(string query, string text)
    {
        await WriteAsync(Indexed("one", text) with { Subject = text, From = $"{text} <one@example.com>" },
            Indexed("two", "Nothing like that"));

        (await FindAsync(query)).ShouldBe(["one"]);
        (await FindAsync($"\"{query}\"")).ShouldBe(["one"]);
        (await FindAsync($"subject:{query}")).ShouldBe(["one"]);
        (await FindAsync($"from:{query}")).ShouldBe(["one"]);
        (await FindAsync($"-{query}")).ShouldBe(["two"]);
    }

    [Theory]
    [InlineData("会议", "议会", "明天的评审会议安排在十点。")]
    [InlineData("プロジェクト", "トプロ", "来週のプロジェクト会議についてのお知らせ")]
    [InlineData("東京", "京東", "私は東京都に住んでいます")]
    [InlineData("회의", "의회", "내일회의를 시작합니다")]
    [InlineData("ประชุม", "ชุมประ",
        "พรุ่งนี้มีประชุมใหญ่ที่สำนักงาน")]
    [InlineData("𠮷野", "野𠮷", "場所は𠮷野家です")]
    [InlineData("PDF版", "版PDF", "資料のPDF版を送ります")]
    public async Task SearchAsync_WordWithoutSpacesAroundIt_IsFound(string query, string other, string text)
    {
        await WriteAsync(
            Indexed("one", text) with { Chunks = [] }, Indexed("subject") with { Subject = text },
            Indexed("sender") with { From = $"{text} <one@example.com>" },
            Indexed("none", string.Join(" x ", query.EnumerateRunes())));

        (await FindAsync(query)).ShouldBe(["one", "subject", "sender"], ignoreOrder: true);
        (await FindAsync($"\"{query}\"")).ShouldBe(["one", "subject", "sender"], ignoreOrder: true);
        (await FindAsync($"subject:{query}")).ShouldBe(["subject"]);
        (await FindAsync($"from:{query}")).ShouldBe(["sender"]);
        (await FindAsync($"-{query}")).ShouldBe(["none"]);
        (await FindAsync(other)).ShouldBeEmpty();
        var revision = await RevisionAsync();
        await WriteAsync(Indexed("one", text) with { Chunks = [] });
        (await RevisionAsync()).ShouldBe(revision);
    }

    [Fact]
    public async Task SearchAsync_Phrase_MustStandTogether()
    {
        await WriteAsync(
            Indexed("one", "The project plan is done"), Indexed("two", "Plan the project"), Indexed("three", "project-plan, v2"));

        (await FindAsync("\"project plan\"")).ShouldBe(["one", "three"], ignoreOrder: true);
        (await FindAsync("plan \"the project\"")).ShouldBe(["one", "two"], ignoreOrder: true);
        (await FindAsync("\"project plan\" \"is done\"")).ShouldBe(["one"]);
        (await FindAsync("\"project nothing\"")).ShouldBeEmpty();
    }

    [Fact]
    public async Task SearchAsync_Minus_LeavesOut()
    {
        await WriteAsync(Indexed("one", "apple pie"), Indexed("two", "apple tart with cream"), Indexed("three", "cream"));

        (await FindAsync("apple -cream")).ShouldBe(["one"]);
        (await FindAsync("apple -\"tart with\"")).ShouldBe(["one"]);
        (await FindAsync("-cream")).ShouldBe(["one"]);
        (await FindAsync("-apple -cream")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("from:anna", "anna annabel")]
    [InlineData("from:ann", "anna annabel")]
    [InlineData("from:ANNA", "anna annabel")]
    [InlineData("from:\"anna b\"", "anna")]
    [InlineData("from:berg", "anna")]
    [InlineData("from:anna@example.com", "anna")]
    [InlineData("from:example.org", "annabel johanna")]
    [InlineData("from:example.o", "annabel johanna")]
    [InlineData("from:anna from:berg", "anna")]
    [InlineData("-from:anna", "johanna")]
    [InlineData("-from:anna -from:johanna", "")]
    [InlineData("from:anna -from:berg", "annabel")]
    [InlineData("from:xa", "")]
    public async Task SearchAsync_FromFilter_MatchesWordsTheLastByItsBeginning(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("anna") with { From = "Anna Berg <anna@example.com>" },
            Indexed("annabel") with { From = "annabel@example.org" },
            Indexed("johanna") with { From = "Johanna <johanna@example.org>" }]);

    [Theory]
    [InlineData("to:ben", "ben both")]
    [InlineData("to:be", "ben both")]
    [InlineData("to:cc@example.com", "both")]
    [InlineData("to:ben to:cc", "both")]
    [InlineData("-to:ben", "none")]
    [InlineData("to:anna", "")]
    public async Task SearchAsync_ToFilter_MatchesAnyRecipient(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("ben") with { To = "Ben <ben@example.com>" },
            Indexed("both") with { To = "ben@example.com, Carl Cc <cc@example.com>" },
            Indexed("none") with { To = "" }]);

    [Theory]
    [InlineData("subject:budget", "budget plan")]
    [InlineData("subject:budgets", "budget plan")]
    [InlineData("subject:budg", "budget plan")]
    [InlineData("subject:\"budget pl\"", "plan")]
    [InlineData("subject:\"budget meeting\"", "budget")]
    [InlineData("subject:text", "")]
    [InlineData("-subject:budget", "empty")]
    [InlineData("text subject:budget -subject:meeting", "plan")]
    public async Task SearchAsync_SubjectFilter_LooksAtTheSubjectAlone(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("budget", "text") with { Subject = "Re: Budget meeting" },
            Indexed("plan", "text") with { Subject = "Budget plan" },
            Indexed("empty", "text of a budget") with { Subject = "" }]);

    [Fact]
    public async Task SearchAsync_SubjectFilter_FindsAWordByAnyBeginningOfIt()
    {
        string[] words =
        [
            "meeting", "meetings", "organization", "happiness", "playground", "playing", "relational", "hoping", "companies", "business",
            "agreement", "activities", "availability", "confidentially", "universities", "générale", "q3", "v2beta", "hastings",
            "conditionally",
        ];
        await WriteAsync(
            [.. words.Select(static w =>
                Indexed(w, "text") with { Subject = $"About {w}, again", From = $"{w} Smith", To = $"{w} Jones" })]);

        foreach (var word in words)
        {
            for (var typed = 1; typed <= word.Length; typed++)
            {
                (await FindAsync($"subject:{word[..typed]}")).ShouldContain(word, word[..typed]);
                (await FindAsync($"subject:\"about {word[..typed]}\"")).ShouldContain(word, word[..typed]);
            }

            (await FindAsync($"from:{word}")).ShouldContain(word);
            (await FindAsync($"to:{word[..^1]}")).ShouldContain(word);
        }

        (await FindAsync("subject:meeti")).ShouldBe(["meeting", "meetings"], ignoreOrder: true);
        (await FindAsync("subject:play")).ShouldBe(["playground", "playing"], ignoreOrder: true);
        (await FindAsync("-subject:meeti")).Count.ShouldBe(words.Length - 2);
    }

    [Fact]
    public async Task SearchAsync_SubjectFilter_AnyWordOfASubjectFindsIt()
    {
        var ending = Const(
            "", "s", "ed", "ing", "ings", "ation", "ations", "ational", "ative", "ness", "fulness", "ously", "ably", "ability",
            "ization", "ies", "y",
            "ement", "ments", "ence", "ency", "ical", "ically", "ivity", "er", "ers", "ism", "ity");
        var word = Gen.Select(Gen.Char['a', 'z'].Array[1, 8], ending, static (root, end) => new string(root) + end);
        var subjects = new List<string>();
        word.Array[1, 5].Sample(words => subjects.Add(string.Join(' ', words)), iter: 200, threads: 1, seed: "0000KOIPrZf5");
        await WriteAsync([.. subjects.Select(static (s, i) => Indexed($"mail-{i}") with { Subject = s })]);

        for (var i = 0; i < subjects.Count; i++)
        {
            foreach (var typed in subjects[i].Split(' '))
                (await FindAsync($"subject:{typed}", limit: 1_000)).ShouldContain($"mail-{i}", typed);
            (await FindAsync($"subject:\"{subjects[i]}\"", limit: 1_000)).ShouldContain($"mail-{i}", subjects[i]);
        }
    }

    [Theory]
    [InlineData("in:inbox", "inbox both")]
    [InlineData("in:INBOX", "inbox both")]
    [InlineData("in:projects/2024", "deep both")]
    [InlineData("in:2024", "deep both")]
    [InlineData("in:projects", "")]
    [InlineData("in:jects/2024", "")]
    [InlineData("in:024", "")]
    [InlineData("in:inbox in:deep", "inbox both percent")]
    [InlineData("-in:inbox", "deep nowhere percent")]
    [InlineData("-in:inbox -in:2024", "nowhere percent")]
    [InlineData("in:2024 -in:inbox", "deep")]
    [InlineData("in:50%_\\deep", "")]
    [InlineData("in:50%_deep", "percent")]
    [InlineData("in:50%", "")]
    [InlineData("in:%", "")]
    [InlineData("in:__deep", "")]
    [InlineData("in:\"büro ablage\"", "both")]
    [InlineData("in:\"BÜRO ablage\"", "both")]
    public async Task SearchAsync_FolderFilter_MatchesTheFullNameOrItsLastPart(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("inbox") with { Folders = ["INBOX"] },
            Indexed("deep") with { Folders = ["Projects/2024"] },
            Indexed("both") with { Folders = ["INBOX", "Projects/2024", "Büro Ablage"] },
            Indexed("nowhere") with { Folders = [] },
            Indexed("percent") with { Folders = ["x/deep", "Sales/50%_deep"] }]);

    [Theory]
    [InlineData("after:2024-03-02", "second third")]
    [InlineData("before:2024-03-02", "first")]
    [InlineData("after:2024-03-02 before:2024-03-03", "second")]
    [InlineData("after:2024", "first second third")]
    [InlineData("before:2024", "")]
    [InlineData("-before:2024-03-03", "third")]
    [InlineData("-after:2024-03-02", "first")]
    [InlineData("after:0001", "first second third")]
    [InlineData("before:9999", "first second third")]
    [InlineData("word after:2024-03-03", "third")]
    public async Task SearchAsync_DateFilter_IncludesTheFirstDayAndExcludesTheLast(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("first", "word") with { Date = new DateTimeOffset(2024, 3, 1, 23, 59, 59, TimeSpan.Zero) },
            Indexed("second", "word") with { Date = new DateTimeOffset(2024, 3, 2, 0, 0, 0, TimeSpan.Zero) },
            Indexed("third", "word") with { Date = new DateTimeOffset(2024, 3, 3, 0, 0, 0, TimeSpan.Zero) }]);

    [Fact]
    public async Task SearchAsync_DateFilterWithinASecond_IsExact()
    {
        await WriteAsync(Indexed("one") with { Date = Start });
        var half = Start.AddMilliseconds(500);

        (await FindAsync(Filtered(new MailFilter { Since = half }))).ShouldBeEmpty();
        (await FindAsync(Filtered(new MailFilter { Until = half }))).ShouldBe(["one"]);
        (await FindAsync(Filtered(new MailFilter { Since = Start }))).ShouldBe(["one"]);
        (await FindAsync(Filtered(new MailFilter { Until = Start }))).ShouldBeEmpty();
        (await FindAsync(Filtered(new MailFilter { Since = DateTimeOffset.MinValue, Until = DateTimeOffset.MaxValue }))).ShouldBe(["one"]);
    }

    [Theory]
    [InlineData("has:attachment", "with")]
    [InlineData("has:attachments", "with")]
    [InlineData("-has:attachment", "without")]
    [InlineData("word has:attachment", "with")]
    public async Task SearchAsync_AttachmentFilter_Matches(string query, string names) =>
        await FilterAsync(query, names, [
            Indexed("with", "word") with { HasAttachments = true }, Indexed("without", "word")]);

    [Fact]
    public async Task SearchAsync_FiltersTogether_MustAllHold()
    {
        await WriteAsync(
            Indexed("all", "word") with { From = "carl@example.com", Folders = ["Sent"], HasAttachments = true },
            Indexed("other sender", "word") with { Folders = ["Sent"], HasAttachments = true },
            Indexed("other folder", "word") with { From = "carl@example.com", HasAttachments = true },
            Indexed("no attachment", "word") with { From = "carl@example.com", Folders = ["Sent"] },
            Indexed("other text", "text") with { From = "carl@example.com", Folders = ["Sent"], HasAttachments = true });

        (await FindAsync("word from:carl in:sent has:attachment")).ShouldBe(["all"]);
    }

    [Fact]
    public async Task SearchAsync_NoWords_GivesNewestFirst()
    {
        await WriteAsync(Indexed("second", minute: 2), Indexed("first", minute: 1), Indexed("third", minute: 3));

        (await FindAsync("from:anna")).ShouldBe(["third", "second", "first"]);
        (await FindAsync("")).ShouldBe(["third", "second", "first"]);
        (await FindAsync("from:anna", limit: 2)).ShouldBe(["third", "second"]);
    }

    [Fact]
    public async Task SearchAsync_SameDate_IsTheSameOrderEveryTime()
    {
        await WriteAsync([.. Enumerable.Range(0, 20).Select(static i => Indexed($"mail-{i}", "word"))]);

        foreach (var query in (string[])["", "word", "in:inbox", "word subject"])
        {
            var first = await FindAsync(query);
            first.Count.ShouldBe(20);
            (await FindAsync(query)).ShouldBe(first);
            (await FindAsync(query, limit: 7)).ShouldBe(first.Take(7));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(600)]
    [InlineData(1_000)]
    public async Task SearchAsync_Limit_GivesThatManyWhenThereAreMore(int limit)
    {
        await WriteAsync([.. Enumerable.Range(0, 1_001).Select(static i => Indexed($"mail-{i}", "word", minute: i))]);

        (await FindAsync("word", limit: limit)).Count.ShouldBe(limit);
        (await FindAsync("in:inbox", limit: limit)).Count.ShouldBe(limit);
    }

    [Fact]
    public async Task SearchAsync_Scores_AreBetweenZeroAndOneAndFall()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(static i =>
            Indexed($"mail-{i}", string.Join(' ', Enumerable.Repeat("word", 1 + (i % 5)).Append("and more")), axis: i))]);

        foreach (var query in (string[])["word", "word more", "more -word", "", "in:inbox word"])
        {
            var hits = await HitsAsync(Parse(query), Axis(3));
            hits.ShouldAllBe(static h => h.Score >= 0 && h.Score <= 1);
            hits.Select(static h => h.Score).ShouldBe(hits.Select(static h => h.Score).OrderDescending());
        }
    }

    [Fact]
    public async Task SearchAsync_VectorAlone_IsFoundWithItsPiece()
    {
        var two = Indexed("two pieces", "first piece, second piece") with
        {
            Chunks =
            [
                new IndexedChunk(0, 11, ContentHash.Compute("first"), Axis(62)),
                new IndexedChunk(13, 12, ContentHash.Compute("second"), Axis(63)),
            ],
        };
        await WriteAsync([two, .. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "piece", axis: i))]);

        var hits = await HitsAsync(Parse("nowhere"), Axis(63));

        hits.Select(static h => h.Id).ShouldBe([Id("two pieces")]);
        (hits[0].Start, hits[0].Length).ShouldBe((13, 12));
        hits[0].Score.ShouldBeInRange(double.Epsilon, 1);
    }

    [Fact]
    public async Task SearchAsync_VectorAndWords_AreBetterThanEither()
    {
        await WriteAsync([
            Indexed("vector", "nothing", axis: 63), Indexed("both", "the word", axis: 63), Indexed("lexical", "the word", axis: 1),
            .. Enumerable.Range(2, 40).Select(static i => Indexed($"mail-{i}", "nothing", axis: i))]);

        var found = await HitsAsync(Parse("word"), Axis(63));

        found.Select(static h => h.Id).ShouldBe([Id("both"), Id("lexical"), Id("vector")], ignoreOrder: true);
        found[0].Id.ShouldBe(Id("both"));
    }

    [Fact]
    public async Task SearchAsync_VectorMatchThatAFilterForbids_IsNotFound()
    {
        await WriteAsync([
            Indexed("near", "alpha", axis: 63) with { Folders = ["Sent"] },
            .. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "beta", axis: i))]);
        (await HitsAsync(Parse("nowhere"), Axis(63))).ShouldHaveSingleItem();

        foreach (var query in (string[])["nowhere in:inbox", "nowhere -in:sent", "nowhere -alpha", "nowhere \"beta\"", "nowhere from:carl"])
            (await HitsAsync(Parse(query), Axis(63))).ShouldAllBe(static h => h.Id != Id("near"));
        (await HitsAsync(Parse("nowhere in:sent"), Axis(63))).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("contract@2/64")]
    [InlineData("other@1/64")]
    [InlineData("")]
    public async Task SearchAsync_VectorOfAnotherModel_IsNotFound(string model)
    {
        await WriteAsync([Indexed("near", axis: 63), .. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", axis: i))]);

        (await Index.SearchAsync(Anna, new IndexQuery(Parse("nowhere"), model, Axis(63), 10), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WriteAsync_AnotherModel_StandsBesideTheFirst()
    {
        IndexedMail[] mails = [.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "word", axis: i))];
        await WriteAsync(mails);

        await Index.WriteAsync(Anna, "next@1/64", mails, Cancellation);
        await SettleAsync();

        (await HitsAsync(Parse("nowhere"), Axis(3))).Select(static h => h.Id).ShouldBe([Id("mail-3")]);
        (await Index.SearchAsync(Anna, new IndexQuery(Parse("nowhere"), "next@1/64", Axis(3), 10), Cancellation))
            .Select(static h => h.Id).ShouldBe([Id("mail-3")]);
        (await FindAsync("word")).Count.ShouldBe(40);
    }

    [Fact]
    public async Task WithoutVectorsAsync_ModelChanged_ListsWhatIsNotWrittenAgain()
    {
        await WriteAsync(Indexed("one", "word"), Indexed("two", "word", minute: 1));
        await Index.WriteAsync(Mallory, Model, [Indexed("mallory")], Cancellation);
        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation)).ShouldBeEmpty();
        (await Index.WithoutVectorsAsync(Anna, "next@1/64", 10, Cancellation)).ShouldBe([Id("two"), Id("one")], "the newest first");
        (await Index.WithoutVectorsAsync(Anna, "next@1/64", 1, Cancellation)).ShouldHaveSingleItem();

        await Index.WriteAsync(Anna, "next@1/64", [Indexed("one", "word")], Cancellation);
        await SettleAsync();

        (await Index.WithoutVectorsAsync(Anna, "next@1/64", 10, Cancellation)).ShouldBe([Id("two")]);
        (await Index.VectorModelsAsync(Anna, Cancellation)).ShouldBe([Model, "next@1/64"]);
        (await FindAsync("word")).ShouldBe(["one", "two"], ignoreOrder: true);
    }

    [Fact]
    public async Task WithoutVectorsAsync_MailToMany_ComesLast()
    {
        await WriteAsync(
            Indexed("list", minute: 9) with { Chunks = null, ListId = "<news.example.com>" }, Indexed("old") with { Chunks = null },
            Indexed("new", minute: 5) with { Chunks = null }, Indexed("bulk", minute: 8) with { Chunks = null, Kind = MailKind.Bulk });

        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation))
            .ShouldBe([Id("new"), Id("old"), Id("list"), Id("bulk")]);
    }

    [Fact]
    public async Task WriteVectorsAsync_MailIsThere_IsFoundByVector()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", axis: i))]);
        await WriteAsync(Indexed("later", "word") with { Chunks = null, Version = 3 });
        var before = await Index.RevisionAsync(Anna, Cancellation);
        IReadOnlyList<IndexedChunk> pieces = [new(0, 4, ContentHash.Compute("later"), Axis(45))];

        await Index.WriteVectorsAsync(Anna, Model, [new(Id("later"), 2, pieces), new(Id("none"), 1, pieces)], Cancellation);
        await SettleAsync();
        (await Index.CountWithoutVectorsAsync(Anna, Model, Cancellation)).ShouldBe(1, "those were of an older version");

        await Index.WriteVectorsAsync(Anna, Model, [new(Id("later"), 3, pieces)], Cancellation);
        await SettleAsync();

        (await HitsAsync(Parse("nowhere"), Axis(45)))[0].Id.ShouldBe(Id("later"));
        (await Index.CountWithoutVectorsAsync(Anna, Model, Cancellation)).ShouldBe(0);
        (await Index.RevisionAsync(Anna, Cancellation)).ShouldBeGreaterThan(before);
        await Index.WriteVectorsAsync(Mallory, Model, [new(Id("later"), 3, pieces)], Cancellation);
        (await Index.VectorModelsAsync(Mallory, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveVectorsAsync_TwoModels_KeepsTheOneNamed()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "word", axis: i))]);
        await Index.WriteAsync(Anna, "next@1/64", [.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "word", axis: i))],
            Cancellation);

        await Index.RemoveVectorsAsync(Anna, "next@1/64", Cancellation);
        await SettleAsync();

        (await Index.VectorModelsAsync(Anna, Cancellation)).ShouldBe(["next@1/64"]);
        (await HitsAsync(Parse("nowhere"), Axis(3))).ShouldBeEmpty();
        (await Index.SearchAsync(Anna, new IndexQuery(Parse("nowhere"), "next@1/64", Axis(3), 10), Cancellation))
            .Select(static h => h.Id).ShouldContain(Id("mail-3"));
        (await FindAsync("word")).Count.ShouldBe(40);
    }

    [Fact]
    public async Task WriteAsync_VectorsComeLater_IsFoundByWordsAtOnceAndThenByVector()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", axis: i))]);
        await WriteAsync(Indexed("later", "word", axis: 45) with { Chunks = null }, Indexed("now", "word", axis: 46));
        (await FindAsync("word")).ShouldBe(["later", "now"], ignoreOrder: true);
        (await HitsAsync(Parse("nowhere"), Axis(45))).ShouldBeEmpty();
        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation)).ShouldBe([Id("later")]);
        (await Index.CountWithoutVectorsAsync(Anna, Model, Cancellation)).ShouldBe(1);
        (await Index.CountWithoutVectorsAsync(Anna, "next@1/64", Cancellation)).ShouldBe(42);
        (await Index.CountWithoutVectorsAsync(Mallory, Model, Cancellation)).ShouldBe(0);

        await WriteAsync(Indexed("later", "word", axis: 45), Indexed("now", "word", axis: 46) with { Chunks = null });

        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation)).ShouldBeEmpty("those that were there stay");
        (await Index.CountWithoutVectorsAsync(Anna, Model, Cancellation)).ShouldBe(0);
        (await HitsAsync(Parse("nowhere"), Axis(45))).ShouldNotBeEmpty();
        (await FindAsync("word")).ShouldBe(["later", "now"], ignoreOrder: true);
    }

    [Fact]
    public async Task WriteAsync_OtherWords_KeepsTheVectorsUntilThereAreNewOnes()
    {
        await WriteAsync([.. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", axis: i))]);
        await WriteAsync(Indexed("one", "old words", axis: 45));

        await WriteAsync(Indexed("one", "new words", axis: 45) with { Chunks = null, Version = 2 });

        (await FindAsync("old")).ShouldBeEmpty();
        (await FindAsync("new")).ShouldBe(["one"]);
        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation)).ShouldBe([Id("one")]);
        (await HitsAsync(Parse("nowhere"), Axis(45))).Select(static h => h.Id).ShouldContain(Id("one"));

        await Index.WriteVectorsAsync(
            Anna, Model, [new(Id("one"), 2, [new(0, 3, ContentHash.Compute("other"), Axis(50))])], Cancellation);
        await SettleAsync();
        (await HitsAsync(Parse("nowhere"), Axis(50))).Select(static h => h.Id).ShouldContain(Id("one"));
        (await HitsAsync(Parse("nowhere"), Axis(45))).Select(static h => h.Id).ShouldNotContain(Id("one"));
        (await Index.WithoutVectorsAsync(Anna, Model, 10, Cancellation)).ShouldBeEmpty();

        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);
        await SettleAsync();
        (await HitsAsync(Parse("nowhere"), Axis(50))).Select(static h => h.Id).ShouldNotContain(Id("one"));
    }

    [Fact]
    public async Task RemoveAsync_MailThatWaitsForVectors_WaitsNoMore()
    {
        await WriteAsync(Indexed("later", "word") with { Chunks = null });

        await Index.RemoveAsync(Anna, [Id("later")], Cancellation);
        await SettleAsync();

        (await Index.CountWithoutVectorsAsync(Anna, Model, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task WriteAsync_SameMailTwice_IsFoundOnce()
    {
        await WriteAsync(Indexed("one", "word"), Indexed("one", "word"));
        await WriteAsync(Indexed("one", "word"));

        (await FindAsync("word")).ShouldBe(["one"]);
        (await FindAsync("")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task WriteAsync_OtherText_Replaces()
    {
        await WriteAsync(Indexed("one", "old"));

        await WriteAsync(Indexed("one", "new"));

        (await FindAsync("old")).ShouldBeEmpty();
        (await FindAsync("new")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task WriteAsync_OtherFieldsAndTheSamePieces_Replaces()
    {
        var mail = Indexed("one", "word");
        await WriteAsync(mail, Indexed("two", "word", minute: 5));

        await WriteAsync(mail with
        {
            Subject = "Newsubject",
            From = "carl@example.com",
            To = "dora@example.com",
            AttachmentNames = "report.pdf",
            HasAttachments = true,
            Date = Start.AddMinutes(9),
            Folders = ["Archive"],
        });

        foreach (var query in (string[])["newsubject", "from:carl", "to:dora", "report.pdf", "has:attachment", "in:archive"])
            (await FindAsync(query)).ShouldBe(["one"], $"it is found by {query}");
        foreach (var query in (string[])["from:anna", "to:ben", "-has:attachment", "in:inbox"])
            (await FindAsync(query)).ShouldBe(["two"], $"it is no longer found by {query}");
        (await FindAsync("")).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task WriteAsync_MailWithoutPieces_IsFoundByWords()
    {
        await WriteAsync(Indexed("one", "word") with { Chunks = [] });

        (await FindAsync("word")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task WriteAsync_MegabytesOfText_IsFoundByItsLastWord()
    {
        var text = string.Concat(Enumerable.Range(0, 300_000).Select(static i => $"w{i % 5_000} ")) + "lastword";
        await WriteAsync(Indexed("long", text), Indexed("short", "nothing"));

        (await FindAsync("lastword")).ShouldBe(["long"]);
    }

    [Fact]
    public async Task RemoveAsync_Mail_IsNotFoundByAnything()
    {
        await WriteAsync(
            [Indexed("gone", "word", axis: 63), .. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "other", axis: i))]);
        (await HitsAsync(Parse("nowhere"), Axis(63))).ShouldHaveSingleItem();

        await Index.RemoveAsync(Anna, [Id("gone"), Id("never there")], Cancellation);

        (await FindAsync("word")).ShouldBeEmpty();
        (await HitsAsync(Parse("nowhere"), Axis(63))).ShouldBeEmpty();
        (await FindAsync("in:inbox", limit: 100)).Count.ShouldBe(40);
        (await FindAsync("-other")).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveAsync_ThenWrite_IsFoundAgain()
    {
        await WriteAsync(Indexed("one", "word"));
        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);
        await WriteAsync(Indexed("one", "word"));

        (await FindAsync("word")).ShouldBe(["one"]);
    }

    [Fact]
    public async Task RevisionAsync_Change_Advances()
    {
        var seen = new List<long> { await RevisionAsync() };
        await WriteAsync(Indexed("one", "word"));
        seen.Add(await RevisionAsync());
        await WriteAsync(Indexed("one", "other word"));
        seen.Add(await RevisionAsync());
        await WriteAsync(Indexed("one", "other word") with { Folders = ["Archive"] });
        seen.Add(await RevisionAsync());
        await Index.RemoveAsync(Anna, [Id("one")], Cancellation);
        seen.Add(await RevisionAsync());

        seen.ShouldBe(seen.Distinct().Order());
    }

    [Fact]
    public async Task RevisionAsync_NoChange_StaysTheSame()
    {
        await WriteAsync(Indexed("one", "word"));
        var before = await RevisionAsync();

        await FindAsync("word");
        await WriteAsync();
        await WriteAsync(Indexed("one", "word"));
        await Index.RemoveAsync(Anna, [], Cancellation);
        await Index.RemoveAsync(Anna, [Id("never there")], Cancellation);

        (await RevisionAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task RevisionAsync_AnotherOwnersChange_StaysTheSame()
    {
        await WriteAsync(Indexed("one", "word"));
        var before = await RevisionAsync();

        await Index.WriteAsync(Mallory, Model, [Indexed("one", "mallory")], Cancellation);
        await Index.RemoveAsync(Mallory, [Id("one")], Cancellation);

        (await RevisionAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_FindsAndChangesNothing()
    {
        await WriteAsync(
            [Indexed("one", "word", axis: 63), .. Enumerable.Range(0, 40).Select(static i => Indexed($"mail-{i}", "text", axis: i))]);

        foreach (var query in (string[])["word", "", "in:inbox", "from:anna", "-nothing", "\"word\""])
            (await Index.SearchAsync(Mallory, new IndexQuery(Parse(query), Model, Axis(63), 100), Cancellation)).ShouldBeEmpty();
        await Index.RemoveAsync(Mallory, [Id("one")], Cancellation);
        await Index.WriteAsync(Mallory, Model, [Indexed("one", "mallory", axis: 5) with { Folders = ["Mallory"] }], Cancellation);
        await SettleAsync();

        (await FindAsync("word")).ShouldBe(["one"]);
        (await FindAsync("mallory")).ShouldBeEmpty();
        (await HitsAsync(Parse("nowhere"), Axis(63))).Select(static h => h.Id).ShouldBe([Id("one")]);
        var mallorys = await Index.SearchAsync(Mallory, new IndexQuery(Parse("in:mallory"), "", default, 10), Cancellation);
        mallorys.Select(static h => h.Id).ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task SearchAsync_AnotherOwnersMail_DoesNotMoveTheRanking()
    {
        await WriteAsync(Indexed("rare", "rare rare common"), Indexed("common", "rare common common common"), Indexed("none", "x"));
        var before = await HitsAsync(Parse("rare common"), default);

        await Index.WriteAsync(
            Mallory, Model, [.. Enumerable.Range(0, 200).Select(static i => Indexed($"flood-{i}", "rare rare rare"))], Cancellation);
        await SettleAsync();

        (await HitsAsync(Parse("rare common"), default)).ShouldBe(before);
    }

    [Theory]
    [InlineData("\"")]
    [InlineData("\"\"")]
    [InlineData("\"\"\"")]
    [InlineData("'; DROP TABLE mail; --")]
    [InlineData("NEAR(a b)")]
    [InlineData("NEAR(a b, 10) OR")]
    [InlineData("AND OR NOT")]
    [InlineData("a AND")]
    [InlineData("* ^ : - + ( ) { } [ ]")]
    [InlineData("wor* ^word {subject text}: word")]
    [InlineData("subject : word")]
    [InlineData("from:* to:\" subject:( in:) -in:' has:^")]
    [InlineData("from:\"\" -from:\"\" in:\"\"")]
    [InlineData("- -- --- -\"\" -from: -:")]
    [InlineData("after:tomorrow before:2024-13-99 has:nothing")]
    [InlineData("after:9999-12-31 before:0001-01-01")]
    [InlineData("\0")]
    [InlineData("a\0b \"c\0d\" in:e\0f from:g\0h")]
    [InlineData("🎉 \"🎉\" -🎉 from:🎉 in:🎉 subject:\"🎉 word\"")]
    [InlineData("\uD83C word \uDF89")]
    [InlineData("“smart quotes” „unten“")]
    [InlineData("\u202Ertl\u202C \u200B zero")]
    [InlineData("?1 @x $y :z")]
    [InlineData("%s %n \\ \\\\ \\u0000")]
    public async Task SearchAsync_StrangeText_IsLegal(string query)
    {
        await WriteAsync([.. Enumerable.Range(0, 20).Select(static i => Indexed($"mail-{i}", "word text", axis: i))]);

        await LegalAsync(query);
    }

    [Theory]
    [InlineData("word ")]
    [InlineData("\"word text\" ")]
    [InlineData("-nothing ")]
    [InlineData("from:anna ")]
    [InlineData("-from:carl ")]
    [InlineData("to:ben ")]
    [InlineData("subject:s ")]
    [InlineData("in:inbox ")]
    [InlineData("-in:sent ")]
    [InlineData("after:2024 ")]
    [InlineData("in:%d ")]
    [InlineData("-in:%d ")]
    [InlineData("from:a%d ")]
    [InlineData("-from:b%d ")]
    [InlineData("-w%d ")]
    public async Task SearchAsync_HundredsOfConditions_IsLegal(string part)
    {
        await WriteAsync(Indexed("one", "word text"));

        await LegalAsync(string.Concat(Enumerable.Range(0, QueryParser.MaxLength / part.Length)
            .Select(i => part.Replace("%d", $"{i}", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task SearchAsync_AnyText_IsLegal()
    {
        await WriteAsync([.. Enumerable.Range(0, 20).Select(static i => Indexed($"mail-{i}", "word text NEAR and or not", axis: i))]);
        var piece = Gen.OneOf(
            Const(
                "from:", "to:", "subject:", "in:", "has:", "after:", "before:", "has:attachment", "2024", "2024-02-30", "-",
                "--", "\"", "'",
                "“", "”", "„", "NEAR(", "NEAR/2", "AND", "OR", "NOT", "*", "^", ":", "+", "(", ")", "{", "}", ",", ".", ";", "\\",
                "/", "%", "_",
                "?", "\0", "🎉", "👩‍👩‍👧", "word", "text", "inbox", "é", "e\u0301", "ß", "İ", "ﬁ", "한", "会议",
                "\uD83C", "\uDC00", "\u200B",
                "\u00A0", "\u3000", "\n", "\t", "column:", "rank", "mail_words", "rowid", "1", "0"),
            Gen.String[0, 12],
            Gen.Char[char.MinValue, char.MaxValue].Array[0, 6].Select(static c => new string(c)));
        var query = Gen.Select(piece.Array[0, 14], Const("", " ")).Select(static (parts, glue) => string.Join(glue, parts));

        await query.SampleAsync(LegalAsync, iter: 1_000, threads: 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("word")]
    [InlineData("from:anna")]
    [InlineData("-nothing")]
    public async Task ListAsync_PageByPage_GivesEachOnceByDateThenId(string query)
    {
        await WriteAsync([.. Enumerable.Range(0, 17).Select(static i => Indexed($"mail {i}", "a word", i / 3))]);
        foreach (var oldestFirst in new[] { false, true })
        {
            var all = (await Index.ListAsync(Anna, Parse(query), null, new MailRange(null, 0, 100, oldestFirst), Cancellation)).ToList();
            all.Count.ShouldBe(17);
            var ascending = all.OrderBy(static p => p.Date).ThenBy(static p => p.Id).ToList();
            all.ShouldBe(oldestFirst ? ascending : ascending.AsEnumerable().Reverse());
            for (var limit = 1; limit < 19; limit += 4)
            {
                var seen = new List<MailPosition>();
                IReadOnlyList<MailPosition> page;
                do
                {
                    MailPosition? after = seen.Count > 0 ? seen[^1] : null;
                    page = await Index.ListAsync(Anna, Parse(query), null, new MailRange(after, 0, limit, oldestFirst), Cancellation);
                    seen.AddRange(page);
                }
                while (page.Count > 0);
                seen.ShouldBe(all);
            }

            (await Index.ListAsync(Anna, Parse(query), null, new MailRange(null, 3, 2, oldestFirst), Cancellation)).ShouldBe(all[3..5]);
        }
    }

    [Theory]
    [InlineData("budget meeting", "both")]
    [InlineData("meetings budgets", "both")]
    [InlineData("the budget", "both budget")]
    [InlineData("budget \"team meeting\"", "both")]
    [InlineData("budget -meeting", "budget")]
    [InlineData("budget berg", "both budget")]
    [InlineData("budget nowhere", "")]
    [InlineData("the of", "both budget meeting")]
    public async Task ListAsync_SeveralWords_AllHaveToBeThere(string query, string names)
    {
        await WriteAsync(
            Indexed("both", "the budget of the team meeting"), Indexed("budget", "the budget of it"),
            Indexed("meeting", "the meeting of it"));

        (await ListAsync(Parse(query))).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    [Fact]
    public async Task ListAsync_Among_IsOfTheseOnly()
    {
        await WriteAsync(Indexed("one", "word", 1), Indexed("two", "word", 2), Indexed("three", "other", 3));

        (await ListAsync(Parse("word"), ["two", "three", "unknown"])).ShouldBe(["two"]);
        (await ListAsync(Parse(""), ["two", "three", "unknown"])).ShouldBe(["three", "two"]);
        (await ListAsync(Parse("word"), [])).ShouldBeEmpty();
        (await Index.CountAsync(Anna, Parse("word"), [Id("two"), Id("three")], Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task ListAsync_AnotherUsersMail_IsNeverListed()
    {
        await WriteAsync(Indexed("secret", "word"));

        (await Index.ListAsync(Mallory, Parse("word"), null, new MailRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
        (await Index.ListAsync(Mallory, Parse(""), [Id("secret")], new MailRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
        (await Index.CountAsync(Mallory, Parse(""), null, Cancellation)).ShouldBe(0);
    }

    private static Gen<string> Const(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private async Task LegalAsync(string text)
    {
        foreach (var vector in (ReadOnlyMemory<float>[])[default, Axis(3)])
        {
            var hits = await Index.SearchAsync(Anna, new IndexQuery(Parse(text), Model, vector, 5), Cancellation);
            hits.Count.ShouldBeLessThanOrEqualTo(5);
            hits.Select(static h => h.Id).ShouldBeUnique();
            hits.ShouldAllBe(static h => h.Score >= 0 && h.Score <= 1);
        }

        (await Index.ListAsync(Anna, Parse(text), null, new MailRange(null, 0, 5), Cancellation)).Count.ShouldBeLessThanOrEqualTo(5);
    }

    private async Task FilterAsync(string query, string names, IndexedMail[] mails)
    {
        await WriteAsync(mails);

        (await FindAsync(query)).ShouldBe(names.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);
    }

    private static SearchQuery Parse(string text) => QueryParser.Parse(text, TimeZoneInfo.Utc, default);

    private static SearchQuery Filtered(MailFilter filter) => SearchQuery.Empty with { Filter = filter };

    private Task<IndexState> WriteAsync(params IndexedMail[] mails) => Index.WriteAsync(Anna, Model, mails, Cancellation);

    private Task<List<string>> FindAsync(string query, int limit = 100) => FindAsync(Parse(query), limit);

    /// <summary>The names of the messages found by words and conditions alone.</summary>
    private async Task<List<string>> FindAsync(SearchQuery query, int limit = 100)
    {
        await SettleAsync();
        var hits = await Index.SearchAsync(Anna, new IndexQuery(query, "", default, limit), Cancellation);
        var found = hits.Select(static h => Name(h.Id)).ToList();
        if (found.Count < limit)
        {
            // What words and conditions find, a list holds too; of several words it asks for all.
            var listed = await ListAsync(query);
            listed.ShouldBeSubsetOf(found);
            if (query.Any.Count <= 1)
                listed.Count.ShouldBe(found.Count);
            (await Index.CountAsync(Anna, query, null, Cancellation)).ShouldBe(listed.Count);
        }

        return found;
    }

    private async Task<List<string>> ListAsync(SearchQuery query, string[]? among = null)
    {
        await SettleAsync();
        return [.. (await Index.ListAsync(Anna, query, among?.Select(Id).ToList(), new MailRange(null, 0, 1_000), Cancellation))
            .Select(static p => Name(p.Id))];
    }

    private async Task<IReadOnlyList<IndexHit>> HitsAsync(SearchQuery query, ReadOnlyMemory<float> vector)
    {
        await SettleAsync();
        return await Index.SearchAsync(Anna, new IndexQuery(query, Model, vector, 100), Cancellation);
    }

    private async Task<long> RevisionAsync()
    {
        await SettleAsync();
        return await Index.RevisionAsync(Anna, Cancellation);
    }
}

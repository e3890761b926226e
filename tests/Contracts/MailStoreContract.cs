using System.Security.Cryptography;
using System.Text;
using CsCheck;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailStore"/> promises about messages and placements; see <see cref="MailThreadContract"/> for
/// conversations.</summary>
public abstract class MailStoreContract : Contract
{
    protected abstract IMailStore Store { get; }

    [Fact]
    public async Task SaveAsync_NewMail_IsAddedAndNeedsIndexing()
    {
        var outcomes = await SaveAsync(Mail("one"), Mail("two"));

        outcomes.ShouldBe([new(Id("one"), SaveKind.Added, true), new(Id("two"), SaveKind.Added, true)]);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task SaveAsync_SameMailAgain_IsKnownAndChangesNothing()
    {
        await SaveAsync(Mail("one"));
        var before = await OneAsync("one");

        (await SaveAsync(Mail("one"))).ShouldBe([new(Id("one"), SaveKind.Known, true)]);

        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
        var after = await OneAsync("one");
        (after.Version, after.IndexedVersion, after.Thread).ShouldBe((before.Version, before.IndexedVersion, before.Thread));
        after.Folders.ShouldBe(before.Folders);
    }

    [Fact]
    public async Task SaveAsync_SameMailTwiceInOneCall_IsAddedOnce()
    {
        var outcomes = await SaveAsync(Mail("one"), Mail("two"), Mail("one"));

        outcomes.Select(static o => o.Kind).ShouldBe([SaveKind.Added, SaveKind.Added, SaveKind.Known]);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(2);
    }

    [Fact]
    public async Task SaveAsync_KnownMessageWithOtherContent_KeepsTheFirst()
    {
        await SaveAsync(Mail("one"));

        await SaveAsync(Mail("one") with { Message = Message("one", text: "Another text") });

        (await OneAsync("one")).Message.Text.ShouldBe("Text of one");
    }

    [Fact]
    public async Task SaveAsync_IndexedMailAgain_IsKnownAndNeedsNoIndexing()
    {
        await SaveAsync(Mail("one"));
        await MarkAsync("one", (await OneAsync("one")).Version);

        (await SaveAsync(Mail("one"))).ShouldBe([new(Id("one"), SaveKind.Known, false)]);
    }

    [Fact]
    public async Task SaveAsync_SecondFolder_IsPlacedAndNeedsIndexingAgain()
    {
        await SaveAsync(Mail("one"));
        await MarkAsync("one", (await OneAsync("one")).Version);

        var outcomes = await SaveAsync(Mail("one") with { Placement = Place("one", "Projects/2024") });

        outcomes.ShouldBe([new(Id("one"), SaveKind.Placed, true)]);
        var stored = await OneAsync("one");
        stored.Folders.ShouldBe(["INBOX", "Projects/2024"], ignoreOrder: true);
        stored.IsIndexed.ShouldBeFalse();
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task SaveAsync_SameFolderNameInSecondMailbox_IsPlacedAndListsTheFolderOnce()
    {
        await SaveAsync(Mail("one"));

        (await SaveAsync(Mail("one") with { Placement = Place("one", mailbox: "work") }))[0].Kind.ShouldBe(SaveKind.Placed);

        (await OneAsync("one")).Folders.ShouldBe(["INBOX"]);
    }

    [Fact]
    public async Task SaveAsync_NewUidValidity_IsPlaced()
    {
        await SaveAsync(Mail("one"));

        var moved = Mail("one") with { Placement = Place("one") with { UidValidity = 2 } };

        (await SaveAsync(moved))[0].Kind.ShouldBe(SaveKind.Placed);
        (await OneAsync("one")).Folders.ShouldBe(["INBOX"]);
    }

    [Fact]
    public async Task SaveAsync_OtherFlags_IsKnownAndNeedsIndexing()
    {
        await SaveAsync(Mail("one"));
        await MarkAsync("one", (await OneAsync("one")).Version);

        var outcomes = await SaveAsync(Mail("one") with { Placement = Place("one", flags: MailFlags.Seen | MailFlags.Flagged) });

        outcomes.ShouldBe([new(Id("one"), SaveKind.Known, true)]);
        var one = await OneAsync("one");
        (one.IsIndexed, one.Flags).ShouldBe((false, MailFlags.Seen | MailFlags.Flagged));
    }

    [Fact]
    public async Task GetAsync_FlagsInSeveralPlaces_GivesAllOfThem()
    {
        await SaveAsync(
            Mail("one") with { Placement = Place("one", flags: MailFlags.Seen) },
            Mail("one") with { Placement = Place("one", "Archive", flags: MailFlags.Answered) });

        (await OneAsync("one")).Flags.ShouldBe(MailFlags.Seen | MailFlags.Answered);
    }

    [Fact]
    public async Task FoldersAsync_MailInSeveralMailboxes_GivesEachFolderOnce()
    {
        await SaveAsync(
            Mail("one"), Mail("two"), Mail("one") with { Placement = Place("one", "Archive") },
            Mail("three") with { Placement = Place("three", "INBOX", "work") with { Labels = "Label" } });

        (await Store.FoldersAsync(Anna, Cancellation)).ShouldBe([
            (new MailboxId("home"), "Archive"), (new MailboxId("home"), "INBOX"), (new MailboxId("work"), "INBOX"),
        ]);
        (await Store.FoldersAsync(Mallory, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAsync_Kind_IsAsItWasStored()
    {
        await SaveAsync(Mail("one") with { Message = Message("one") with { Kind = MailKind.Receipt } }, Mail("two"));

        (await OneAsync("one")).Message.Kind.ShouldBe(MailKind.Receipt);
        (await OneAsync("two")).Message.Kind.ShouldBe(MailKind.Person);
        (await Store.HeadsAsync(Anna, null, 10, Cancellation)).Single(static h => h.Kind != MailKind.Person).Kind
            .ShouldBe(MailKind.Receipt);
    }

    [Fact]
    public async Task GetAsync_ListId_IsAsItWasStored()
    {
        await SaveAsync(
            Mail("one") with { Message = Message("one") with { ListId = "Walkers <walkers.example.org>" } },
            Mail("two") with { Message = Message("two") with { ListId = "" } }, Mail("old"));

        (await OneAsync("one")).Message.ListId.ShouldBe("Walkers <walkers.example.org>");
        (await OneAsync("two")).Message.ListId.ShouldBe("");
        (await OneAsync("old")).Message.ListId.ShouldBeNull();
    }

    [Fact]
    public async Task SaveAsync_PlaceHoldsAnotherKnownMessage_MovesThePlaceAndBothNeedIndexing()
    {
        await SaveAsync(Mail("one"), Mail("two") with { Placement = Place("two", "Sent") });
        await MarkAsync("one", (await OneAsync("one")).Version);
        await MarkAsync("two", (await OneAsync("two")).Version);

        var outcomes = await SaveAsync(Mail("two") with { Placement = Place("one") });

        outcomes.ShouldBe([new(Id("two"), SaveKind.Placed, true)]);
        (await OneAsync("one")).Folders.ShouldBeEmpty();
        (await OneAsync("two")).Folders.ShouldBe(["INBOX", "Sent"], ignoreOrder: true);
        (await UnindexedAsync("one", "two")).ShouldBe([Id("one"), Id("two")], ignoreOrder: true);
    }

    [Fact]
    public async Task SaveAsync_PlaceHoldsAnotherMessageAndMailIsNew_TakesThePlace()
    {
        await SaveAsync(Mail("one"));
        await MarkAsync("one", (await OneAsync("one")).Version);

        (await SaveAsync(Mail("two") with { Placement = Place("one") })).ShouldBe([new(Id("two"), SaveKind.Added, true)]);

        (await OneAsync("one")).Folders.ShouldBeEmpty();
        (await OneAsync("two")).Folders.ShouldBe(["INBOX"]);
        (await UnindexedAsync("one", "two")).ShouldBe([Id("one"), Id("two")], ignoreOrder: true);
    }

    [Fact]
    public async Task SaveAsync_ManyMails_GivesOutcomesInOrder()
    {
        var names = Enumerable.Range(0, 150).Select(static i => $"many-{i}").ToArray();
        await SaveAsync([.. names.Where(static (_, i) => i % 3 == 0).Select(static n => Mail(n))]);

        var outcomes = await SaveAsync([.. names.Select(static n => Mail(n))]);

        outcomes.Select(static o => o.Id).ShouldBe(names.Select(Id));
        outcomes.Select(static o => o.Kind).ShouldBe(names.Select(static (_, i) => i % 3 == 0 ? SaveKind.Known : SaveKind.Added));
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(names.Length);
    }

    [Fact]
    public async Task SaveAsync_NoMails_GivesNoOutcomes() => (await SaveAsync()).ShouldBeEmpty();

    [Fact]
    public async Task SaveAsync_SameMailsSideBySide_AddsEachOnce()
    {
        var mails = Enumerable.Range(0, 40).Select(static i => Mail($"side-{i}")).ToArray();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => SaveAsync(mails), Cancellation)));

        outcomes.SelectMany(static o => o).Where(static o => o.Kind == SaveKind.Added).Select(static o => o.Id)
            .ShouldBe(mails.Select(static m => m.Message.Id), ignoreOrder: true);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(mails.Length);
    }

    [Fact]
    public async Task GetAsync_StoredMail_HasEveryField()
    {
        var message = new MailMessage
        {
            Id = Id("full"),
            MessageId = "weird \"id\"@[127.0.0.1]",
            Subject = "Grüße & <b>bold</b> 🎉",
            From = [new MailAddress("Anna Bérg", "anna@example.com"), new MailAddress("", "second@example.com")],
            To = [new MailAddress("\"Ben\", the 'boss'", "ben@münchen.example"), new MailAddress("no address", "")],
            Cc = [new MailAddress("Cc", "cc@example.com")],
            Bcc = [new MailAddress("Bcc", "bcc@example.com")],
            Date = new DateTimeOffset(1971, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Text = "Line one\nLine two\ttabbed",
            Attachments =
            [
                new AttachmentInfo("Plan für März.pdf", "application/pdf", 5_000_000_000, null, false),
                new AttachmentInfo("", "image/png", 0, "logo@example", true),
            ],
            Size = 3,
        };
        await SaveAsync(new MailToSave(message, ["root@example.com"], Place("full", "Büro/Ablage ä"), new byte[] { 1, 2, 3 }));

        var stored = await OneAsync("full");

        stored.Message.ShouldBeTheSameAs(message);
        stored.Folders.ShouldBe(["Büro/Ablage ä"]);
        stored.IndexedVersion.ShouldBe(0);
        stored.IsIndexed.ShouldBeFalse();
    }

    [Fact]
    public async Task GetAsync_MailThatSaysNothing_RoundTrips()
    {
        var message = Message("bare") with { MessageId = "", Subject = "", From = [], To = [], Text = "", Size = 0 };
        await SaveAsync(new MailToSave(message, [], Place("bare"), default));

        (await OneAsync("bare")).Message.ShouldBeTheSameAs(message);
        (await Store.GetRawAsync(Anna, Id("bare"), Cancellation)).ShouldBe([]);
    }

    [Fact]
    public async Task GetAsync_SomeUnknownIds_GivesThoseThatExist()
    {
        await SaveAsync(Mail("one"), Mail("two"));

        var found = await Store.GetAsync(Anna, [Id("two"), Id("nobody"), Id("one")], Cancellation);

        found.Select(static m => m.Message.Id).ShouldBe([Id("one"), Id("two")], ignoreOrder: true);
        (await Store.GetAsync(Anna, [], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetAsync_SameIdTwice_GivesTheMailOnce()
    {
        await SaveAsync(Mail("one"));

        (await Store.GetAsync(Anna, [Id("one"), Id("one")], Cancellation)).ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(5_000)]
    public async Task SaveAsync_SizeThatIsNotTheRawMails_StoresTheRawMails(int size)
    {
        var raw = new byte[1_000];
        Random.Shared.NextBytes(raw);
        var mail = Mail("one") with { Raw = raw };

        await SaveAsync(mail with { Message = mail.Message with { Size = size } });

        (await Store.GetRawAsync(Anna, Id("one"), Cancellation)).ShouldBe(raw);
        (await Store.GetAsync(Anna, [Id("one")], Cancellation)).ShouldHaveSingleItem().Message.Size.ShouldBe(raw.Length);
    }

    [Fact]
    public async Task GetAsync_TextOfEveryUnicodePlane_RoundTrips()
    {
        // Every plane, every thirty-seventh character of it: letters, marks, symbols, private use, unassigned.
        var text = new StringBuilder();
        for (var value = 1; value <= 0x10FFFF; value += 37)
        {
            if (Rune.IsValid(value))
                text.Append(new Rune(value));
        }

        await SaveAsync(Mail("planes") with { Message = Message("planes", text: text.ToString()) });

        (await OneAsync("planes")).Message.Text.ShouldBe(text.ToString());
    }

    [Fact]
    public async Task GetAsync_AnyText_RoundTrips()
    {
        var rune = Gen.OneOf(Gen.Int[1, 0x7F], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]).Select(static v => new Rune(v).ToString());
        var texts = rune.Array[0, 400].Select(static r => string.Concat(r)).Array[1, 8];
        var number = 0;
        await texts.SampleAsync(
            async sample =>
            {
                var mails = sample.Select(text =>
                {
                    var name = $"any-{Interlocked.Increment(ref number)}";
                    return Mail(name) with { Message = Message(name, text: text) with { Subject = text, From = [new(text, text)] } };
                }).ToArray();
                await SaveAsync(mails);

                var stored = await Store.GetAsync(Anna, [.. mails.Select(static m => m.Message.Id)], Cancellation);

                stored.Count.ShouldBe(mails.Length);
                foreach (var mail in mails)
                    stored.Single(s => s.Message.Id == mail.Message.Id).Message.ShouldBeTheSameAs(mail.Message);
            },
            iter: 20, threads: 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(5 * 1024 * 1024)]
    public async Task GetRawAsync_RandomBytes_RoundTrip(int length)
    {
        var raw = new byte[length];
        new Random(length).NextBytes(raw);
        await SaveAsync(Mail("raw").WithRaw(raw));

        var stored = await Store.GetRawAsync(Anna, Id("raw"), Cancellation);

        stored.ShouldNotBeNull().Length.ShouldBe(length);
        SHA256.HashData(stored!).ShouldBe(SHA256.HashData(raw));
        (await OneAsync("raw")).Message.Size.ShouldBe(length);
    }

    [Fact]
    public async Task GetRawAsync_FiveMegabytesOfOneByte_RoundTrip()
    {
        var raw = new byte[5 * 1024 * 1024];
        Array.Fill(raw, (byte)'x');
        await SaveAsync(Mail("long").WithRaw(raw));

        (await Store.GetRawAsync(Anna, Id("long"), Cancellation)).ShouldNotBeNull().AsSpan().SequenceEqual(raw).ShouldBeTrue();
    }

    [Fact]
    public async Task GetRawAsync_UnknownId_IsNull() => (await Store.GetRawAsync(Anna, Id("nobody"), Cancellation)).ShouldBeNull();

    [Fact]
    public async Task MarkIndexedAsync_CurrentVersion_IsIndexed()
    {
        await SaveAsync(Mail("one"), Mail("two"));
        (await UnindexedAsync("one", "two", "nobody")).ShouldBe([Id("one"), Id("two")], ignoreOrder: true);

        (await MarkAsync("one", (await OneAsync("one")).Version)).ShouldBeEmpty();

        (await UnindexedAsync("one", "two", "nobody")).ShouldBe([Id("two")]);
        (await OneAsync("one")).IsIndexed.ShouldBeTrue();
        (await OneAsync("two")).IsIndexed.ShouldBeFalse();
    }

    [Fact]
    public async Task MarkIndexedAsync_OlderVersion_StaysUnindexed()
    {
        await SaveAsync(Mail("one"));
        var older = (await OneAsync("one")).Version;
        await SaveAsync(Mail("one") with { Placement = Place("one", "Archive") });

        (await MarkAsync("one", older)).ShouldBeEmpty();

        (await UnindexedAsync("one")).ShouldBe([Id("one")]);
        (await OneAsync("one")).IsIndexed.ShouldBeFalse();
    }

    [Fact]
    public async Task MarkIndexedAsync_OlderVersionAfterCurrent_StaysIndexed()
    {
        await SaveAsync(Mail("one"));
        var older = (await OneAsync("one")).Version;
        await SaveAsync(Mail("one") with { Placement = Place("one", "Archive") });
        await MarkAsync("one", (await OneAsync("one")).Version);

        await MarkAsync("one", older);

        (await UnindexedAsync("one")).ShouldBeEmpty();
    }

    [Fact]
    public async Task MarkIndexedAsync_VersionThatWasNeverStored_DoesNotHideTheNextChange()
    {
        await SaveAsync(Mail("one"));
        await MarkAsync("one", (await OneAsync("one")).Version + 10);

        await SaveAsync(Mail("one") with { Placement = Place("one", "Archive") });

        (await UnindexedAsync("one")).ShouldBe([Id("one")]);
    }

    [Fact]
    public async Task MarkIndexedAsync_OtherIndexThanTheMarksAreAbout_MarksNothing()
    {
        await SaveAsync(Mail("one"));
        await Store.BindIndexAsync(Anna, new IndexState("new", 3), isRebuilding: true, Cancellation);

        (await Store.MarkIndexedAsync(Anna, [(Id("one"), 1), (Id("gone"), 1)], new IndexState("old", 9), Cancellation)).ShouldBeEmpty();

        (await UnindexedAsync("one")).ShouldBe([Id("one")]);
        (await Store.BoundIndexAsync(Anna, Cancellation)).ShouldBe(new IndexState("new", 3));
    }

    [Fact]
    public async Task BoundIndexAsync_AfterMarks_IsAsFarAsTheLastOfThem()
    {
        (await Store.BoundIndexAsync(Anna, Cancellation)).ShouldBeNull();
        await SaveAsync(Mail("one"));
        await Store.MarkIndexedAsync(Anna, [(Id("one"), 1)], new IndexState("index", 5), Cancellation);
        await Store.MarkIndexedAsync(Anna, [(Id("one"), 1)], new IndexState("index", 4), Cancellation);
        await Store.MarkRemovedAsync(Anna, [Id("nobody")], new IndexState("index", 7), Cancellation);

        (await Store.BoundIndexAsync(Anna, Cancellation)).ShouldBe(new IndexState("index", 7));
        (await Store.BoundIndexAsync(NewMallory(), Cancellation)).ShouldBeNull();

        // A restored one may be less far.
        await Store.BindIndexAsync(Anna, new IndexState("index", 2), isRebuilding: false, Cancellation);
        (await Store.BoundIndexAsync(Anna, Cancellation)).ShouldBe(new IndexState("index", 2));
    }

    [Fact]
    public async Task MarksAsync_Pages_GiveAllMarksById()
    {
        await SaveAsync(Mail("one"), Mail("two"), Mail("three"));
        await MarkAsync("two", 1);

        var first = await Store.MarksAsync(Anna, after: null, 2, Cancellation);
        var all = first.Concat(await Store.MarksAsync(Anna, first[^1].Id, 2, Cancellation)).ToList();

        all.Select(static m => m.Id).ShouldBe(new[] { Id("one"), Id("two"), Id("three") }.Order());
        all.Where(static m => m.Version > 0).ShouldBe([(Id("two"), 1)]);
        (await Store.MarksAsync(NewMallory(), after: null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CorrectMarksAsync_WrongAndUnknown_AreTakenBackAndNoted()
    {
        await SaveAsync(Mail("one"), Mail("two"));
        await MarkAsync("one", 1);
        await MarkAsync("two", 1);

        await Store.CorrectMarksAsync(Anna, [(Id("one"), 1), (Id("two"), 7)], [Id("two"), Id("stranger")], Cancellation);

        (await UnindexedAsync("one", "two")).ShouldBe([Id("one")], "the mark of the other was renewed meanwhile");
        (await Store.ListRemovedAsync(Anna, after: null, 10, Cancellation)).ShouldBe([Id("stranger")], "what is stored stays in the index");
        (await Store.ListRemovedAsync(NewMallory(), after: null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CoverageAsync_WhileAnIndexIsBuiltAgain_SaysSoUntilItHoldsAll()
    {
        (await Store.CoverageAsync(Anna, Cancellation)).IsComplete.ShouldBeTrue();
        await SaveAsync(Mail("one"), Mail("two"));
        (await Store.CoverageAsync(Anna, Cancellation)).ShouldBe(new IndexCoverage(2, 2, IsRebuilding: false));
        (await Store.CoverageAsync(NewMallory(), Cancellation)).IsComplete.ShouldBeTrue();

        await Store.BindIndexAsync(Anna, Samples.AnyIndex, isRebuilding: true, Cancellation);
        await MarkAsync("one", 1);
        (await Store.CoverageAsync(Anna, Cancellation)).ShouldBe(new IndexCoverage(2, 1, IsRebuilding: true));
        await MarkAsync("two", 1);
        (await Store.CoverageAsync(Anna, Cancellation)).IsComplete.ShouldBeTrue();

        await SaveAsync(Mail("three"));
        (await Store.CoverageAsync(Anna, Cancellation)).ShouldBe(new IndexCoverage(3, 1, IsRebuilding: false));
    }

    [Fact]
    public async Task MarkIndexedAsync_UnknownIds_GivesThemBack()
    {
        await SaveAsync(Mail("one"));

        var gone =
            await Store.MarkIndexedAsync(Anna, [(Id("nobody"), 1), (Id("one"), 1), (Id("no one"), 7)], Samples.AnyIndex, Cancellation);

        gone.ShouldBe([Id("nobody"), Id("no one")], ignoreOrder: true);
        (await Store.MarkIndexedAsync(Anna, [], Samples.AnyIndex, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task QuarantineAsync_Twice_IsListedOnceAsItFirstWas()
    {
        var first = Set("broken");

        await Store.SetAsideAsync(Anna, first, new byte[] { 0, 255, 10 }, Cancellation);
        await Store.SetAsideAsync(Anna, first with { Source = "again", At = first.At.AddDays(1) }, new byte[] { 0, 255, 10 }, Cancellation);

        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldBe([first]);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task ListQuarantineAsync_Limit_GivesTheOldest()
    {
        var set = Enumerable.Range(0, 5).Select(i => Set($"broken-{i}") with { At = Start.AddMinutes(i) }).ToArray();
        foreach (var mail in set)
            await Store.SetAsideAsync(Anna, mail, default, Cancellation);

        (await Store.ListSetAsideAsync(Anna, 3, Cancellation)).ShouldBe(set[..3]);
        (await Store.ListSetAsideAsync(Anna, 100, Cancellation)).ShouldBe(set);
    }

    [Fact]
    public async Task CountAsync_NothingStored_IsZero() => (await Store.CountAsync(Anna, Cancellation)).ShouldBe(0);

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsNothing()
    {
        await SaveAsync(Mail("one"));
        await Store.SetAsideAsync(Anna, Set("broken"), default, Cancellation);
        var thread = (await OneAsync("one")).Thread;

        (await Store.GetAsync(Mallory, [Id("one")], Cancellation)).ShouldBeEmpty();
        (await Store.GetRawAsync(Mallory, Id("one"), Cancellation)).ShouldBeNull();
        (await Store.GetThreadAsync(Mallory, thread, 10, Cancellation)).ShouldBeEmpty();
        (await Store.UnindexedAsync(Mallory, [Id("one")], Cancellation)).ShouldBeEmpty();
        (await Store.ListSetAsideAsync(Mallory, 10, Cancellation)).ShouldBeEmpty();
        (await Store.CountAsync(Mallory, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ChangesNothing()
    {
        await SaveAsync(Mail("one"));
        await Store.SetAsideAsync(Anna, Set("broken"), default, Cancellation);
        var before = await OneAsync("one");

        // The same id, place, Message-ID and conversation, with another content.
        var outcomes = await Store.SaveAsync(
            Mallory,
            [
                Mail("one") with { Message = Message("one", text: "Mallory's"), Placement = Place("one", flags: MailFlags.Deleted) },
                Mail("one") with { Placement = Place("one", "Mallory's folder") },
                Mail("reply", 1, "one@example.com"),
            ],
            Cancellation);
        (await Store.MarkIndexedAsync(Mallory, [(Id("one"), before.Version)], Samples.AnyIndex, Cancellation))
            .ShouldBeEmpty("Mallory has a message of that id");
        (await Store.MarkIndexedAsync(NewMallory(), [(Id("one"), before.Version)], Samples.AnyIndex, Cancellation)).ShouldBe([Id("one")]);
        await Store.SetAsideAsync(Mallory, Set("broken") with { Reason = "Mallory's" }, default, Cancellation);

        outcomes.Select(static o => o.Kind).ShouldBe([SaveKind.Added, SaveKind.Placed, SaveKind.Added]);
        var after = await OneAsync("one");
        after.Message.Text.ShouldBe("Text of one");
        after.Folders.ShouldBe(["INBOX"]);
        (after.Version, after.IndexedVersion).ShouldBe((before.Version, before.IndexedVersion));
        (await Store.GetThreadAsync(Anna, after.Thread, 10, Cancellation)).Select(static m => m.Message.Id).ShouldBe([Id("one")]);
        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).ShouldBe([Set("broken")]);
        (await Store.CountAsync(Anna, Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(30_000)]
    public async Task GetAsync_Extent_IsTheBeginningOfEachWithTheCounts(int many)
    {
        var mail = await SaveLongAsync("long", many, many * 100);
        var extent = new MailExtent(Text: 1_234, Addresses: 3, Attachments: 2);

        var stored = (await Store.GetAsync(Anna, [Id("long")], extent, Cancellation)).ShouldHaveSingleItem().Message;

        stored.Text.ShouldBe(mail.Text[..1_234]);
        stored.WholeText!.Value.ShouldBeGreaterThan(1_234);
        stored.From.ShouldBe(mail.From);
        stored.To.ShouldBe(mail.To.Take(3));
        stored.Cc.ShouldBe(mail.Cc.Take(3));
        stored.HasAttachments.ShouldBe(mail.HasAttachments);

        // Of what is very long only the beginning may have been looked at.
        if (stored.Counts is not { To: null })
        {
            stored.Attachments.ShouldBe(mail.Attachments.Take(2));
            stored.Counts.ShouldBe(new MailCounts(1, many, many, 0, many, HasAttachments: true));
        }
        else
        {
            many.ShouldBeGreaterThan(1_000);
        }
    }

    [Fact]
    public async Task GetAsync_ShortMail_IsWholeInAnyExtent()
    {
        await SaveAsync(Mail("one"));

        var stored = (await Store.GetAsync(Anna, [Id("one"), Id("nothing")], MailExtent.Listed, Cancellation)).ShouldHaveSingleItem();

        stored.Message.ShouldBeTheSameAs(Message("one"));
    }

    [Fact]
    public async Task GetAsync_Whole_IsAllThatIsKeptOfAMailAndCountsTheRest()
    {
        var mail = await SaveLongAsync("long", 30_000, 3_000_000);

        var stored = (await Store.GetAsync(Anna, [Id("long")], Cancellation)).ShouldHaveSingleItem().Message;

        stored.Text.ShouldBe(mail.Text[..1_000_000]);
        stored.WholeText.ShouldBe(3_000_000);
        stored.To.ShouldBe(mail.To.Take(MailLimits.Addresses));
        stored.Attachments.ShouldBe(mail.Attachments.Take(MailLimits.Parts));
        stored.Counts.ShouldBe(new MailCounts(1, 30_000, 30_000, 0, 30_000, HasAttachments: true));
    }

    [Fact]
    public async Task GetAsync_TextWithLongLetters_IsCutBetweenThem()
    {
        await SaveAsync(Mail("one") with { Message = Message("one", text: string.Concat(Enumerable.Repeat("\U0001F600", 1_000))) });

        var text = (await Store.GetAsync(Anna, [Id("one")], new MailExtent(Text: 11, 1, 1), Cancellation))
            .ShouldHaveSingleItem().Message.Text;

        text.ShouldBe(string.Concat(Enumerable.Repeat("\U0001F600", 5)));
    }

    [Fact]
    public async Task GetPartAsync_LongTexts_GivesThoseThatFitAndAtLeastOne()
    {
        await SaveAsync(
            Mail("one") with { Message = Message("one", text: new string('a', 600)) },
            Mail("two") with { Message = Message("two", text: new string('b', 600)) },
            Mail("three") with { Message = Message("three", text: new string('c', 600)) });
        EmailId[] ids = [Id("nothing"), Id("one"), Id("two"), Id("three")];

        var part = await Store.GetPartAsync(Anna, ids, 1_000, Cancellation);

        part.Asked.ShouldBe(3);
        part.Mails.Select(static m => m.Message.Id).ShouldBe([Id("one"), Id("two")]);
        (await Store.GetPartAsync(Anna, ids, 1, Cancellation)).Mails.ShouldHaveSingleItem().Message.Id.ShouldBe(Id("one"));
        (await Store.GetPartAsync(Mallory, ids, 1_000, Cancellation)).Mails.ShouldBeEmpty();
    }

    [Fact]
    public async Task PlacementsAsync_MailInMorePlacesThanAreListed_GivesTheFirst()
    {
        await SaveAsync(
            [.. Enumerable.Range(0, Placement.MaxListed + 50).Select(static i => Mail("one") with { Placement = Place($"copy {i}") })]);

        (await Store.PlacementsAsync(Anna, [Id("one")], Cancellation))[Id("one")].Count.ShouldBe(Placement.MaxListed);
    }

    /// <summary>A message longer than what is taken from a mail, as an earlier version stored it.</summary>
    private async Task<MailMessage> SaveLongAsync(string name, int many, int text)
    {
        var mail = Message(name, text: string.Concat(Enumerable.Range(0, text / 8).Select(static i => $"{i:x6}, ")))
            with
        {
            To = [.. Enumerable.Range(0, many).Select(static i => new MailAddress($"R{i}", $"r{i}@example.com"))],
            Cc = [.. Enumerable.Range(0, many).Select(static i => new MailAddress("", $"c{i}@example.com"))],
            Attachments =
            [
                .. Enumerable.Range(0, many)
                .Select(i => new AttachmentInfo($"{i}.pdf", "application/pdf", i, i % 2 == 0 ? null : $"{i}@x", i < many - 1)),
            ],
        };
        await SaveAsync(Mail(name) with { Message = mail });
        return mail;
    }

    private static Owner NewMallory() => new(new UserId($"mallory-{Guid.NewGuid():n}"));

    private static SetAsideMail Set(string name) =>
        new(Id(name), MailboxId.Imported, $"inbox.mbox, {name}", "it has no headers", Start);

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(params MailToSave[] mails) => Store.SaveAsync(Anna, mails, Cancellation);

    private async Task<StoredMail> OneAsync(string name)
    {
        await SettleAsync();
        return (await Store.GetAsync(Anna, [Id(name)], Cancellation)).ShouldHaveSingleItem();
    }

    private Task<IReadOnlyList<EmailId>> MarkAsync(string name, long version) =>
        Store.MarkIndexedAsync(Anna, [(Id(name), version)], Samples.AnyIndex, Cancellation);

    private async Task<IReadOnlyList<EmailId>> UnindexedAsync(params string[] names)
    {
        await SettleAsync();
        return await Store.UnindexedAsync(Anna, [.. names.Select(Id)], Cancellation);
    }
}

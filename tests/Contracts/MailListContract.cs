using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailStore"/> promises about lists and about where messages lie.</summary>
public abstract class MailListContract : Contract
{
    protected abstract IMailStore Store { get; }

    /// <summary>The time by which the store stamps what it stores.</summary>
    protected abstract DateTimeOffset Now { get; }

    /// <summary>Lets time pass for the store.</summary>
    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task ListAsync_NothingStored_IsEmpty()
    {
        (await ListAsync(MailConditions.None)).ShouldBeEmpty();
        (await Store.CountAsync(Anna, MailConditions.None, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HeadsAsync_PageByPage_GivesEachMessageOnceWithItsPeople()
    {
        var mail = Mail("head", 5);
        await SaveAsync(
            mail with
            {
                Message = mail.Message with
                {
                    Cc = [new MailAddress("Cora", "cora@example.com")],
                    Bcc = [new MailAddress("", "hidden@example.com")],
                    Attachments =
                    [
                        new AttachmentInfo("plan.pdf", "application/pdf", 3, null, IsInline: false),
                        new AttachmentInfo("logo.png", "image/png", 3, "logo", IsInline: true),
                    ],
                },
            },
            Mail("one", 1), Mail("two", 2));
        var heads = new List<MailHead>();
        EmailId? after = null;
        while (await Store.HeadsAsync(Anna, after, 2, Cancellation) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(2);
            heads.AddRange(page);
            after = page[^1].Id;
        }

        heads.Select(static h => Name(h.Id)).ShouldBe(["head", "one", "two"], ignoreOrder: true);
        var head = heads.Single(static h => Name(h.Id) == "head");
        head.Date.ShouldBe(Start.AddMinutes(5));
        head.Subject.ShouldBe("Subject of head");
        head.Sender.ShouldBe(new MailAddress("Anna Berg", "anna@example.com"));
        head.To.Select(static a => a.Address).ShouldBe(["ben@example.com"]);
        head.Cc.Select(static a => a.Address).ShouldBe(["cora@example.com", "hidden@example.com"]);
        head.Attachments.ShouldBe(["plan.pdf"]);
        (await Store.HeadsAsync(Owner.Local, null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HeadsAsync_MailThatAsks_IsKnownByItsHead()
    {
        var mail = Mail("asks");
        await SaveAsync(
            mail with { Message = mail.Message with { Text = "Are you coming?" } },
            Saying("tells", "I am coming.\n\nOn 1 May 2026, Anna Berg wrote:\n> Are you coming?"),
            Saying("many", "Are you all coming?", recipients: 900),
            Saying("list", "Is anyone coming?", list: "all.example.com"));

        var heads = await Store.HeadsAsync(Anna, null, 10, Cancellation);

        heads.ToDictionary(static h => Name(h.Id), static h => h.Asks).ShouldBe(
            new Dictionary<string, bool?> { ["asks"] = true, ["tells"] = false, ["many"] = true, ["list"] = null }, ignoreOrder: true);

        static MailToSave Saying(string name, string text, int recipients = 1, string? list = null)
        {
            var mail = Mail(name);
            var to = Enumerable.Range(0, recipients).Select(static i => new MailAddress($"Somebody {i}", $"somebody{i}@example.com"));
            return mail with { Message = mail.Message with { Text = text, To = [.. to], ListId = list } };
        }
    }

    [Fact]
    public async Task ListAsync_All_IsByDateThenIdInEitherOrder()
    {
        await SaveAsync(Mail("one", 1), Mail("two", 3), Mail("three", 2), Mail("four", 2));
        var middle = new[] { "three", "four" }.OrderByDescending(Id).ToArray();

        var newest = await ListAsync(MailConditions.None);

        newest.ShouldBe(["two", .. middle, "one"]);
        (await ListAsync(MailConditions.None, oldestFirst: true)).ShouldBe(newest.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task ListAsync_PageByPage_GivesEachOnceWhateverTheLimit()
    {
        await SaveAsync([.. Enumerable.Range(0, 23).Select(static i => Mail($"mail {i}", i / 4))]);
        foreach (var oldestFirst in new[] { false, true })
        {
            var all = await ListAsync(MailConditions.None, oldestFirst: oldestFirst);
            for (var limit = 1; limit < 25; limit += 3)
            {
                var seen = new List<string>();
                MailPosition? after = null;
                while (true)
                {
                    var page = await Store.ListAsync(Anna, MailConditions.None, new MailRange(after, 0, limit, oldestFirst), Cancellation);
                    if (page.Count == 0)
                        break;
                    page.Count.ShouldBeLessThanOrEqualTo(limit);
                    seen.AddRange(page.Select(static p => Name(p.Id)));
                    after = page[^1];
                }

                seen.ShouldBe(all);
            }
        }
    }

    [Fact]
    public async Task ListAsync_PlaceThatIsGone_GoesOnBehindIt()
    {
        await SaveAsync(Mail("one", 1), Mail("two", 2), Mail("three", 3));
        var page = await Store.ListAsync(Anna, MailConditions.None, new MailRange(null, 0, 2), Cancellation);
        await Store.DeleteAsync(Anna, [page[^1].Id], Cancellation);
        await SaveAsync(Mail("new", 9));

        var rest = await Store.ListAsync(Anna, MailConditions.None, new MailRange(page[^1], 0, 10), Cancellation);

        rest.Select(static p => Name(p.Id)).ShouldBe(["one"]);
    }

    [Fact]
    public async Task ListAsync_Skip_PassesOver()
    {
        await SaveAsync(Mail("one", 1), Mail("two", 2), Mail("three", 3));

        (await Store.ListAsync(Anna, MailConditions.None, new MailRange(null, 1, 1), Cancellation)).Select(static p => Name(p.Id))
            .ShouldBe(["two"]);
        (await Store.ListAsync(Anna, MailConditions.None, new MailRange(null, 5, 1), Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("work", "deep work label")]
    [InlineData("WORK", "deep work label")]
    [InlineData("a/work", "deep")]
    [InlineData("ork", "")]
    [InlineData("other", "label other")]
    [InlineData("%", "")]
    public async Task ListAsync_Folder_IsItsFullNameOrItsLastPartOrALabel(string folder, string expected)
    {
        await SaveAsync(
            Mail("work", 1) with { Placement = Place("work", "Work") },
            Mail("deep", 2) with { Placement = Place("deep", "A/Work") },
            Mail("label", 3) with { Placement = Place("label", "All") with { Labels = "Other\nWork" } },
            Mail("other", 4) with { Placement = Place("other", "Other") },
            Mail("network", 5) with { Placement = Place("network", "Network") });
        string[] names = expected.Length == 0 ? [] : expected.Split(' ');

        (await ListAsync(With(MailFilter.None with { Folders = [folder] }))).ShouldBe(names, ignoreOrder: true);
        (await ListAsync(With(MailFilter.None with { NotFolders = [folder] })))
            .ShouldBe(new[] { "work", "deep", "label", "other", "network" }.Except(names), ignoreOrder: true);
    }

    [Fact]
    public async Task ListAsync_Dates_BeginIncludedEndExcluded()
    {
        await SaveAsync(Mail("one", 1), Mail("two", 2), Mail("three", 3));

        (await ListAsync(With(MailFilter.None with { Since = Start.AddMinutes(2) }))).ShouldBe(["three", "two"]);
        (await ListAsync(With(MailFilter.None with { Until = Start.AddMinutes(2) }))).ShouldBe(["one"]);
        (await ListAsync(With(MailFilter.None with { Since = Start.AddMinutes(2).AddTicks(1) }))).ShouldBe(["three"]);
    }

    [Fact]
    public async Task ListAsync_Attachments_AreThoseNotShownInline()
    {
        var logo = new AttachmentInfo("logo.png", "image/png", 1, "x", IsInline: true);
        await SaveAsync(
            Mail("none", 1), Attached("inline", 2, logo), Attached("plan", 3, logo, logo with { IsInline = false }),
            Attached("tricky", 4, logo with { Name = "\"IsInline\":false" }));

        (await ListAsync(With(MailFilter.None with { HasAttachments = true }))).ShouldBe(["plan"]);
        (await ListAsync(With(MailFilter.None with { HasAttachments = false }))).ShouldBe(["tricky", "inline", "none"]);
    }

    [Fact]
    public async Task ListAsync_Thread_IsFoundByAnAliasToo()
    {
        // Ids as short as these lead only to mails of the same subject.
        await SaveAsync(OfThePlan(Mail("one", 1)), OfThePlan(Mail("two", 2)), OfThePlan(Mail("apart", 3)));
        var alias = (await Store.GetAsync(Anna, [Id("two")], Cancellation))[0].Thread;
        await SaveAsync(OfThePlan(Mail("both", 4, "one@example.com", "two@example.com")));
        var thread = (await Store.GetAsync(Anna, [Id("two")], Cancellation))[0].Thread;

        alias.ShouldNotBe(thread);
        foreach (var id in new[] { alias, thread })
        {
            (await ListAsync(new MailConditions(MailFilter.None, id))).ShouldBe(["both", "two", "one"]);
            (await ListAsync(new MailConditions(MailFilter.None with { Until = Start.AddMinutes(2) }, id))).ShouldBe(["one"]);
        }

        (await ListAsync(new MailConditions(MailFilter.None, new ThreadId("nothing")))).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_Words_AreNotForTheStore()
    {
        var conditions = With(MailFilter.None with { From = ["anna"] });

        await Should.ThrowAsync<ArgumentException>(() => Store.ListAsync(Anna, conditions, new MailRange(null, 0, 1), Cancellation));
        await Should.ThrowAsync<ArgumentException>(() => Store.CountAsync(Anna, conditions, Cancellation));
    }

    [Fact]
    public async Task ListAsync_AnotherUsersMail_IsNeverListed()
    {
        await SaveAsync(Mail("secret", 1) with { Placement = Place("secret", "Work") });
        var thread = (await Store.GetAsync(Anna, [Id("secret")], Cancellation))[0].Thread;
        MailConditions[] attempts =
        [
            MailConditions.None, new(MailFilter.None, thread), With(MailFilter.None with { Folders = ["work"] }),
            With(MailFilter.None with { NotFolders = ["x"] }), With(MailFilter.None with { HasAttachments = false }),
        ];
        foreach (var conditions in attempts)
        {
            (await Store.ListAsync(Mallory, conditions, new MailRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
            (await Store.CountAsync(Mallory, conditions, Cancellation)).ShouldBe(0);
        }

        (await Store.PlacementsAsync(Mallory, [Id("secret")], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PlacementsAsync_Message_HasAllOfThem()
    {
        var one = Place("one", "INBOX", flags: MailFlags.Seen) with { RemoteId = "7", Labels = "A\nB" };
        var two = Place("one", "Archive", "work");
        await SaveAsync(Mail("one") with { Placement = one }, Mail("one") with { Placement = two }, Mail("two"));

        var placements = await Store.PlacementsAsync(Anna, [Id("one"), Id("nothing")], Cancellation);

        placements.Keys.ShouldBe([Id("one")]);
        placements[Id("one")].ShouldBe([one, two]);
    }

    [Fact]
    public async Task ListAsync_StoredUntil_LeavesOutWhatCameLater()
    {
        await SaveAsync(Mail("early", 1));
        await PassAsync(TimeSpan.FromSeconds(1));
        var until = MailConditions.None with { StoredUntil = Now };
        await PassAsync(TimeSpan.FromSeconds(1));
        await SaveAsync(Mail("late", 0));
        await Store.SaveAsync(Anna, [Mail("early", 1) with { Placement = Place("early", "Archive") }], Cancellation);

        (await ListAsync(until)).ShouldBe(["early"]);
        (await Store.CountAsync(Anna, until, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task DeleteQuarantineAsync_SomeAtATime_ErasesTheOwnOnly()
    {
        foreach (var owner in new[] { Anna, Mallory })
        {
            foreach (var name in new[] { "one", "two", "three" })
            {
                await Store.SetAsideAsync(
                    owner, new SetAsideMail(Id(name), MailboxId.Imported, name, "why", Start), new byte[] { 1 }, Cancellation);
            }
        }

        (await Store.DeleteSetAsideAsync(Anna, 2, Cancellation)).ShouldBe(2);

        (await Store.ListSetAsideAsync(Anna, 10, Cancellation)).Select(static q => q.Source).ShouldBe(["three"]);
        (await Store.DeleteSetAsideAsync(Anna, 2, Cancellation)).ShouldBe(1);
        (await Store.DeleteSetAsideAsync(Anna, 2, Cancellation)).ShouldBe(0);
        (await Store.ListSetAsideAsync(Mallory, 10, Cancellation)).Count.ShouldBe(3);
    }

    private static MailToSave OfThePlan(MailToSave mail) => mail with { Message = mail.Message with { Subject = "Re: The plan" } };

    private static MailConditions With(MailFilter filter) => new(filter, null);

    private static MailToSave Attached(string name, int minute, params AttachmentInfo[] attachments) =>
        Mail(name, minute) with { Message = Message(name, minute) with { Attachments = attachments } };

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(params MailToSave[] mails) => Store.SaveAsync(Anna, mails, Cancellation);

    private async Task<List<string>> ListAsync(MailConditions conditions, bool oldestFirst = false)
    {
        await SettleAsync();
        var found = await Store.ListAsync(Anna, conditions, new MailRange(null, 0, 1_000, oldestFirst), Cancellation);
        (await Store.CountAsync(Anna, conditions, Cancellation)).ShouldBe(found.Count);
        return [.. found.Select(static p => Name(p.Id))];
    }
}

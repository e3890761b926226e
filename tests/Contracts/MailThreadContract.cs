using CsCheck;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailStore"/> promises about conversations.</summary>
public abstract class MailThreadContract : Contract
{
    protected abstract IMailStore Store { get; }

    [Fact]
    public async Task GetThreadAsync_Replies_AreOneConversationOldestFirst()
    {
        await SaveAsync(Mail("reply-2", 2, "root@example.com", "reply-1@example.com"));
        await SaveAsync(Mail("root"));
        await SaveAsync(Mail("reply-1", 1, "root@example.com"), Mail("other", 1));

        (await ThreadAsync("root")).ShouldBe([Id("root"), Id("reply-1"), Id("reply-2")]);
        (await ThreadAsync("other")).ShouldBe([Id("other")]);
    }

    [Fact]
    public async Task GetThreadAsync_ParentWasNeverSeen_StillJoins()
    {
        await SaveAsync(Mail("left", 0, "unseen@example.com"), Mail("right", 1, "unseen@example.com"));

        (await ThreadAsync("left")).ShouldBe([Id("left"), Id("right")]);
    }

    [Fact]
    public async Task GetThreadAsync_NoMessageIdAndNoReferences_StandsAlone()
    {
        await SaveAsync(Mail("one").WithoutMessageId(), Mail("two").WithoutMessageId());

        (await ThreadAsync("one")).ShouldBe([Id("one")]);
        (await ThreadAsync("two")).ShouldBe([Id("two")]);
    }

    [Fact]
    public async Task GetThreadAsync_NoMessageIdButReferences_Joins()
    {
        await SaveAsync(Mail("root"), Mail("reply", 1, "root@example.com").WithoutMessageId());

        (await ThreadAsync("root")).ShouldBe([Id("root"), Id("reply")]);
    }

    [Fact]
    public async Task GetThreadAsync_SameDate_IsTheSameOrderEveryTime()
    {
        await SaveAsync([.. Enumerable.Range(0, 8).Select(static i => Mail($"reply-{i}", 0, "root@example.com"))]);

        var first = await ThreadAsync("reply-0");

        first.Count.ShouldBe(8);
        (await ThreadAsync("reply-5")).ShouldBe(first);
    }

    [Fact]
    public async Task GetThreadAsync_Limit_KeepsTheNewestOldestFirst()
    {
        await SaveAsync([.. Enumerable.Range(0, 6).Select(static i => Mail($"reply-{i}", i, "root@example.com"))]);

        (await ThreadAsync("reply-0", limit: 2)).ShouldBe([Id("reply-4"), Id("reply-5")]);
    }

    [Fact]
    public async Task GetThreadAsync_UnknownThread_IsEmpty() =>
        (await Store.GetThreadAsync(Anna, new ThreadId("nothing"), 10, Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task SaveAsync_LateMailJoinsTwoConversations_OlderIdStaysAndTheOtherIsAnAlias()
    {
        await SaveAsync(Mail("older", 5));
        await SaveAsync(Mail("newer", 1));
        var older = (await OneAsync("older")).Thread;
        var newer = (await OneAsync("newer")).Thread;
        newer.ShouldNotBe(older);

        await SaveAsync(Mail("late", 9, "newer@example.com", "older@example.com"));

        foreach (var name in (string[])["older", "newer", "late"])
            (await OneAsync(name)).Thread.ShouldBe(older);
        EmailId[] all = [Id("newer"), Id("older"), Id("late")];
        (await Store.GetThreadAsync(Anna, older, 10, Cancellation)).Select(static m => m.Message.Id).ShouldBe(all);
        var byAlias = await Store.GetThreadAsync(Anna, newer, 10, Cancellation);
        byAlias.Select(static m => m.Message.Id).ShouldBe(all);
        byAlias.ShouldAllBe(m => m.Thread == older);
    }

    [Fact]
    public async Task SaveAsync_ConversationsJoinedOneAfterAnother_EveryIdGoesOnWorking()
    {
        string[] names = ["a", "b", "c", "d", "e"];
        foreach (var name in names)
            await SaveAsync(Mail(name));
        var ids = new List<ThreadId>();
        foreach (var name in names)
            ids.Add((await OneAsync(name)).Thread);

        // Aliases of aliases: e joins d, d joins c, ... up to a.
        for (var i = names.Length - 1; i > 0; i--)
            await SaveAsync(Mail($"join-{names[i]}", i, $"{names[i]}@example.com", $"{names[i - 1]}@example.com"));

        foreach (var id in ids)
        {
            var thread = await Store.GetThreadAsync(Anna, id, 100, Cancellation);
            thread.Count.ShouldBe(9);
            thread.ShouldAllBe(m => m.Thread == ids[0]);
        }
    }

    [Fact]
    public async Task SaveAsync_ReplyToAnAlias_JoinsTheConversation()
    {
        await SaveAsync(Mail("older"));
        await SaveAsync(Mail("newer"));
        await SaveAsync(Mail("late", 1, "older@example.com", "newer@example.com"));

        await SaveAsync(Mail("reply", 2, "newer@example.com"));

        (await OneAsync("reply")).Thread.ShouldBe((await OneAsync("older")).Thread);
    }

    [Fact]
    public async Task SaveAsync_AnyOrder_GivesTheSameConversations()
    {
        // Two trees; each mail names only its parent. Whatever the order of arrival, each tree is one conversation.
        MailToSave[] mails =
        [
            Mail("x0", 0), Mail("x1", 1, "x0@example.com"), Mail("x2", 2, "x1@example.com"), Mail("x3", 3, "x1@example.com"),
            Mail("y0", 0), Mail("y1", 1, "y0@example.com"), Mail("y2", 2, "y1@example.com"),
        ];
        await Gen.Shuffle(mails).SampleAsync(
            async order =>
            {
                var owner = new Core.Users.Owner(new Core.Users.UserId($"order-{Guid.NewGuid():n}"));
                foreach (var mail in order)
                    await Store.SaveAsync(owner, [mail], Cancellation);
                await SettleAsync();

                var stored = await Store.GetAsync(owner, [.. mails.Select(static m => m.Message.Id)], Cancellation);
                foreach (var tree in stored.GroupBy(static m => m.Message.MessageId[0]))
                {
                    var thread = tree.Select(static m => m.Thread).Distinct().ShouldHaveSingleItem();
                    (await Store.GetThreadAsync(owner, thread, 100, Cancellation)).Select(static m => m.Message.Id)
                        .ShouldBe(tree.Select(static m => m.Message.Id), ignoreOrder: true);
                }
            },
            iter: 30, threads: 1);
    }

    [Fact]
    public async Task SaveAsync_SameReferencesOfAnotherOwner_StayApart()
    {
        await SaveAsync(Mail("root"));
        await Store.SaveAsync(Mallory, [Mail("reply", 1, "root@example.com")], Cancellation);
        await SettleAsync();

        (await ThreadAsync("root")).ShouldBe([Id("root")]);
        var mallorys = (await Store.GetAsync(Mallory, [Id("reply")], Cancellation)).ShouldHaveSingleItem().Thread;
        mallorys.ShouldNotBe((await OneAsync("root")).Thread);
        (await Store.GetThreadAsync(Anna, mallorys, 10, Cancellation)).ShouldBeEmpty();
    }

    /// <summary>A mail of one subject with all others: ids as short as these lead only to mails of the same.</summary>
    private static MailToSave Mail(string name, int minute = 0, params string[] references)
    {
        var mail = Samples.Mail(name, minute, references);
        return mail with { Message = mail.Message with { Subject = "Re: The plan" } };
    }

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(params MailToSave[] mails) => Store.SaveAsync(Anna, mails, Cancellation);

    private async Task<StoredMail> OneAsync(string name)
    {
        await SettleAsync();
        return (await Store.GetAsync(Anna, [Id(name)], Cancellation)).ShouldHaveSingleItem();
    }

    private async Task<List<EmailId>> ThreadAsync(string name, int limit = 100)
    {
        var thread = await Store.GetThreadAsync(Anna, (await OneAsync(name)).Thread, limit, Cancellation);
        return [.. thread.Select(static m => m.Message.Id)];
    }
}

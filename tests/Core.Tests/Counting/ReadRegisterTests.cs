using CsCheck;
using InboxMind.Core.Counting;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Core.Tests.Counting;

public sealed class ReadRegisterTests : IAsyncDisposable
{
    private readonly MailboxOfLetters _mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _mailbox.DisposeAsync();

    [Fact]
    public async Task ReadAsync_NewMail_ReadsNoOther()
    {
        var first = await _mailbox.AddAsync("ben", "me", 1, "Plan", "The plan.");
        var before = await ReadAsync();
        var second = await _mailbox.AddAsync("cora", "me", 2, "Lunch", "Lunch?");

        var after = await ReadAsync();

        after.Newest.Select(static h => h.Id).ShouldBe([second, first]);
        after.Find(first).ShouldBeEquivalentTo(before.Find(first));
        after.Table.Followed.ShouldBe(1, "only what is new was read");
        after.People.Find("Cora").ShouldNotBeNull();
        (await ReadAsync()).Newest.ShouldBeSameAs(after.Newest, "nothing is new");
    }

    [Fact]
    public async Task ReadAsync_MailDeleted_IsGone()
    {
        var first = await _mailbox.AddAsync("ben", "me", 1, "Plan", "The plan.");
        var second = await _mailbox.AddAsync("cora", "me", 2, "Lunch", "Lunch?");
        await ReadAsync();

        await _mailbox.Get<IMailStore>().DeleteAsync(Owner.Local, [first], Cancellation);

        var after = await ReadAsync();
        after.Newest.ShouldHaveSingleItem().Id.ShouldBe(second);
        after.People.Find("Ben").ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_ErasedElsewhere_IsEmpty()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "The plan.");
        await ReadAsync();

        // As another process does it, which knows nothing of what this one keeps.
        foreach (var data in _mailbox.Get<IEnumerable<IUserData>>().Where(static d => d is not ReadRegister))
            await data.EraseAsync(Owner.Local, Cancellation);

        (await ReadAsync()).Newest.ShouldBeEmpty();
    }

    [Fact]
    public async Task ReadAsync_LetterThatJoinsTwoThreads_NamesTheirThread()
    {
        await _mailbox.AddAsync("ben", "me", 1, "Plan", "The plan.");
        await _mailbox.AddAsync("ben", "me", 3, "Re: Plan", "Well?", answers: 2);
        (await ReadAsync()).Newest.Select(static h => h.Thread).Distinct().Count().ShouldBe(2);

        await _mailbox.AddAsync("me", "ben", 2, "Re: Plan", "Good.", answers: 1);

        (await ReadAsync()).Newest.Select(static h => h.Thread).Distinct().Count().ShouldBe(1);
    }

    /// <summary>Whatever happened to a mailbox, what was followed is what one would read now.</summary>
    [Fact]
    public async Task ReadAsync_AnyChanges_IsAsReadAnew() => await Gen.Int[0, 9].Array[1, 12].SampleAsync(
        static async steps =>
        {
            await using var mailbox = new MailboxOfLetters();
            var ids = new List<EmailId>();
            foreach (var (step, day) in steps.Select(static (s, i) => (s, i)))
            {
                if (step < 3 && ids.Count > step)
                    await mailbox.Get<IMailStore>().DeleteAsync(Owner.Local, [ids[step]], CancellationToken.None);
                else
                    ids.Add(await mailbox.AddAsync($"ben{step}", "me", day, $"Plan {step}", "x", answers: step % 2 == 0 ? step : null));
                if (step % 3 == 0)
                    await mailbox.Get<ReadRegister>().ReadAsync(Owner.Local, CancellationToken.None);
            }

            var followed = await mailbox.Get<ReadRegister>().ReadAsync(Owner.Local, CancellationToken.None);
            var anew = await ActivatorUtilities.CreateInstance<ReadRegister>(mailbox.Get<IServiceProvider>())
                .ReadAsync(Owner.Local, CancellationToken.None);
            followed.Newest.Select(static h => (h.Id, h.Thread, h.Subject))
                .ShouldBe(anew.Newest.Select(static h => (h.Id, h.Thread, h.Subject)));
            followed.Own.Order().ShouldBe(anew.Own.Order());
        }, iter: Iterations.Of(25), threads: 1);

    private Task<MailRegister> ReadAsync() => _mailbox.Get<ReadRegister>().ReadAsync(Owner.Local, Cancellation);
}

using InboxMind.Core.Admin;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Index;
using InboxMind.Core.Sync;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Admin;

/// <summary>What <see cref="IUsage"/> promises.</summary>
public abstract class UsageContract : Contract
{
    private readonly OrganisationId _ours = new($"{Guid.NewGuid():n}.example");
    private readonly OrganisationId _theirs = new($"{Guid.NewGuid():n}.example");

    protected abstract IUsage Usage { get; }

    protected abstract IUserStore Users { get; }

    protected abstract IMailStore Mail { get; }

    protected abstract IMailIndex Index { get; }

    protected abstract IMailboxStore Mailboxes { get; }

    protected abstract ISyncStateStore States { get; }

    protected abstract IQuestionCounts Counts { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task ReadAsync_Scope_CountsItsOwnOnly()
    {
        await AddAsync(Anna, _ours, isActive: true);
        await AddAsync(new Owner(new UserId($"b-{Anna.User}")), _ours, isActive: false);
        await AddAsync(Mallory, _theirs, isActive: true);
        var stored = await Mail.SaveAsync(Anna, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);
        await Mail.MarkIndexedAsync(Anna, [(stored[0].Id, 1)], Samples.AnyIndex, Cancellation);
        await Index.WriteAsync(Anna, Model, [Indexed("one")], Cancellation);
        await Mail.SetAsideAsync(Anna, new SetAsideMail(Id("bad"), new MailboxId("home"), "s", "r", Now), "x"u8.ToArray(), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported"), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(new MailboxId("new"), MailboxKind.Imap, "new"), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(new MailboxId("good"), MailboxKind.Imap, "good"), Cancellation);
        var lease = (await States.AcquireAsync(Anna, new MailboxId("good"), "test", TimeSpan.FromMinutes(1), Cancellation))!;
        await States.SaveAsync(
            Anna, lease, new SyncRecord { Mailbox = lease.Mailbox, State = SyncState.UpToDate, LastSuccess = Now }, Cancellation);
        await SettleAsync();

        var ours = await Usage.ReadAsync(AdminScope.For(_ours), Cancellation);
        var theirs = await Usage.ReadAsync(AdminScope.For(_theirs), Cancellation);

        (ours.Users, ours.ActiveUsers, ours.Messages, ours.Unindexed, ours.Quarantined, ours.ImportedMailboxes, ours.Chunks)
            .ShouldBe((2, 1, 2, 1, 1, 1, 1));
        ours.IndexBytes.ShouldBePositive();
        ours.LastSync.ShouldBe(Now);
        (ours.SyncedMailboxes[SyncState.New], ours.SyncedMailboxes[SyncState.UpToDate], ours.SyncedMailboxes[SyncState.Retrying])
            .ShouldBe((1, 1, 0));
        (theirs.Users, theirs.Messages, theirs.Chunks, theirs.IndexBytes, theirs.SyncedMailboxes.Values.Sum(), theirs.LastSync)
            .ShouldBe((1, 0, 0, 0, 0, null));
        (await Usage.ReadAsync(AdminScope.Everything, Cancellation)).Messages.ShouldBeGreaterThanOrEqualTo(2);
        (await Usage.ReadStorageAsync(Cancellation)).UsedBytes.ShouldBeGreaterThanOrEqualTo(ours.IndexBytes);
    }

    [Fact]
    public async Task ReadQuestionsAsync_ScopeAndTime_CountsItsOwnOnly()
    {
        await AddAsync(Anna, _ours, isActive: true);
        await AddAsync(Mallory, _theirs, isActive: true);
        await CountAsync(Anna, QuestionOutcome.Answered, 100, 100, 5_000);
        await PassAsync(TimeSpan.FromHours(30));
        await CountAsync(Anna, QuestionOutcome.Answered, 100);
        await CountAsync(Anna, QuestionOutcome.NotFound, 20);
        await CountAsync(Anna, QuestionOutcome.Repeated, 1);
        await CountAsync(Anna, QuestionOutcome.Refused, 1);
        await CountAsync(Mallory, QuestionOutcome.Failed, 10);
        await SettleAsync();

        var all = await Usage.ReadQuestionsAsync(AdminScope.For(_ours), DateTimeOffset.UnixEpoch, Cancellation);
        var today = await Usage.ReadQuestionsAsync(AdminScope.For(_ours), Now.AddDays(-1), Cancellation);
        var theirs = await Usage.ReadQuestionsAsync(AdminScope.For(_theirs), DateTimeOffset.UnixEpoch, Cancellation);

        all.Outcomes.ShouldBe(
            new Dictionary<QuestionOutcome, long>
            {
                [QuestionOutcome.Answered] = 4,
                [QuestionOutcome.NotFound] = 1,
                [QuestionOutcome.Repeated] = 1,
                [QuestionOutcome.Refused] = 1,
            },
            ignoreOrder: true);
        all.Steps.Values.Sum().ShouldBe(5, "those answered anew");
        all.Steps[LatencySteps.StepFor(TimeSpan.FromMilliseconds(100))].ShouldBe(3);
        today.Outcomes.Values.Sum().ShouldBe(4);
        today.Steps.Values.Sum().ShouldBe(2);
        theirs.Outcomes.ShouldHaveSingleItem().ShouldBe(new(QuestionOutcome.Failed, 1));
        (all.Stages["retrieve"].Values.Sum(), today.Stages["retrieve"].Values.Sum()).ShouldBe((7, 4));
        all.Stages["answer"][LatencySteps.StepFor(TimeSpan.FromMilliseconds(40))].ShouldBe(7);
        theirs.Stages["retrieve"].Values.Sum().ShouldBe(1);

        await Counts.DeleteBeforeAsync(Now.AddDays(-1), Cancellation);
        (await Usage.ReadQuestionsAsync(AdminScope.For(_ours), DateTimeOffset.UnixEpoch, Cancellation)).Outcomes.Values.Sum().ShouldBe(4);
    }

    [Fact]
    public async Task ReadDaysAsync_Scope_TellsEachDayOfItsOwnOnly()
    {
        var yesterday = DateOnly.FromDateTime(Now.UtcDateTime);
        await AddAsync(Anna, _ours, isActive: true);
        await AddAsync(Mallory, _theirs, isActive: true);
        await CountAsync(Anna, QuestionOutcome.Answered, 100, 200);
        await Counts.AddSpentAsync(Anna, 900, 400, Cancellation);
        await Counts.AddSpentAsync(Anna, 100, 50, Cancellation);
        await PassAsync(TimeSpan.FromDays(1));
        await CountAsync(Anna, QuestionOutcome.Refused, 1);
        await CountAsync(Mallory, QuestionOutcome.Failed, 10);
        await Counts.AddSpentAsync(Mallory, 7, 3, Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported"), Cancellation);
        var (today, mail) = (yesterday.AddDays(1), Samples.Mail("one"));
        await Mail.SaveAsync(
            Anna, [mail with { Message = mail.Message with { Date = Now } }, Samples.Mail("two")], Cancellation);
        await SettleAsync();

        var ours = await Usage.ReadDaysAsync(AdminScope.For(_ours), yesterday, today, Cancellation);
        var theirs = await Usage.ReadDaysAsync(AdminScope.For(_theirs), yesterday.AddDays(-1), today, Cancellation);

        ours.Select(static d => (d.Day, d.Users, d.Mail, d.Outcomes.Values.Sum(), d.Tokens, d.Cost))
            .ShouldBe([(yesterday, 1, 1, 2, 1_000, 450), (today, 1, 1, 1, 0, 0)]);
        ours[0].Outcomes.ShouldHaveSingleItem().ShouldBe(new(QuestionOutcome.Answered, 2));
        theirs.Select(static d => (d.Mail, d.Outcomes.Values.Sum(), d.Cost)).ShouldBe([(0, 0, 0), (0, 0, 0), (0, 1, 3)]);
        var all = await Usage.ReadDaysAsync(AdminScope.Everything, today, today, Cancellation);
        all.ShouldHaveSingleItem().Outcomes.Values.Sum().ShouldBeGreaterThanOrEqualTo(2);

        await Counts.DeleteBeforeAsync(Now.AddHours(-1), Cancellation);
        (await Usage.ReadDaysAsync(AdminScope.For(_ours), yesterday, yesterday, Cancellation))[0].Tokens.ShouldBe(0);
    }

    private async Task CountAsync(Owner owner, QuestionOutcome outcome, params int[] milliseconds)
    {
        foreach (var time in milliseconds)
        {
            await Counts.AddAsync(
                owner, outcome, TimeSpan.FromMilliseconds(time),
                [("retrieve", TimeSpan.FromMilliseconds(time)), ("answer", TimeSpan.FromMilliseconds(40))], Cancellation);
        }
    }

    private Task<bool> AddAsync(Owner owner, OrganisationId organisation, bool isActive) => Users.CreateAsync(
        owner, new User { Id = owner.User, Organisation = organisation, Active = isActive, CreatedAt = DateTimeOffset.UnixEpoch },
        identity: null,
        Cancellation);
}

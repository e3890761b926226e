using InboxMind.Core.Audit;

namespace InboxMind.Contracts.Audit;

/// <summary>What <see cref="IAuditReader"/> promises.</summary>
public abstract class AuditReaderContract : Contract
{
    private readonly OrganisationId _ours = new($"{Guid.NewGuid():n}.example");
    private readonly OrganisationId _theirs = new($"{Guid.NewGuid():n}.example");

    protected abstract IAuditReader Reader { get; }

    protected abstract IAuditLog Log { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task SearchAsync_Scope_FindsNothingOfAnotherOrganisation()
    {
        await AppendAsync(_ours, AuditKind.SignIn, Anna);
        await AppendAsync(_theirs, AuditKind.SignIn, Mallory);
        var scope = AdminScope.For(_ours);

        (await SearchAsync(scope, new())).ShouldHaveSingleItem().Actor.ShouldBe(Anna.User);
        (await SearchAsync(scope, new() { User = Mallory.User })).ShouldBeEmpty();
        (await Reader.CountAsync(scope, new(), Cancellation)).ShouldBe(1);
        (await Reader.OrganisationsAsync(scope, after: null, 10, Cancellation)).ShouldBe([_ours]);
        (await SearchAsync(AdminScope.Everything, new() { User = Mallory.User })).ShouldHaveSingleItem().Organisation.ShouldBe(_theirs);
        var all = await Reader.OrganisationsAsync(AdminScope.Everything, after: null, 1_000, Cancellation);
        all.ShouldContain(_ours);
        all.ShouldContain(_theirs);
    }

    [Fact]
    public async Task SearchAsync_Filters_EachCount()
    {
        await AppendAsync(_ours, AuditKind.SignIn, Anna);
        await PassAsync(TimeSpan.FromMinutes(1));
        var later = Now;
        await AppendAsync(_ours, AuditKind.RoleChanged, Mallory, AuditOutcome.Refused, subject: Anna);
        var scope = AdminScope.For(_ours);

        (await SearchAsync(scope, new())).Select(static r => r.Entry.Kind)
            .ShouldBe([AuditKind.RoleChanged, AuditKind.SignIn], "the newest first");
        (await SearchAsync(scope, new() { User = Anna.User })).Count.ShouldBe(2);
        (await SearchAsync(scope, new() { User = Mallory.User })).Count.ShouldBe(1);
        (await SearchAsync(scope, new() { Kind = AuditKind.SignIn })).Count.ShouldBe(1);
        (await SearchAsync(scope, new() { Outcome = AuditOutcome.Refused })).ShouldHaveSingleItem().Subject.ShouldBe(Anna.User);
        (await SearchAsync(scope, new() { From = later })).ShouldHaveSingleItem().Entry.Kind.ShouldBe(AuditKind.RoleChanged);
        (await SearchAsync(scope, new() { To = later })).ShouldHaveSingleItem().Entry.Kind.ShouldBe(AuditKind.SignIn);
        (await Reader.CountAsync(scope, new() { To = later }, Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task SearchAsync_AfterAndLimit_GiveEachOnceThoughTimesAreEqual()
    {
        for (var i = 0; i < 7; i++)
            await AppendAsync(_ours, AuditKind.SignIn, Anna);
        var seen = new List<long>();
        AuditPlace? after = null;
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await Reader.SearchAsync(AdminScope.For(_ours), new(), after, skip: 0, 3, Cancellation);
            seen.AddRange(page.Select(static r => r.Entry.Number));
            after = page.Count > 0 ? page[^1].Place : after;
        }
        while (page.Count > 0);

        seen.ShouldBe([7, 6, 5, 4, 3, 2, 1]);
        (await Reader.SearchAsync(AdminScope.For(_ours), new(), after: null, skip: 5, 10, Cancellation)).Select(static r => r.Entry.Number)
            .ShouldBe([2, 1]);
    }

    [Fact]
    public async Task OfUserAsync_ForgottenOrAnother_FindsNothing()
    {
        await AppendAsync(_ours, AuditKind.SignIn, Anna);
        await AppendAsync(_theirs, AuditKind.RoleChanged, Mallory, subject: Anna);

        (await OfUserAsync(Anna)).Count.ShouldBe(2);
        (await Reader.OfUserAsync(Anna, AuditKind.SignIn, after: null, 10, Cancellation)).Count.ShouldBe(1);
        (await OfUserAsync(Mallory)).ShouldHaveSingleItem().Subject.ShouldBe(Anna.User);
        await Log.ForgetAsync(Anna, Cancellation);
        (await OfUserAsync(Anna)).ShouldBeEmpty();
        (await OfUserAsync(Mallory)).ShouldHaveSingleItem().Subject.ShouldBeNull();
    }

    private async Task<IReadOnlyList<AuditRecord>> OfUserAsync(Owner owner)
    {
        await SettleAsync();
        return await Reader.OfUserAsync(owner, kind: null, after: null, 10, Cancellation);
    }

    private async Task<IReadOnlyList<AuditRecord>> SearchAsync(AdminScope scope, AuditFilter filter)
    {
        await SettleAsync();
        return await Reader.SearchAsync(scope, filter, after: null, skip: 0, 100, Cancellation);
    }

    private Task AppendAsync(
        OrganisationId organisation, AuditKind kind, Owner actor, AuditOutcome outcome = AuditOutcome.Done, Owner? subject = null) =>
        Log.AppendAsync(
            new AuditEvent
            {
                Kind = kind,
                Organisation = organisation,
                Actor = actor.User,
                Subject = subject?.User,
                Outcome = outcome,
                Origin = new RequestOrigin("request-1", "192.0.2.7", ""),
            },
            Cancellation);
}

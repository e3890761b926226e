using InboxMind.Core.Audit;

namespace InboxMind.Contracts.Audit;

/// <summary>What <see cref="IAuditLog"/> promises.</summary>
public abstract class AuditLogContract : Contract
{
    private readonly OrganisationId _organisation = new($"{Guid.NewGuid():n}.example");

    protected abstract IAuditLog Log { get; }

    protected abstract DateTimeOffset Now { get; }

    protected abstract Task PassAsync(TimeSpan time);

    [Fact]
    public async Task AppendAsync_Event_IsListedUnderAPseudonym()
    {
        await Log.AppendAsync(
            Event(AuditKind.RoleChanged, Anna) with { Subject = Mallory.User, Outcome = AuditOutcome.Refused, Detail = "Admin" },
            Cancellation);

        var entry = (await Log.ListAsync(_organisation, 0, 10, Cancellation)).ShouldHaveSingleItem();

        entry.ShouldBe(new AuditEntry(
            1, Now, AuditKind.RoleChanged, (await Log.PseudonymAsync(Anna, Cancellation))!,
            (await Log.PseudonymAsync(Mallory, Cancellation))!,
            "192.0.2.7", "request-1", AuditOutcome.Refused, "Admin"));
        entry.Actor.ShouldNotContain(Anna.User.Value);
        entry.Actor.ShouldNotBe(entry.Subject);
    }

    [Fact]
    public async Task AppendOnceAsync_ManyAtOnce_OneAdds()
    {
        var receipt = Event(AuditKind.AccountErased, Anna) with { Detail = "begun now" };
        var added =
            await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => Log.AppendOnceAsync(receipt, Now, Cancellation))));

        added.Count(static a => a).ShouldBe(1);
        (await Log.ListAsync(_organisation, 0, 10, Cancellation)).ShouldHaveSingleItem().Detail.ShouldBe("begun now");

        // Whose the pseudonym was is forgotten; it is still the same event.
        await Log.ForgetAsync(Anna, Cancellation);
        (await Log.AppendOnceAsync(receipt, Now, Cancellation)).ShouldBeFalse();
        (await Log.PseudonymAsync(Anna, Cancellation)).ShouldBeNull();
        (await Log.AppendOnceAsync(receipt with { Detail = "begun later" }, Now, Cancellation)).ShouldBeTrue();
        (await Log.AppendOnceAsync(Event(AuditKind.Export, Anna) with { Detail = "begun now" }, Now, Cancellation)).ShouldBeTrue();
        (await Log.VerifyAsync(_organisation, Cancellation)).ShouldBe(new AuditCheck(3, null));
    }

    [Fact]
    public async Task ListAsync_AfterAndLimit_Page()
    {
        for (var i = 0; i < 5; i++)
            await Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation);

        (await Log.ListAsync(_organisation, 2, 2, Cancellation)).Select(static e => e.Number).ShouldBe([3, 4]);
        (await Log.ListAsync(new OrganisationId("other.example"), 0, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task VerifyAsync_ManyWritersAtOnce_Fits()
    {
        await Task.WhenAll(Enumerable.Range(0, 40)
            .Select(_ => Task.Run(() => Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation))));

        (await Log.VerifyAsync(_organisation, Cancellation)).ShouldBe(new AuditCheck(40, null));
        (await Log.ListAsync(_organisation, 0, 100, Cancellation)).Select(static e => e.Number)
            .ShouldBe(Enumerable.Range(1, 40).Select(static n => (long)n));
    }

    [Fact]
    public async Task CutAsync_OldEntries_GoAndTheRestStillFits()
    {
        for (var i = 0; i < 3; i++)
            await Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation);
        await PassAsync(TimeSpan.FromDays(1));
        var cut = Now;
        await Log.AppendAsync(Event(AuditKind.SignOut, Anna), Cancellation);

        (await Log.CutAsync(_organisation, cut, Cancellation)).ShouldBe(3);

        (await Log.ListAsync(_organisation, 0, 10, Cancellation)).Select(static e => e.Number).ShouldBe([4]);
        (await Log.VerifyAsync(_organisation, Cancellation)).ShouldBe(new AuditCheck(1, null));
        (await Log.CutAsync(_organisation, DateTimeOffset.MaxValue, Cancellation)).ShouldBe(1);
        await Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation);
        (await Log.ListAsync(_organisation, 0, 10, Cancellation)).Select(static e => e.Number)
            .ShouldBe([5], "numbers go on after everything was cut");
        (await Log.VerifyAsync(_organisation, Cancellation)).ShouldBe(new AuditCheck(1, null));
    }

    [Fact]
    public async Task ForgetAsync_User_BreaksNoChainAndNamesNoOne()
    {
        await Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation);
        var before = (await Log.PseudonymAsync(Anna, Cancellation))!;

        await Log.ForgetAsync(Anna, Cancellation);

        (await Log.PseudonymAsync(Anna, Cancellation)).ShouldBeNull();
        (await Log.ListAsync(_organisation, 0, 10, Cancellation)).ShouldHaveSingleItem().Actor.ShouldBe(before);
        (await Log.VerifyAsync(_organisation, Cancellation)).FirstBroken.ShouldBeNull();
        await Log.AppendAsync(Event(AuditKind.SignIn, Anna), Cancellation);
        (await Log.PseudonymAsync(Anna, Cancellation)).ShouldNotBe(before);
    }

    [Fact]
    public async Task AppendAsync_LongTexts_AreCut()
    {
        await Log.AppendAsync(Event(AuditKind.SignIn, Anna) with { Detail = new string('x', 5_000) }, Cancellation);

        (await Log.ListAsync(_organisation, 0, 1, Cancellation))[0].Detail.Length.ShouldBeLessThan(1_000);
    }

    private AuditEvent Event(AuditKind kind, Owner who) => new()
    {
        Kind = kind,
        Organisation = _organisation,
        Actor = who.User,
        Origin = new RequestOrigin("request-1", "192.0.2.7", "Firefox"),
    };
}

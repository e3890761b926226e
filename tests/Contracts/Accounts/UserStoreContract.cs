namespace InboxMind.Contracts.Accounts;

/// <summary>What <see cref="IUserStore"/> and <see cref="IIdentityDirectory"/> promise.</summary>
public abstract class UserStoreContract : Contract
{
    protected abstract IUserStore Store { get; }

    protected abstract IIdentityDirectory Directory { get; }

    [Fact]
    public async Task RemoveAsync_User_TakesIdentitiesAlongAndNoOneElse()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("removed"), Cancellation);
        await Store.CreateAsync(Mallory, UserOf(Mallory), IdentityOf("stays"), Cancellation);

        await Store.RemoveAsync(Anna, Cancellation);
        await Store.RemoveAsync(Anna, Cancellation);

        (await Store.GetAsync(Anna, Cancellation)).ShouldBeNull();
        (await Store.ListIdentitiesAsync(Anna, Cancellation)).ShouldBeEmpty();
        (await Store.GetAsync(Mallory, Cancellation)).ShouldNotBeNull();
        (await Store.ListIdentitiesAsync(Mallory, Cancellation)).Count.ShouldBe(1);
        (await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("removed"), Cancellation)).ShouldBeTrue("the account may sign up anew");
    }

    [Fact]
    public async Task GetAsync_NeverCreated_IsNull() => (await Store.GetAsync(Anna, Cancellation)).ShouldBeNull();

    [Fact]
    public async Task CreateAsync_NewUser_KeepsEveryField()
    {
        var user = UserOf(Anna) with
        {
            DisplayName = "Anna \u00c5berg 🏠",
            Email = "anna@example.com",
            EmailIsProven = true,
            Organisation = new OrganisationId("example.com"),
            Role = Role.Admin,
            Active = false,
            Zone = "Europe/Stockholm",
            NameIsChosen = true,
            Redaction = RedactionPolicy.SecretsOnly,
        };

        (await Store.CreateAsync(Anna, user, IdentityOf("s1"), Cancellation)).ShouldBeTrue();

        (await Store.GetAsync(Anna, Cancellation)).ShouldBe(user);
        (await Store.ListIdentitiesAsync(Anna, Cancellation)).ShouldBe([IdentityOf("s1")]);
        (await FindAsync("s1")).ShouldBe(Anna.User);
    }

    [Fact]
    public async Task CreateAsync_IdentityOfAnother_WritesNothing()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("s1"), Cancellation);

        (await Store.CreateAsync(Mallory, UserOf(Mallory), IdentityOf("s1"), Cancellation)).ShouldBeFalse();

        (await Store.GetAsync(Mallory, Cancellation)).ShouldBeNull();
        (await FindAsync("s1")).ShouldBe(Anna.User);
    }

    [Fact]
    public async Task CreateAsync_SameIdentityManyTimesAtOnce_OneWins()
    {
        var owners = Enumerable.Range(0, 8).Select(_ => new Owner(new UserId($"t{Guid.NewGuid():n}"))).ToList();

        var won = await Task.WhenAll(owners.Select(t => Task.Run(() => Store.CreateAsync(t, UserOf(t), IdentityOf("race"), Cancellation))));

        won.Count(static w => w).ShouldBe(1);
        (await FindAsync("race")).ShouldBe(owners[Array.IndexOf(won, true)].User);
    }

    [Fact]
    public async Task UpdateAsync_NoSuchUser_IsNull() => (await Store.UpdateAsync(Anna, static u => u, Cancellation)).ShouldBeNull();

    [Fact]
    public async Task UpdateAsync_ManyAtOnce_LosesNone()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), null, Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(
            () => Store.UpdateAsync(Anna, static u => u with { DisplayName = u.DisplayName + "x" }, Cancellation))));

        (await Store.GetAsync(Anna, Cancellation))!.DisplayName.ShouldBe(new string('x', 20));
    }

    [Fact]
    public async Task LinkAsync_IdentityOfAnother_IsRefused()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("s1"), Cancellation);
        await Store.CreateAsync(Mallory, UserOf(Mallory), IdentityOf("s2"), Cancellation);

        (await Store.LinkAsync(Mallory, IdentityOf("s1"), Cancellation)).ShouldBeFalse();
        (await Store.LinkAsync(Anna, IdentityOf("s1"), Cancellation)).ShouldBeTrue("linking again changes nothing");

        (await FindAsync("s1")).ShouldBe(Anna.User);
        (await Store.ListIdentitiesAsync(Mallory, Cancellation)).ShouldBe([IdentityOf("s2")]);
    }

    [Fact]
    public async Task UnlinkAsync_LastOne_StaysWhenAsked()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("s1"), Cancellation);
        await Store.LinkAsync(Anna, IdentityOf("s2"), Cancellation);

        (await UnlinkAsync(Anna, "s1", keepLast: true)).ShouldBe(UnlinkResult.Unlinked);
        (await UnlinkAsync(Anna, "s2", keepLast: true)).ShouldBe(UnlinkResult.Last);
        (await FindAsync("s1")).ShouldBeNull();
        (await UnlinkAsync(Anna, "s2", keepLast: false)).ShouldBe(UnlinkResult.Unlinked);
        (await UnlinkAsync(Anna, "s2", keepLast: false)).ShouldBe(UnlinkResult.Unknown);
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsAndChangesNothing()
    {
        await Store.CreateAsync(Anna, UserOf(Anna), IdentityOf("s1"), Cancellation);

        (await Store.GetAsync(Mallory, Cancellation)).ShouldBeNull();
        (await Store.ListIdentitiesAsync(Mallory, Cancellation)).ShouldBeEmpty();
        (await UnlinkAsync(Mallory, "s1", keepLast: false)).ShouldBe(UnlinkResult.Unknown);
        (await Store.UpdateAsync(Mallory, static u => u with { Active = false }, Cancellation)).ShouldBeNull();
        await Should.ThrowAsync<ArgumentException>(() => Store.CreateAsync(Mallory, UserOf(Anna), null, Cancellation));
        await Store.CreateAsync(Mallory, UserOf(Mallory), null, Cancellation);
        await Should.ThrowAsync<ArgumentException>(() =>
            Store.UpdateAsync(Mallory, _ => UserOf(Anna) with { Role = Role.Admin }, Cancellation));

        (await Store.GetAsync(Anna, Cancellation)).ShouldBe(UserOf(Anna));
        (await FindAsync("s1")).ShouldBe(Anna.User);
    }

    private Identity IdentityOf(string subject) =>
        new(IdentityProvider.Google, $"{Anna.User.Value}-{subject}", "anna@example.com", Samples.Start);

    private static User UserOf(Owner owner) =>
        new() { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = Samples.Start };

    private Task<UserId?> FindAsync(string subject) =>
        Directory.FindAsync(IdentityProvider.Google, IdentityOf(subject).Subject, Cancellation);

    private Task<UnlinkResult> UnlinkAsync(Owner owner, string subject, bool keepLast) =>
        Store.UnlinkAsync(owner, IdentityProvider.Google, IdentityOf(subject).Subject, keepLast, Cancellation);
}

using InboxMind.Core.Admin;

namespace InboxMind.Contracts.Admin;

/// <summary>What <see cref="IUserSearch"/> promises.</summary>
public abstract class UserSearchContract : Contract
{
    private readonly OrganisationId _ours = new($"{Guid.NewGuid():n}.example");
    private readonly OrganisationId _theirs = new($"{Guid.NewGuid():n}.example");

    protected abstract IUserSearch Search { get; }

    protected abstract IUserStore Store { get; }

    [Fact]
    public async Task SearchAsync_Scope_FindsNoOneOfAnotherOrganisation()
    {
        await AddAsync(Anna, _ours, "anna@one.example", "Anna");
        await AddAsync(Mallory, _theirs, "mallory@two.example", "Mallory");

        (await FindAsync(AdminScope.For(_ours))).ShouldBe([Anna.User]);
        (await FindAsync(AdminScope.For(_ours), "mallory")).ShouldBeEmpty();
        (await FindAsync(AdminScope.For(_ours), "%")).ShouldBeEmpty("a pattern is text");
        (await Search.SearchAsync(AdminScope.Everything, "@two.example", after: null, skip: 0, 1_000, Cancellation))
            .Select(static u => u.Id).ShouldContain(Mallory.User);
        (await Search.CountAsync(AdminScope.For(_ours), text: null, Cancellation)).ShouldBe(1);
        (await Search.CountAsync(AdminScope.For(_ours), "mallory", Cancellation)).ShouldBe(0);
    }

    [Theory]
    [InlineData("ANNA@ONE", true)]
    [InlineData("beRg", true)]
    [InlineData("one_example", false)]
    [InlineData("' OR 1=1 --", false)]
    public async Task SearchAsync_Text_IsAPartOfAddressOrName(string text, bool found)
    {
        await AddAsync(Anna, _ours, "anna@one.example", "Anna Berg");

        (await FindAsync(AdminScope.For(_ours), text)).Count.ShouldBe(found ? 1 : 0);
    }

    [Fact]
    public async Task SearchAsync_AfterAndLimit_Page()
    {
        for (var i = 0; i < 5; i++)
            await AddAsync(new Owner(new UserId($"page-{i}-{Anna.User}")), _ours, $"{i}@x", "");

        var first = await Search.SearchAsync(AdminScope.For(_ours), text: null, after: null, skip: 0, 3, Cancellation);
        var second = await Search.SearchAsync(AdminScope.For(_ours), text: null, first[^1].Id, skip: 0, 3, Cancellation);

        first.Concat(second).Select(static u => u.Email).ShouldBe(["0@x", "1@x", "2@x", "3@x", "4@x"]);
        (await Search.SearchAsync(AdminScope.For(_ours), text: null, first[0].Id, skip: 2, 1, Cancellation))
            .ShouldHaveSingleItem().Email.ShouldBe("3@x");
    }

    private Task<bool> AddAsync(Owner owner, OrganisationId organisation, string email, string name) => Store.CreateAsync(
        owner, new User
        {
            Id = owner.User,
            Organisation = organisation,
            Email = email,
            DisplayName = name,
            CreatedAt =
            DateTimeOffset.UnixEpoch
        },
        identity: null, Cancellation);

    private async Task<List<UserId>> FindAsync(AdminScope scope, string? text = null) =>
        [.. (await Search.SearchAsync(scope, text, after: null, skip: 0, 100, Cancellation)).Select(static u => u.Id)];
}

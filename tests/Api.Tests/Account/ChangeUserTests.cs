using System.Net;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;

namespace InboxMind.Api.Tests.Account;

/// <summary>Who may change whom, with everything below it real.</summary>
public sealed class ChangeUserTests : IAsyncLifetime
{
    private static readonly OrganisationId Example = new("example.com");
    private static readonly RequestOrigin Origin = new("request-1", "192.0.2.7", "test");

    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("user", "colleague", ChangeUserResult.Unknown)]
    [InlineData("admin", "colleague", ChangeUserResult.Changed)]
    [InlineData("admin", "stranger", ChangeUserResult.Unknown)]
    [InlineData("admin", "nobody", ChangeUserResult.Unknown)]
    [InlineData("admin", "boss", ChangeUserResult.Refused)]
    [InlineData("operator", "colleague", ChangeUserResult.Changed)]
    [InlineData("operator", "stranger", ChangeUserResult.Changed)]
    public async Task ChangeAsync_Deactivate_IsForThoseWhoMay(string role, string target, ChangeUserResult expected)
    {
        var boss = await CallerAsync("boss", Example, Enum.Parse<Role>(role, ignoreCase: true));
        var (_, _, colleague) = await _api.SignInAsync("colleague", static u => u with { Organisation = Example });
        var (_, _, stranger) = await _api.SignInAsync("stranger");

        (await _api.Get<ChangeUser>().ChangeAsync(boss, new UserId(target), role: null, active: false, Origin, Cancellation))
            .ShouldBe(expected);

        var isGone = expected == ChangeUserResult.Changed;
        (await StatusAsync(colleague)).ShouldBe(isGone && target == "colleague" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
        (await StatusAsync(stranger)).ShouldBe(isGone && target == "stranger" ? HttpStatusCode.Unauthorized : HttpStatusCode.OK);
    }

    [Fact]
    public async Task ChangeAsync_Role_CountsAtOnceAndIsAudited()
    {
        var boss = await CallerAsync("boss", Example, Role.Admin);
        await _api.SignInAsync("colleague", static u => u with { Organisation = Example });

        (await ChangeAsync(boss, "colleague", Role.Admin)).ShouldBe(ChangeUserResult.Changed);

        (await _api.Get<IUserStore>().GetAsync(new Owner(new UserId("colleague")), Cancellation))!.Role.ShouldBe(Role.Admin);
        var entry = (await _api.AuditAsync(Example))[^1];
        (entry.Kind, entry.Detail, entry.RequestId).ShouldBe((AuditKind.RoleChanged, "Admin", "request-1"));
        entry.Actor.ShouldNotBe(entry.Subject);
    }

    /// <summary>Whoever hangs up once it has happened does not keep it from being noted.</summary>
    [Fact]
    public async Task ChangeAsync_CallerLeavesAfterTheChange_IsAuditedAndEndsTheSessions()
    {
        var boss = await CallerAsync("boss", Example, Role.Admin);
        var (owner, _, _) = await _api.SignInAsync("colleague", static u => u with { Organisation = Example });
        using var leaves = new CancellationTokenSource();
        var change = new ChangeUser(
            Intercepted.Of(_api.Get<IUserStore>(), after: name => LeaveAfter(name, nameof(IUserStore.UpdateAsync), leaves)),
            _api.Get<ISessionStore>(), _api.Get<IAuditLog>());

        await change.ChangeAsync(boss, owner.User, Role.Admin, active: false, Origin, leaves.Token);

        (await _api.AuditAsync(Example)).Select(static e => e.Kind).TakeLast(2)
            .ShouldBe([AuditKind.RoleChanged, AuditKind.UserDeactivated]);
        (await _api.Get<ISessionStore>().ListAsync(owner, Cancellation)).ShouldBeEmpty("who is activated again signs in again");
    }

    [Fact]
    public async Task Refresh_UsedTokenByACallerWhoLeaves_IsAudited()
    {
        var (owner, session, _) = await _api.SignInAsync("anna");
        (await _api.Get<RefreshSession>().RefreshAsync(session.RefreshToken, Origin, Cancellation)).ShouldNotBeNull();
        using var leaves = new CancellationTokenSource();
        var refresh = new RefreshSession(
            Intercepted.Of(_api.Get<ISessionStore>(), after: name => LeaveAfter(name, nameof(ISessionStore.RotateAsync), leaves)),
            _api.Get<IUserStore>(), _api.Get<IAuditLog>());

        (await refresh.RefreshAsync(session.RefreshToken, Origin, leaves.Token)).ShouldBeNull();

        (await _api.AuditAsync(OrganisationId.Personal(owner.User)))[^1].Kind.ShouldBe(AuditKind.RefreshTokenReused);
    }

    [Fact]
    public async Task ChangeAsync_RoleNoOneCanHave_IsRefused()
    {
        var boss = await CallerAsync("boss", Example, Role.Operator);
        await _api.SignInAsync("stranger");

        (await ChangeAsync(boss, "stranger", Role.Operator)).ShouldBe(ChangeUserResult.Refused);
        (await ChangeAsync(boss, "stranger", Role.Admin)).ShouldBe(ChangeUserResult.Refused, "a personal organisation has no admin");
    }

    [Theory]
    [InlineData("op@gmail.com", true, Role.Operator)]
    [InlineData("op@gmail.com", false, Role.Admin)]
    [InlineData("other@gmail.com", true, Role.Admin)]
    public void RoleOf_User_FollowsTheSettings(string email, bool proven, Role expected)
    {
        var settings =
            new AccountSettings
            {
                Operators = new HashSet<string> { "op@gmail.com" },
                Organisations =
                [new ConfiguredOrganisation("example.com", null)]
            };
        var user =
            new User
            {
                Id = new UserId("u"),
                Organisation = Example,
                Role = Role.Admin,
                Email = email,
                EmailIsProven =
                proven,
                CreatedAt = default
            };

        settings.RoleOf(user).ShouldBe(expected);
        (settings with { Organisations = [] }).RoleOf(user).ShouldBe(expected == Role.Operator ? Role.Operator : Role.User);
    }

    private static void LeaveAfter(string called, string method, CancellationTokenSource leaves)
    {
        if (called == method)
            leaves.Cancel();
    }

    private async Task<Caller> CallerAsync(string name, OrganisationId organisation, Role role)
    {
        var (owner, session, _) = await _api.SignInAsync(name, u => u with { Organisation = organisation });
        return new Caller((await _api.Get<IUserStore>().GetAsync(owner, Cancellation))!, session.Session.Id, role);
    }

    private Task<ChangeUserResult> ChangeAsync(Caller caller, string target, Role role) =>
        _api.Get<ChangeUser>().ChangeAsync(caller, new UserId(target), role, active: null, Origin, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string token)
    {
        using var response = await _api.MeAsync(token);
        return response.StatusCode;
    }
}

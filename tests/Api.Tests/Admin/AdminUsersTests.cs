using System.Net;
using InboxMind.Core.Audit;

namespace InboxMind.Api.Tests.Admin;

public sealed class AdminUsersTests : IAsyncLifetime
{
    private const string Path = "/api/v1/admin/users";

    private AdminApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AdminApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("GET", "/api/v1/admin/users")]
    [InlineData("PATCH", "/api/v1/admin/users/user-a")]
    [InlineData("GET", "/api/v1/admin/stats")]
    [InlineData("GET", "/api/v1/admin/stats/days")]
    [InlineData("GET", "/api/v1/admin/audit-logs")]
    [InlineData("GET", "/api/v1/admin/audit-logs/verification")]
    [InlineData("GET", "/api/v1/admin/work/poisoned")]
    [InlineData("POST", "/api/v1/admin/work/poisoned/index-mail/1/requeue")]
    [InlineData("GET", "/health/detailed")]
    public async Task AnyRoute_WithoutTheRole_IsRefused(string method, string path)
    {
        (await _api.StatusAsync(new HttpMethod(method), path, token: null)).ShouldBe(HttpStatusCode.Unauthorized);
        (await _api.StatusAsync(new HttpMethod(method), path, _api.User)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("GET", "/api/v1/admin/work/poisoned")]
    [InlineData("POST", "/api/v1/admin/work/poisoned/index-mail/1/requeue")]
    [InlineData("GET", "/health/detailed")]
    public async Task OperatorsRoute_AdminOfAnOrganisation_IsRefused(string method, string path) =>
        (await _api.StatusAsync(new HttpMethod(method), path, _api.AdminOfA)).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task List_Admin_SeesTheOrganisationOnly()
    {
        (await IdsAsync(Path, _api.AdminOfA)).ShouldBe(["boss-a", "user-a"]);
        (await IdsAsync(Path, _api.AdminOfB)).ShouldBe(["boss-b", "user-b"]);
        (await IdsAsync(Path, _api.Operator)).ShouldBe(["boss-a", "boss-b", "local", "user-a", "user-b"]);
        (await IdsAsync($"{Path}?q=b.example", _api.AdminOfA)).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_User_HasItsFields()
    {
        var user = (await _api.GetAsync($"{Path}?q=boss", _api.AdminOfA)).GetProperty("users")[0];

        user.GetProperty("email").GetString().ShouldBe("boss-a@a.example");
        user.GetProperty("display_name").GetString().ShouldBe("Name of boss-a");
        user.GetProperty("organisation").GetString().ShouldBe("a.example");
        user.GetProperty("role").GetString().ShouldBe("admin");
        user.GetProperty("active").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("USER-A@", "user-a")]
    [InlineData("name of boss", "boss-a")]
    [InlineData("%25", "")]
    [InlineData("_ser", "")]
    public async Task List_Search_FindsPartsOfAddressAndName(string q, string expected) =>
        (await IdsAsync($"{Path}?q={q}", _api.AdminOfA)).ShouldBe(expected.Length == 0 ? [] : [expected]);

    [Fact]
    public async Task List_Pages_GiveEachUserOnce()
    {
        for (var i = 0; i < 7; i++)
            await _api.AddAsync($"more-{i}", AdminApi.A);
        var seen = new List<string>();
        string? next = null;
        do
        {
            var cursor = next is null ? "" : $"&next={next}";
            var page = await _api.GetAsync($"{Path}?limit=2&include_total=true{cursor}", _api.AdminOfA);
            page.GetProperty("total").GetInt64().ShouldBe(9);
            page.GetProperty("users").GetArrayLength().ShouldBeLessThanOrEqualTo(2);
            seen.AddRange(page.GetProperty("users").EnumerateArray().Select(static u => u.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        while (next is not null);

        seen.ShouldBe(["boss-a", .. Enumerable.Range(0, 7).Select(static i => $"more-{i}"), "user-a"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("include_total=maybe", "include_total")]
    [InlineData("next=!!", "next")]
    [InlineData("next=Li4vLi4", "next")]
    public async Task List_WrongValue_NamesIt(string query, string field) =>
        (await _api.ErrorsAsync(HttpMethod.Get, $"{Path}?{query}", _api.AdminOfA)).ShouldBe([field]);

    [Fact]
    public async Task List_Search_TooLongIsRefused() =>
        (await _api.ErrorsAsync(HttpMethod.Get, $"{Path}?q={new string('x', 201)}", _api.AdminOfA)).ShouldBe(["q"]);

    [Fact]
    public async Task Patch_OwnOrganisation_Changes()
    {
        (await _api.StatusAsync(HttpMethod.Patch, $"{Path}/user-a", _api.AdminOfA, new { role = "admin" })).ShouldBe(HttpStatusCode.OK);
        (await UserAsync("user-a")).Role.ShouldBe(Role.Admin);

        (await _api.StatusAsync(HttpMethod.Patch, $"{Path}/user-a", _api.AdminOfA, new { active = false })).ShouldBe(HttpStatusCode.OK);
        (await UserAsync("user-a")).Active.ShouldBeFalse();
        (await _api.StatusAsync(HttpMethod.Get, "/api/v1/auth/me", _api.User)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("user-b")]
    [InlineData("boss-b")]
    [InlineData("local")]
    [InlineData("no-one")]
    [InlineData("..%2F..")]
    public async Task Patch_AnotherOrganisation_IsNotFoundAndChangesNothing(string id)
    {
        (await _api.StatusAsync(HttpMethod.Patch, $"{Path}/{id}", _api.AdminOfA, new { active = false })).ShouldBe(HttpStatusCode.NotFound);
        (await _api.Api.Get<IUserStore>().GetAsync(new Owner(new UserId("user-b")), Cancellation))!.Active.ShouldBeTrue();
        (await _api.Api.Get<IUserStore>().GetAsync(Owner.Local, Cancellation))!.Active.ShouldBeTrue();
    }

    [Fact]
    public async Task Patch_OneselfOrARoleNoOneCanHave_IsRefused()
    {
        (await _api.StatusAsync(HttpMethod.Patch, $"{Path}/boss-a", _api.AdminOfA, new { active = false }))
            .ShouldBe(HttpStatusCode.Conflict);
        (await _api.StatusAsync(HttpMethod.Patch, $"{Path}/boss-a", _api.AdminOfA, new { role = "user" }))
            .ShouldBe(HttpStatusCode.Conflict);
        (await _api.ErrorsAsync(HttpMethod.Patch, $"{Path}/user-a", _api.AdminOfA, new { role = "operator" })).ShouldBe(["role"]);
        (await UserAsync("boss-a"))
            .ShouldSatisfyAllConditions(static u => u.Active.ShouldBeTrue(), static u => u.Role.ShouldBe(Role.Admin));
    }

    [Fact]
    public async Task AdminReads_Each_AreAudited()
    {
        await _api.GetAsync(Path, _api.AdminOfA);
        await _api.GetAsync("/api/v1/admin/stats", _api.AdminOfA);

        (await _api.Api.AuditAsync(AdminApi.A)).Where(static e => e.Kind == AuditKind.AdminAccess).Select(static e => e.Detail)
            .ShouldBe(["users", "stats"]);
    }

    private async Task<User> UserAsync(string id) => (await _api.Api.Get<IUserStore>().GetAsync(new Owner(new UserId(id)), Cancellation))!;

    private async Task<List<string>> IdsAsync(string path, string token) =>
        [.. (await _api.GetAsync(path, token)).GetProperty("users").EnumerateArray().Select(static u => u.GetProperty("id").GetString()!)];
}

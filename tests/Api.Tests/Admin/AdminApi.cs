using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Api.Auth;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Admin;

/// <summary>An API with two organisations, an admin of each, and an operator.</summary>
internal sealed class AdminApi : IAsyncDisposable
{
    public static readonly OrganisationId A = new("a.example");
    public static readonly OrganisationId B = new("b.example");

    private AdminApi(AuthApi api) => Api = api;

    public AuthApi Api { get; }

    public string AdminOfA { get; private set; } = "";

    public string AdminOfB { get; private set; } = "";

    public string User { get; private set; } = "";

    public string Operator { get; private set; } = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<AdminApi> StartAsync(Action<IServiceCollection>? add = null)
    {
        var api = new AdminApi(await AuthApi.StartAsync(services =>
        {
            services.AddSingleton(
                new AccountSettings
                {
                    Organisations =
                    [new ConfiguredOrganisation(A.Value, null), new ConfiguredOrganisation(B.Value, null)]
                });
            add?.Invoke(services);
        }));
        api.AdminOfA = await api.AddAsync("boss-a", A, Role.Admin);
        api.AdminOfB = await api.AddAsync("boss-b", B, Role.Admin);
        api.User = await api.AddAsync("user-a", A);
        await api.AddAsync("user-b", B);
        var local = await api.Api.Get<LocalUser>().GetAsync(Cancellation);
        var session = await api.Api.Get<StartSession>()
            .OnceAsync(new Owner(local.Id), RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator: true, Cancellation);
        api.Operator = await api.Api.Get<AccessTokens>().IssueAsync(Owner.Local, session.Id, Cancellation);
        return api;
    }

    /// <summary>Adds a user.</summary>
    /// <returns>A token of theirs.</returns>
    public async Task<string> AddAsync(string name, OrganisationId organisation, Role role = Role.User) => (await Api.SignInAsync(
        name, u =>
            u with { Organisation = organisation, Role = role, Email = $"{name}@{organisation}", DisplayName = $"Name of {name}" })).Token;

    public async Task<JsonElement> GetAsync(string path, string token)
    {
        using var response = await Api.SendAsync(HttpMethod.Get, path, token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    public async Task<HttpStatusCode> StatusAsync(HttpMethod method, string path, string? token, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await Api.SendAsync(method, path, token, content: content);
        return response.StatusCode;
    }

    /// <summary>The fields a 400 names.</summary>
    public async Task<IReadOnlyList<string>> ErrorsAsync(HttpMethod method, string path, string token, object? body = null)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var response = await Api.SendAsync(method, path, token, content: content);
        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return [.. problem.GetProperty("errors").EnumerateObject().Select(static p => p.Name)];
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();
}

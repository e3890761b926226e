using System.Net.Http.Headers;
using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Api.Tests.Auth;

/// <summary>An empty API of its own with a clock the test moves.</summary>
internal sealed class AuthApi : IAsyncDisposable
{
    private readonly TempFolder _folder;
    private readonly WebApplication _app;

    private AuthApi(TempFolder folder, WebApplication app, FakeTimeProvider time) => (_folder, _app, Time) = (folder, app, time);

    public FakeTimeProvider Time { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>What sends requests to it without a network.</summary>
    public HttpMessageHandler Handler() => _app.GetTestServer().CreateHandler();

    public HttpClient Client => field ??= _app.GetTestClient();

    /// <summary>Starts one.</summary>
    /// <param name="add">Adds services that win over the usual ones.</param>
    /// <param name="clock">Another clock than <see cref="Time"/>.</param>
    /// <param name="data">A data folder to share with another API.</param>
    public static async Task<AuthApi> StartAsync(Action<IServiceCollection>? add = null, TimeProvider? clock = null, string? data = null)
    {
        var folder = new TempFolder();
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        var app = await SampleApi.StartAsync(data ?? folder.Root, services =>
        {
            services.AddSingleton(clock ?? time);
            add?.Invoke(services);
        });
        return new AuthApi(folder, app, time) { Data = data ?? folder.Root };
    }

    public required string Data { get; init; }

    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A user with a session that can be renewed.</summary>
    public async Task<(Owner Owner, StartedSession Session, string Token)> SignInAsync(string name, Func<User, User>? change = null)
    {
        var owner = new Owner(new UserId(name));
        var user = new User { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = Time.GetUtcNow() };
        await Get<IUserStore>().CreateAsync(owner, change?.Invoke(user) ?? user, null, CancellationToken.None);
        var session = await Get<StartSession>().StartAsync(owner, new RequestOrigin("", "192.0.2.7", name), CancellationToken.None);
        return (owner, session, await Get<AccessTokens>().IssueAsync(owner, session.Session.Id, CancellationToken.None));
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token = null, string? cookie = null, HttpContent? content = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (accept is not null)
            request.Headers.Add("Accept", accept);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> MeAsync(string? token) => SendAsync(HttpMethod.Get, "/api/v1/auth/me", token);

    public async Task<IReadOnlyList<AuditEntry>> AuditAsync(OrganisationId organisation) =>
        await Get<IAuditLog>().ListAsync(organisation, 0, 1_000, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

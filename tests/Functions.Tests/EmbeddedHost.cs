using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests;

/// <summary>This host's services on a fresh data folder.</summary>
internal sealed class EmbeddedHost : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly WebApplication _app;

    public EmbeddedHost(params (string Key, string Value)[] settings)
    {
        var host = WebApplication.CreateSlimBuilder();
        var all = settings.Append(("InboxMind:Data", _folder.Root)).Select(static s => KeyValuePair.Create(s.Item1, (string?)s.Item2));
        HostServices.Add(host.Services, new ConfigurationBuilder().AddInMemoryCollection(all).Build()).ShouldBeNull();
        _app = host.Build();
    }

    public IServiceProvider Services => _app.Services;

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>A function, made as the worker makes it.</summary>
    public T Function<T>() => ActivatorUtilities.CreateInstance<T>(_app.Services);

    public async Task<User> AddUserAsync(string id)
    {
        var user =
            new User { Id = new UserId(id), Organisation = OrganisationId.Personal(new UserId(id)), CreatedAt = DateTimeOffset.UnixEpoch };
        await Get<IUserStore>().CreateAsync(new Owner(user.Id), user, identity: null, CancellationToken.None);
        return user;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}

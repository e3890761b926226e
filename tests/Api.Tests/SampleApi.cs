using System.Net.Http.Headers;
using InboxMind.Api.Auth;
using InboxMind.Core;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Import;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Embedded;
using InboxMind.Providers;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api.Tests;

/// <summary>The API over the sample mailbox on the embedded adapters.</summary>
public sealed class SampleApi : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private WebApplication? _app;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>A client of the same mailbox with other models.</summary>
    public static async Task<WebApplication> StartAsync(string folder, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        replace?.Invoke(builder.Services);
        builder.Services.TryAddSingleton<IAttachmentReader, AttachmentsReadHere>();
        builder.Services.AddInboxMindCore();
        builder.Services.AddInboxMindImap();
        builder.Services.AddInboxMindEmbedded(folder);
        builder.Services.AddInboxMindApi();
        TestedHost.Add(builder.Services);
        var app = builder.Build();
        TestedHost.Use(app);
        await app.StartAsync();
        return app;
    }

    /// <summary>A client that sends an access token of a user, who is made when there is none: the local user unless named.</summary>
    public static async Task<HttpClient> SignedInAsync(WebApplication app, Owner? owner = null)
    {
        owner ??= Owner.Local;
        var users = app.Services.GetRequiredService<IUserStore>();
        var user = new User { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = DateTimeOffset.UnixEpoch };
        await users.CreateAsync(owner, user, identity: null, CancellationToken.None);
        var session = await app.Services.GetRequiredService<StartSession>()
            .OnceAsync(owner, RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator: false, CancellationToken.None);
        var client = app.GetTestClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", await app.Services.GetRequiredService<AccessTokens>().IssueAsync(owner, session.Id, CancellationToken.None));
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        _app = await StartAsync(_folder.Root);
        Client = await SignedInAsync(_app);
        var sample = MailFiles.Open([SampleMailbox.Folder]);
        await _app.Services.GetRequiredService<ImportMail>().ImportAsync(Owner.Local, sample, new ImportProgress(), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null)
            await _app.DisposeAsync();
        _folder.Dispose();
    }
}

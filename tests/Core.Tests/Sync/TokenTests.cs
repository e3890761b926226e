using InboxMind.Core.Sync;
using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>Sign-in with access tokens, against a Dovecot that asks an authorisation server about them (RFC 7662).</summary>
public sealed class TokenTests : IAsyncDisposable
{
    private const string Good = "good-token";

    private WebApplication? _introspection;
    private Dovecot? _server;
    private SyncedMailbox? _mailbox;
    private int _status = StatusCodes.Status200OK;
    private int _asked;

    private SyncedMailbox Mailbox => _mailbox!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _mailbox?.Dispose();
        _server?.Dispose();
        if (_introspection is not null)
            await _introspection.DisposeAsync();
    }

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task SyncAsync_GoodToken_Syncs(string mechanism)
    {
        await StartAsync(mechanism);

        var progress = await Mailbox.SyncAsync();

        progress.Added.ShouldBe(3);
        _asked.ShouldBe(1);
    }

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task SyncAsync_RefusedToken_NeedsReconnectAndIsNotTriedAgain(string mechanism)
    {
        await StartAsync(mechanism);
        await Mailbox.SyncAsync();
        Mailbox.Password = "revoked-token";

        var (outcome, _) = await Mailbox.RunAsync(askedFor: false);

        outcome.ShouldBe(new SyncOutcome(
            SyncResult.NeedsReconnect,
            "127.0.0.1 refused the sign-in of anna; sign in with the provider again. The server says: \"Authentication failed.\""));
        var state = await Mailbox.States.GetAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation);
        (state.State, state.LastError, state.RetryAt).ShouldBe((SyncState.NeedsReconnect, outcome.Message, null));
        (await Mailbox.CountAsync()).ShouldBe(3, "what is stored stays");
        var asked = _asked;
        Mailbox.Time.Advance(TimeSpan.FromDays(7));
        (await Mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.NeedsReconnect);
        _asked.ShouldBe(asked);
        Mailbox.Password = Good;
        (await Mailbox.RunAsync(askedFor: true)).Outcome.Result.ShouldBe(SyncResult.Done);
    }

    [Theory]
    [InlineData("xoauth2")]
    [InlineData("oauthbearer")]
    public async Task SyncAsync_TokenCannotBeLookedAtForNow_IsTriedLater(string mechanism)
    {
        await StartAsync(mechanism);
        await Mailbox.SyncAsync();
        _status = StatusCodes.Status503ServiceUnavailable;

        var (outcome, _) = await Mailbox.RunAsync(askedFor: false);

        outcome.Result.ShouldBe(SyncResult.RetryLater, outcome.Message);
        (await Mailbox.States.GetAsync(Mailbox.Owner, Mailbox.Mailbox.Id, Cancellation)).State.ShouldBe(SyncState.Retrying);
        (await Mailbox.CountAsync()).ShouldBe(3);
        _status = StatusCodes.Status200OK;
        Mailbox.Time.SetUtcNow(outcome.RetryAt!.Value);
        (await Mailbox.RunAsync(askedFor: false)).Outcome.Result.ShouldBe(SyncResult.Done);
    }

    private async Task StartAsync(string mechanism)
    {
        DovecotServers.Require();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _introspection = builder.Build();
        _introspection.MapPost("/introspect", Introspect);
        await _introspection.StartAsync(Cancellation);
        _server = Dovecot.Start(tokens: new DovecotTokens(mechanism, new Uri($"{_introspection.Urls.First()}/introspect")));
        _server.Deliver("anna", Many(3));
        _mailbox = new SyncedMailbox(_server.Port) { Password = Good };
        _mailbox.Mailbox = _mailbox.Mailbox with { Connection = _mailbox.Mailbox.Connection! with { Auth = ImapAuth.OAuthToken } };
    }

    private async Task<IResult> Introspect(HttpRequest request)
    {
        Interlocked.Increment(ref _asked);
        var token = (await request.ReadFormAsync(Cancellation))["token"].ToString();
        if (_status != StatusCodes.Status200OK)
            return Results.StatusCode(_status);
        return token == Good ? Results.Json(new { active = true, username = "anna" }) : Results.Json(new { active = false });
    }
}

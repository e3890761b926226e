using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;
using InboxMind.Core.Sync;
using InboxMind.Core.Tests.Sync;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Accounts.Connecting;

/// <summary>What becomes of a stored token when the provider does not renew it.</summary>
public sealed class RefreshFailureTests : IDisposable
{
    private readonly ScriptedServer _server = new();
    private readonly SyncedMailbox _mailbox;
    private readonly Refusing _provider = new();

    public RefreshFailureTests()
    {
        _mailbox = new SyncedMailbox(_server.Port);
        _mailbox.Mailbox = _mailbox.Mailbox with { Connection = _mailbox.Mailbox.Connection! with { Auth = ImapAuth.OAuthToken } };
        _mailbox.Credentials = new MailCredentials(
            new StoredCredentials(Secrets),
            new GetValidToken(Secrets, [_provider], _mailbox.Get<ITokenLocks>(), _mailbox.Get<IUserStore>(), _mailbox.Get<IAuditLog>(),
                _mailbox.Time));
    }

    private ISecretStore Secrets => _mailbox.Get<ISecretStore>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _mailbox.Dispose();
        _server.Dispose();
    }

    [Theory]
    [InlineData(ProviderTrouble.InvalidGrant, SyncState.NeedsReconnect, AuditOutcome.Refused, false)]
    [InlineData(ProviderTrouble.NeedsPerson, SyncState.NeedsReconnect, AuditOutcome.Refused, true)]
    [InlineData(ProviderTrouble.Transient, SyncState.Retrying, AuditOutcome.Failed, true)]
    [InlineData(ProviderTrouble.Settings, SyncState.Retrying, AuditOutcome.Failed, true)]
    public async Task Sync_TokenNotRenewed_IsDroppedOnlyWhenTheGrantIsGone(
        ProviderTrouble trouble, SyncState state, AuditOutcome outcome, bool kept)
    {
        _provider.Trouble = trouble;
        await Secrets.SaveAsync(
            _mailbox.Owner, _mailbox.Mailbox.Id, SecretKind.OAuthToken,
            """{"Provider":"Microsoft","Token":{"AccessToken":"old","ExpiresAt":"2020-01-01T00:00:00+00:00","Kept":"kept"}}""",
            Cancellation);

        await _mailbox.RunAsync();

        (await _mailbox.States.GetAsync(_mailbox.Owner, _mailbox.Mailbox.Id, Cancellation)).State.ShouldBe(state);
        (await Secrets.ReadAsync(_mailbox.Owner, _mailbox.Mailbox.Id, SecretKind.OAuthToken, Cancellation) is not null).ShouldBe(kept);
        _server.Connections.ShouldBe(0);
        (await _mailbox.Get<IAuditLog>().ListAsync(OrganisationId.Deployment, 0, 10, Cancellation)).ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
            static e => e.Kind.ShouldBe(AuditKind.TokenRefreshFailed), e => e.Outcome.ShouldBe(outcome), e => e.Detail.ShouldBe("home"));
    }

    private sealed class Refusing : IMailProvider
    {
        public ProviderTrouble Trouble { get; set; }

        public IdentityProvider Provider => IdentityProvider.Microsoft;

        public Uri? ConsentPage => null;

        public Task<ProviderToken> RefreshAsync(string kept, CancellationToken cancellation) => throw new ProviderException(Trouble, "No.");

        public Task<Uri> AuthorizationAddressAsync(AuthorizationRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<ProviderGrant> RedeemAsync(string code, AuthorizationRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<bool> RevokeAsync(string kept, CancellationToken cancellation) => throw new NotSupportedException();

        public ImapConnection Connection(string email) => throw new NotSupportedException();
    }
}

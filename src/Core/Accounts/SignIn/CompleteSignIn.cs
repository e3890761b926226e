using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Audit;
using InboxMind.Core.Connecting;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Ends a sign-in when the browser comes back: checks the state, redeems the code, finds the user, connects the mailbox.</summary>
public sealed class CompleteSignIn(
    ISignInAttempts attempts, SignInUser signIn, IUserStore users, ConnectMailbox connect, StartSession start, IAuditLog audit,
    TimeProvider time)
{
    private const string BadState =
        "This sign-in was not started in this browser, was used already, or took longer than ten minutes. Please start again.";

    /// <exception cref="SignInException">It did not work. Nothing was changed but the log.</exception>
    public async Task<CompletedSignIn> CompleteAsync(
        IMailProvider provider, ProviderAnswer answer, RequestOrigin origin, CancellationToken cancellation)
    {
        User? known = null;
        try
        {
            var attempt = await TakeAsync(provider, answer, cancellation);
            if (attempt.User is { } id)
            {
                known = await users.GetAsync(new Owner(id), cancellation) is { Active: true } user
                    ? user
                    : throw new SignInException(SignInTrouble.SignedOut, "You are signed out. Please sign in and try again.");
            }

            var grant = await RedeemAsync(provider, answer, cancellation);
            return attempt.Intent switch
            {
                SignInIntent.SignIn => await SignInAsync(provider, grant, origin, cancellation),
                SignInIntent.Link => await LinkAsync(provider, known!, grant, origin, cancellation),
                SignInIntent.Connect =>
                    new CompletedSignIn(known!, await ConnectAsync(provider, known!, grant, origin, cancellation), Session: null),
                _ => throw new InvalidOperationException($"Unknown intent {attempt.Intent}."),
            };
        }
        catch (SignInException e)
        {
            await audit.AppendAsync(
                AuditEvent.For(AuditKind.SignIn, known ?? e.User, origin) with
                {
                    Outcome = AuditOutcome.Refused,
                    Detail = $"{provider.Provider} {e.Trouble}",
                },
                CancellationToken.None);
            throw;
        }
    }

    private async Task<SignInAttempt> TakeAsync(IMailProvider provider, ProviderAnswer answer, CancellationToken cancellation)
    {
        if (answer.State is not { Length: > 0 and <= 100 } state || answer.Browser is not { } browser)
            throw new SignInException(SignInTrouble.State, BadState);
        var attempt = await attempts.TakeAsync(SHA256.HashData(Encoding.UTF8.GetBytes(state)), cancellation);
        return attempt is not null && attempt.Provider == provider.Provider
            && CryptographicOperations.FixedTimeEquals(attempt.Browser, browser.Hash)
            && (attempt.Intent == SignInIntent.SignIn || attempt.User is not null)
                ? attempt
                : throw new SignInException(SignInTrouble.State, BadState);
    }

    private static async Task<ProviderGrant> RedeemAsync(IMailProvider provider, ProviderAnswer answer, CancellationToken cancellation)
    {
        if (answer.Error == "access_denied")
            throw new SignInException(SignInTrouble.Denied,
                $"{provider.Provider} says that you did not allow access. Start again and allow it to connect your mailbox.");
        if (answer.Error is not null || string.IsNullOrEmpty(answer.Code))
            throw new SignInException(SignInTrouble.Provider, $"{provider.Provider} could not sign you in. Please start again.");
        try
        {
            return await provider.RedeemAsync(
                answer.Code, new AuthorizationRequest(answer.RedirectUri, answer.State!, answer.Browser!.Nonce, answer.Browser.Verifier),
                cancellation);
        }
        catch (ProviderException e)
        {
            var trouble = e.Trouble switch
            {
                ProviderTrouble.Transient => SignInTrouble.Unavailable,
                ProviderTrouble.Denied or ProviderTrouble.MissingScope => SignInTrouble.Denied,
                _ => SignInTrouble.Provider,
            };
            throw new SignInException(trouble, e.Message, e);
        }
    }

    private async Task<CompletedSignIn> SignInAsync(
        IMailProvider provider, ProviderGrant grant, RequestOrigin origin, CancellationToken cancellation)
    {
        var user = await signIn.SignInAsync(grant.Identity, origin, cancellation);
        if (!user.Active)
        {
            throw new SignInException(SignInTrouble.Deactivated, "This user was deactivated. Ask the administrator of your organisation.")
            {
                User = user,
            };
        }

        var mailbox = await ConnectAsync(provider, user, grant, origin, cancellation);
        var session = await start.StartAsync(new Owner(user.Id), origin, cancellation);
        await audit.AppendAsync(AuditEvent.For(AuditKind.SignIn, user, origin) with { Detail = provider.Provider.ToString() },
            CancellationToken.None);
        return new CompletedSignIn(user, mailbox, session);
    }

    private async Task<CompletedSignIn> LinkAsync(
        IMailProvider provider, User user, ProviderGrant grant, RequestOrigin origin, CancellationToken cancellation)
    {
        var account = grant.Identity;
        var identity = new Identity(account.Provider, account.Subject, account.Email, time.GetUtcNow());
        if (!await users.LinkAsync(new Owner(user.Id), identity, cancellation))
            throw new SignInException(
                SignInTrouble.Taken, $"This {provider.Provider} account signs in another user already. Unlink it there first.");
        await audit.AppendAsync(AuditEvent.For(AuditKind.IdentityLinked, user, origin) with { Detail = provider.Provider.ToString() },
            CancellationToken.None);
        return new CompletedSignIn(user, await ConnectAsync(provider, user, grant, origin, cancellation), Session: null);
    }

    private Task<Mailbox> ConnectAsync(
        IMailProvider provider, User user, ProviderGrant grant, RequestOrigin origin, CancellationToken cancellation) =>
        connect.ConnectAsync(user, provider, grant, origin, cancellation);
}

/// <summary>What the browser brings back from a provider. All of it is untrusted.</summary>
/// <param name="RedirectUri">Where it came back to.</param>
/// <param name="State">The state.</param>
/// <param name="Code">The code to redeem.</param>
/// <param name="Error">The provider's error code.</param>
/// <param name="Browser">What the browser's cookie holds.</param>
public sealed record ProviderAnswer(Uri RedirectUri, string? State, string? Code, string? Error, BrowserSecret? Browser)
{
    public override string ToString() => RedirectUri.ToString();
}

/// <summary>A sign-in that worked.</summary>
/// <param name="User">Who is signed in.</param>
/// <param name="Mailbox">The mailbox that is connected now.</param>
/// <param name="Session">The session that began; null when there was one before.</param>
public sealed record CompletedSignIn(User User, Mailbox Mailbox, StartedSession? Session);

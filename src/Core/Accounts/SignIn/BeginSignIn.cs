using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InboxMind.Core.Accounts.SignIn;

/// <summary>Sends a browser to a provider.</summary>
public sealed class BeginSignIn(ISignInAttempts attempts, TimeProvider time)
{
    /// <summary>How long a person has to consent.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Begins.</summary>
    /// <param name="provider">Where to.</param>
    /// <param name="redirectUri">Where the provider sends the browser back to; exactly what is registered there.</param>
    /// <param name="intent">What for.</param>
    /// <param name="user">Who is signed in; needed unless the intent is to sign in.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <exception cref="SignInException">The provider cannot be reached.</exception>
    public async Task<BegunSignIn> BeginAsync(
        IMailProvider provider, Uri redirectUri, SignInIntent intent, UserId? user, CancellationToken cancellation)
    {
        var browser = BrowserSecret.Create();
        var state = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        Uri address;
        try
        {
            address = await provider.AuthorizationAddressAsync(
                new AuthorizationRequest(redirectUri, state, browser.Nonce, browser.Verifier), cancellation);
        }
        catch (ProviderException e)
        {
            throw new SignInException(SignInTrouble.Unavailable, e.Message, e);
        }

        await attempts.SaveAsync(
            new SignInAttempt(
                SHA256.HashData(Encoding.UTF8.GetBytes(state)), browser.Hash, provider.Provider, intent, user, time.GetUtcNow() + Lifetime),
            cancellation);
        return new BegunSignIn(address, state, browser.Value);
    }
}

/// <summary>A sign-in that began.</summary>
/// <param name="Address">Where to send the browser.</param>
/// <param name="State">Names the browser's cookie.</param>
/// <param name="Browser">What goes into the cookie.</param>
public sealed record BegunSignIn(Uri Address, string State, string Browser)
{
    public override string ToString() => Address.Host;
}

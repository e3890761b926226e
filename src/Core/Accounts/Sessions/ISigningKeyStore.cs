namespace InboxMind.Core.Accounts.Sessions;

/// <summary>The keys that sign access tokens, encrypted at rest and shared by all processes of a deployment.</summary>
public interface ISigningKeyStore
{
    /// <summary>All keys that can be opened, the newest first. Those whose encryption key is lost are left out.</summary>
    Task<IReadOnlyList<SigningKey>> ListAsync(CancellationToken cancellation);

    /// <summary>Adds a key unless another process added one after a time.</summary>
    /// <param name="key">The key.</param>
    /// <param name="unlessNewerThan">Nothing is added when a key that can be opened was made after this.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task AddAsync(SigningKey key, DateTimeOffset unlessNewerThan, CancellationToken cancellation);

    /// <summary>Removes the keys made before a time.</summary>
    Task RemoveAsync(DateTimeOffset madeBefore, CancellationToken cancellation);
}

/// <summary>A key pair that signs access tokens.</summary>
/// <param name="Id">Its <c>kid</c>: 32 hexadecimal digits.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="PrivateKey">PKCS #8.</param>
public sealed record SigningKey(string Id, DateTimeOffset CreatedAt, byte[] PrivateKey)
{
    public override string ToString() => Id;
}

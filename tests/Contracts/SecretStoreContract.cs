namespace InboxMind.Contracts;

/// <summary>What <see cref="ISecretStore"/> promises.</summary>
public abstract class SecretStoreContract : Contract
{
    private static readonly MailboxId Home = new("home");

    protected abstract ISecretStore Store { get; }

    [Fact]
    public async Task SaveAsync_Secret_ReadsBackUntilItIsDeleted()
    {
        (await ReadAsync(Anna)).ShouldBeNull();
        await SaveAsync(Anna, "old");
        await SaveAsync(Anna, "p@ss wörd 🏠");

        (await ReadAsync(Anna)).ShouldBe("p@ss wörd 🏠");
        (await Store.ReadAsync(Anna, Home, SecretKind.OAuthToken, Cancellation)).ShouldBeNull();
        await Store.DeleteAsync(Anna, Home, SecretKind.Password, Cancellation);
        await Store.DeleteAsync(Anna, Home, SecretKind.Password, Cancellation);
        (await ReadAsync(Anna)).ShouldBeNull();
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsAndChangesNothing()
    {
        await SaveAsync(Anna, "secret");

        (await ReadAsync(Mallory)).ShouldBeNull();
        await SaveAsync(Mallory, "mine");
        await Store.DeleteAsync(Mallory, Home, SecretKind.Password, Cancellation);

        (await ReadAsync(Anna)).ShouldBe("secret");
    }

    [Fact]
    public async Task ReadAsync_AnotherMailboxOrKind_HasNone()
    {
        await SaveAsync(Anna, "secret");
        await SettleAsync();

        (await Store.ReadAsync(Anna, new MailboxId("work"), SecretKind.Password, Cancellation)).ShouldBeNull();
        (await Store.ReadAsync(Anna, Home, SecretKind.OAuthToken, Cancellation)).ShouldBeNull();
    }

    private Task SaveAsync(Owner owner, string secret) => Store.SaveAsync(owner, Home, SecretKind.Password, secret, Cancellation);

    private async Task<string?> ReadAsync(Owner owner)
    {
        await SettleAsync();
        return await Store.ReadAsync(owner, Home, SecretKind.Password, Cancellation);
    }
}

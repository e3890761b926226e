namespace InboxMind.Core.Users;

/// <summary>Sees to it that the local user has a record.</summary>
public sealed class LocalUser(IUserStore users, TimeProvider time)
{
    public async Task<User> GetAsync(CancellationToken cancellation)
    {
        if (await users.GetAsync(Owner.Local, cancellation) is { } user)
            return user;
        await users.CreateAsync(Owner.Local, User.Local(time.GetUtcNow()), identity: null, cancellation);
        return await users.GetAsync(Owner.Local, cancellation) ?? throw new InvalidOperationException("The local user was not stored.");
    }
}

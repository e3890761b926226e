using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;

namespace InboxMind.Azure.Privacy;

/// <summary>Everything in a user's partition but the user's own record and the name that the audit log has for them, which
/// <see cref="Core.Privacy.EraseAccount"/> removes at the end. Kinds of items that come later need nothing here.</summary>
internal sealed class CosmosUserData(CosmosDatabase database) : IUserData
{
    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation) => await database.User(owner).DeleteAllAsync(
        "user.erase",
        new CosmosQuery("VALUE c.id", "c.id != @user AND c.id != @pseudonym").With("@user", UserKeys.User)
            .With("@pseudonym", UserKeys.Pseudonym),
        cancellation) > 0;
}

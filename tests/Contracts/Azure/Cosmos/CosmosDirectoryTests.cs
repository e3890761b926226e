using InboxMind.Core.Indexing;
using InboxMind.Core.Sync;

namespace InboxMind.Contracts.Azure.Cosmos;

public sealed class CosmosDirectoryTests : DirectoryContract, IDisposable
{
    private readonly CosmosAdapters _adapters = new();

    protected override IMailboxStore Mailboxes => _adapters.Mailboxes;

    protected override ISyncStateStore States => _adapters.States;

    protected override IUserStore Users => new PlainUsers(_adapters);

    protected override IUnindexedMail Unindexed => _adapters.Directory;

    protected override IDueMailboxes Due => _adapters.Directory;

    protected override IUserDirectory Listed => _adapters.Directory;

    protected override IMailStore Store => _adapters.Store;

    protected override DateTimeOffset Now => _adapters.Now;

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);

    private sealed class PlainUsers(CosmosAdapters adapters) : IUserStore
    {
        public async Task<bool> CreateAsync(Owner owner, User user, Identity? identity, CancellationToken cancellation)
        {
            await adapters.Account.Database.User(owner).UpsertAsync("u", new { Id = "user", User = owner.User.Value, user.Active },
                cancellation);
            return true;
        }

        public Task<User?> GetAsync(Owner owner, CancellationToken cancellation) => throw new NotImplementedException();
        public Task<bool> LinkAsync(Owner owner, Identity identity, CancellationToken cancellation) => throw new NotImplementedException();
        public Task<IReadOnlyList<Identity>> ListIdentitiesAsync(Owner owner, CancellationToken cancellation) =>
            throw new NotImplementedException();
        public Task RemoveAsync(Owner owner, CancellationToken cancellation) => throw new NotImplementedException();
        public Task<UnlinkResult> UnlinkAsync(Owner owner, IdentityProvider provider, string subject, bool keepLast,
            CancellationToken cancellation) => throw new NotImplementedException();
        public async Task<User?> UpdateAsync(Owner owner, Func<User, User> change, CancellationToken cancellation)
        {
            var user = change(new User { Id = owner.User, Organisation = OrganisationId.Personal(owner.User), CreatedAt = Samples.Start });
            await CreateAsync(owner, user, null, cancellation);
            return user;
        }
    }
}

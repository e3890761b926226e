using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Accounts;

/// <summary>Users and identities in SQLite.</summary>
internal sealed class SqliteUserStore(MainDatabase database) : IUserStore, IIdentityDirectory
{
    internal const string Columns =
        "SELECT id, organisation, display_name, email, email_proven, role, active, zone, created_at, name_chosen, redaction FROM user ";

    private const string Select = Columns + "WHERE id = ?1";

    public Task<User?> GetAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => session.Prepare(Select).First(Read, owner.User.Value)));

    public Task<bool> CreateAsync(Owner owner, User user, Identity? identity, CancellationToken cancellation)
    {
        RequireOwn(owner, user);
        return database.Sqlite.WriteAsync(
            session =>
            {
                if (session.Prepare(Select).First(Read, user.Id.Value) is not null
                    || (identity is not null && OwnerOf(session, identity) is not null))
                    return false;
                Save(session, user);
                if (identity is not null)
                    Save(session, user.Id, identity);
                return true;
            },
            cancellation);
    }

    public Task<User?> UpdateAsync(Owner owner, Func<User, User> change, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            if (session.Prepare(Select).First(Read, owner.User.Value) is not { } before)
                return null;
            var after = change(before);
            RequireOwn(owner, after);
            Save(session, after);
            return after;
        },
        cancellation);

    public Task<IReadOnlyList<Identity>> ListIdentitiesAsync(Owner owner, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Identity>>(database.Sqlite.Read(session => session
            .Prepare("SELECT provider, subject, email, linked_at FROM identity WHERE user = ?1 ORDER BY linked_at, provider, subject")
            .Query(
                static r => new Identity(
                    Enum.Parse<IdentityProvider>(r.GetString(0)), r.GetString(1), r.GetString(2),
                    DateTimeOffset.FromUnixTimeMilliseconds(r.GetInt64(3))),
                owner.User.Value)));

    public Task<bool> LinkAsync(Owner owner, Identity identity, CancellationToken cancellation) => database.Sqlite.WriteAsync(
        session =>
        {
            if (OwnerOf(session, identity) is { } holder)
                return holder == owner.User.Value;
            Save(session, owner.User, identity);
            return true;
        },
        cancellation);

    public Task<UnlinkResult> UnlinkAsync(
        Owner owner, IdentityProvider provider, string subject, bool keepLast, CancellationToken cancellation) =>
            database.Sqlite.WriteAsync(
        session =>
        {
            if (OwnerOf(session, provider, subject) != owner.User.Value)
                return UnlinkResult.Unknown;
            if (keepLast && session.Prepare("SELECT COUNT(*) FROM identity WHERE user = ?1").Scalar(owner.User.Value) is 1L)
                return UnlinkResult.Last;
            session.Prepare("DELETE FROM identity WHERE user = ?1 AND provider = ?2 AND subject = ?3")
                .Run(owner.User.Value, provider.ToString(), subject);
            return UnlinkResult.Unlinked;
        },
        cancellation);

    public async Task RemoveAsync(Owner owner, CancellationToken cancellation)
    {
        // Identities go with it.
        await database.Sqlite.WriteAsync(session => session.Prepare("DELETE FROM user WHERE id = ?1").Run(owner.User.Value), cancellation);
        await database.Sqlite.EmptyLogAsync(cancellation);
    }

    public Task<UserId?> FindAsync(IdentityProvider provider, string subject, CancellationToken cancellation) =>
        Task.FromResult(database.Sqlite.Read(session => OwnerOf(session, provider, subject)) is { } user
            ? new UserId(user)
            : (UserId?)null);

    private static string? OwnerOf(SqliteSession session, Identity identity) => OwnerOf(session, identity.Provider, identity.Subject);

    private static string? OwnerOf(SqliteSession session, IdentityProvider provider, string subject) =>
        session.Prepare("SELECT user FROM identity WHERE provider = ?1 AND subject = ?2").Scalar(provider.ToString(), subject) as string;

    private static void Save(SqliteSession session, User user) => session.Prepare(
        "INSERT INTO user(id, organisation, display_name, email, email_proven, role, active, zone, created_at, name_chosen, redaction) "
        + "VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) ON CONFLICT DO UPDATE SET organisation = excluded.organisation, "
        + "display_name = excluded.display_name, email = excluded.email, email_proven = excluded.email_proven, role = excluded.role, "
        + "active = excluded.active, zone = excluded.zone, name_chosen = excluded.name_chosen, "
        + "redaction = excluded.redaction")
        .Run(
            user.Id.Value, user.Organisation.Value, user.DisplayName, user.Email, user.EmailIsProven, user.Role.ToString(), user.Active,
            user.Zone, user.CreatedAt.ToUnixTimeMilliseconds(), user.NameIsChosen, user.Redaction.ToString());

    private static void Save(SqliteSession session, UserId user, Identity identity) => session
        .Prepare("INSERT INTO identity(provider, subject, user, email, linked_at) VALUES(?1, ?2, ?3, ?4, ?5)")
        .Run(identity.Provider.ToString(), identity.Subject, user.Value, identity.Email, identity.LinkedAt.ToUnixTimeMilliseconds());

    internal static User Read(SqliteRow row) => new()
    {
        Id = new UserId(row.GetString(0)),
        Organisation = new OrganisationId(row.GetString(1)),
        DisplayName = row.GetString(2),
        Email = row.GetString(3),
        EmailIsProven = row.GetBoolean(4),
        Role = Enum.Parse<Role>(row.GetString(5)),
        Active = row.GetBoolean(6),
        Zone = row.IsNull(7) ? null : row.GetString(7),
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)),
        NameIsChosen = row.GetBoolean(9),
        Redaction = Enum.Parse<RedactionPolicy>(row.GetString(10)),
    };

    private static void RequireOwn(Owner owner, User user)
    {
        if (user.Id != owner.User)
            throw new ArgumentException("An owner writes no other user's record.", nameof(user));
    }
}

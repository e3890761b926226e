namespace InboxMind.Core.Accounts;

/// <summary>Changes what users decide about themselves.</summary>
public sealed class ChangeAccount(IUserStore users)
{
    /// <param name="owner">The user.</param>
    /// <param name="displayName">The name to be known by; empty for the one the provider gives at the next sign-in; null leaves it.</param>
    /// <param name="zone">An IANA name, see <see cref="IsZone"/>; empty for the server's zone; null leaves it.</param>
    /// <param name="redaction">What is taken out of answers; null leaves it.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The user as they are now; null when there is no such user.</returns>
    public Task<User?> ChangeAsync(
        Owner owner, string? displayName, string? zone, RedactionPolicy? redaction, CancellationToken cancellation) => users.UpdateAsync(
        owner,
        user => user with
        {
            DisplayName = string.IsNullOrEmpty(displayName) ? user.DisplayName : Users.DisplayName.Clean(displayName),
            NameIsChosen = displayName is null ? user.NameIsChosen : displayName.Length > 0,
            Zone = zone switch { null => user.Zone, "" => null, _ => zone },
            Redaction = redaction ?? user.Redaction,
        },
        cancellation);

    /// <summary>Whether a text is the IANA name of a time zone that this machine knows.</summary>
    public static bool IsZone(string name) =>
        name.Length is > 0 and <= 64 && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId;
}

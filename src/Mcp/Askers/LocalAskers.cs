namespace InboxMind.Mcp.Askers;

/// <summary>Whoever may start the program on a data folder is the local user.</summary>
internal sealed class LocalAskers(IUserStore users) : IAskers
{
    public async Task<Asker> AskingAsync(string what, CancellationToken cancellation) => new(
        Owner.Local, TimeZoneInfo.Local, (await users.GetAsync(Owner.Local, cancellation))?.Redaction ?? default);
}

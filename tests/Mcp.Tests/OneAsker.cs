using InboxMind.Mcp.Askers;

namespace InboxMind.Mcp.Tests;

/// <summary>Whom the server takes its caller for, until told otherwise.</summary>
internal sealed class OneAsker : IAskers
{
    public Asker Asker { get; set; } = new(Owner.Local, TimeZoneInfo.Utc, RedactionPolicy.Standard);

    public Task<Asker> AskingAsync(string what, CancellationToken cancellation) => Task.FromResult(Asker);
}

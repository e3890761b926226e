namespace InboxMind.Mcp.Askers;

/// <summary>Tells for whom a call is made. Nothing that an assistant sends has a say in it.</summary>
public interface IAskers
{
    /// <summary>For whom this call is; it is remembered where calls are.</summary>
    /// <param name="what">The tool, prompt or resource, a fixed word.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<Asker> AskingAsync(string what, CancellationToken cancellation);
}

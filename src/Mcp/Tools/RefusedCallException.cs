namespace InboxMind.Mcp.Tools;

/// <summary>A call that cannot be answered as it was made; the message tells the assistant what to do instead.</summary>
internal sealed class RefusedCallException(string message) : Exception(message);

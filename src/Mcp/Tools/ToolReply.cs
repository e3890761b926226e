namespace InboxMind.Mcp.Tools;

/// <summary>What a tool answers.</summary>
/// <param name="Data">The structured result.</param>
/// <param name="Text">A long text of a mail, which becomes its property <c>text</c> and a block of its own; null when there is
/// none.</param>
internal sealed record ToolReply<T>(T Data, string? Text = null);

namespace InboxMind.Core.Accounts.Assistants;

/// <summary>What a program asks for.</summary>
/// <param name="Client">The program.</param>
/// <param name="RedirectUri">Where the browser goes back to; empty where none does.</param>
/// <param name="Resource">The server that its tokens are for.</param>
public sealed record AssistantRequest(AssistantClient Client, string RedirectUri, string Resource)
{
    /// <summary>What its refresh tokens are bound to: by another program, at another server or as a token of the web page they are worth
    /// nothing.</summary>
    internal string Binding => $"{Client.Id}\n{Resource}";
}

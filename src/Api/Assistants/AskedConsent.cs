using InboxMind.Core.Accounts.Assistants;

namespace InboxMind.Api.Assistants;

/// <summary>What a program asks the user for.</summary>
/// <param name="Request">The program and what it wants.</param>
/// <param name="Challenge">Its PKCE challenge.</param>
/// <param name="State">What it wants to hear again; null for nothing.</param>
internal sealed record AskedConsent(AssistantRequest Request, string Challenge, string? State);

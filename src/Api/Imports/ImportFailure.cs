namespace InboxMind.Api.Imports;

/// <summary>Why an import that had begun did not end.</summary>
internal sealed record ImportFailure(string Title, string Detail);

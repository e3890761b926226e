namespace InboxMind.Api.Emails;

/// <summary>Ids of messages in paths.</summary>
internal static class EmailIds
{
    public static bool IsLegal(string text) =>
        text.Length == EmailId.Length && text.All(static c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'));
}

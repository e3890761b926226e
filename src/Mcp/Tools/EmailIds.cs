namespace InboxMind.Mcp.Tools;

/// <summary>Reads the ids that assistants hand back.</summary>
internal static class EmailIds
{
    /// <summary>What is said of any mail that the asker does not have, whether or not somebody else has it.</summary>
    public const string Unknown = "There is no such mail. Take an id from a result of search, ask, count, threads or similar.";

    /// <exception cref="RefusedCallException">It is no id.</exception>
    public static EmailId Read(string text) =>
        text.Length == EmailId.Length && text.All(static c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'))
            ? new EmailId(text)
            : throw new RefusedCallException(Unknown);
}

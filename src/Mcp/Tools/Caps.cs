namespace InboxMind.Mcp.Tools;

/// <summary>How much a result holds at most: an assistant reads all of it.</summary>
internal static class Caps
{
    /// <summary>Mails of a list.</summary>
    public const int Results = 25;

    /// <summary>Groups of a count, and threads.</summary>
    public const int Groups = 50;

    /// <summary>Characters of a text, when no number is given and at most.</summary>
    public const int Text = 12_000, MostText = 50_000;

    /// <summary>Characters of an answer.</summary>
    public const int Answer = 8_000;

    /// <summary>Attachments, recipients, mailboxes.</summary>
    public const int Parts = 20;

    /// <summary>Remarks on how a query was read.</summary>
    public const int Notes = 5;

    /// <summary>A number that is asked for, brought within its bounds.</summary>
    public static int Between(int asked, int least, int most) => Math.Clamp(asked, least, most);
}

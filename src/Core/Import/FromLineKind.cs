namespace InboxMind.Core.Import;

/// <summary>What a line that begins with "From " is.</summary>
internal enum FromLineKind
{
    /// <summary>A line of a text.</summary>
    Text,

    /// <summary>It looks like the beginning of a mail in part only: it is left in the mail it stands in, and counted.</summary>
    Doubtful,

    /// <summary>The beginning of a mail.</summary>
    Separator,
}

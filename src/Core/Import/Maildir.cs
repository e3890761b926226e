namespace InboxMind.Core.Import;

/// <summary>Names and flags of a Maildir (D. J. Bernstein) and Maildir++.</summary>
internal static class Maildir
{
    /// <summary>Where mail lies; <c>tmp</c> holds what is still being delivered.</summary>
    public static readonly string[] Parts = ["cur", "new"];

    /// <summary>The flags after ":2," in a file name.</summary>
    public static MailFlags Flags(string fileName)
    {
        var flags = MailFlags.None;
        var info = fileName.LastIndexOf(":2,", StringComparison.Ordinal);
        if (info < 0)
            info = fileName.LastIndexOf(";2,", StringComparison.Ordinal);
        if (info < 0)
            return flags;
        foreach (var c in fileName.AsSpan(info + 3))
        {
            flags |= c switch
            {
                'S' => MailFlags.Seen,
                'R' => MailFlags.Answered,
                'F' => MailFlags.Flagged,
                'T' => MailFlags.Deleted,
                'D' => MailFlags.Draft,
                'P' => MailFlags.Passed,
                _ => MailFlags.None,
            };
        }

        return flags;
    }

    /// <summary>The root is INBOX; ".Projects.2024" and "Projects/2024" below it are both Projects/2024.</summary>
    public static string FolderName(string root, string folder)
    {
        var relative = Path.GetRelativePath(root, folder);
        if (relative == ".")
            return "INBOX";
        return relative.StartsWith('.')
            ? relative[1..].Replace('.', '/')
            : relative.Replace('\\', '/');
    }
}

using System.Text.RegularExpressions;

namespace InboxMind.Core.Import;

/// <summary>Names the mail folder of a file as its owner knows it, not as a mail program names its files.</summary>
internal static partial class FolderNames
{
    /// <summary>What folders end in that mail programs make for the folders below one: Apple Mail, Thunderbird, KMail, Eudora.</summary>
    private static readonly string[] Containers = [".mbox", ".imapmbox", ".sbd", ".directory", ".fol"];

    /// <summary>The folder that an mbox is: <c>Inbox.sbd/Garden</c> is Inbox/Garden, <c>Bills.mbox/mbox</c> is Bills.</summary>
    public static string OfMbox(string path)
    {
        var parts = Parts(path);
        var end = parts.Length - 1;
        var name = OfFile(parts[end]);
        if (end > 0 && parts[end].Equals("mbox", StringComparison.OrdinalIgnoreCase) && Container(parts[end - 1]) is { } own)
            (name, end) = (own, end - 1);
        return Within(parts, end, name);
    }

    /// <summary>The folder of a mail that is a file of its own.</summary>
    /// <param name="root">What is imported.</param>
    /// <param name="folder">Where the file lies.</param>
    public static string OfMail(string root, string folder)
    {
        var parts = Parts(folder);
        var end = parts.Length;
        while (end > 0 && IsTechnical(parts[end - 1]))
            end--;
        if (end > 0 && Container(parts[end - 1]) is { } own)
            return Within(parts, end - 1, own);
        var relative = Path.GetRelativePath(root, folder);
        return relative == "." ? OfFile(parts[^1]) : string.Join('/', Parts(relative).Select(static p => Container(p) ?? p));
    }

    /// <summary>A mail file's folder is named after it, without the endings that say what it is.</summary>
    public static string OfFile(string path)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        foreach (var ending in (string[])[".gz", ".mbox", ".mbx", ".eml", ".emlx", ".msg", ".partial"])
        {
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                name = name[..^ending.Length];
        }

        return name.Length > 0 ? name : "Imported";
    }

    private static string Within(string[] parts, int end, string name)
    {
        for (; end > 0; end--)
        {
            if (Container(parts[end - 1]) is { } above)
                name = $"{above}/{name}";
            else if (!IsTechnical(parts[end - 1]))
                break;
        }

        return name;
    }

    private static string? Container(string name)
    {
        var ending = Containers.FirstOrDefault(e => name.Length > e.Length && name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        if (ending is null)
            return null;
        var bare = name[..^ending.Length];
        return ending == ".directory" ? bare.TrimStart('.') : bare;
    }

    private static string[] Parts(string path) =>
        path.Replace('\\', '/').Split('/', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts ? parts : [""];

    /// <summary>Whether it is a folder that Apple Mail lays between a mailbox and its mails.</summary>
    private static bool IsTechnical(string name) => Technical().IsMatch(name);

    [GeneratedRegex(@"\A(Messages|Data|\d|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Technical();
}

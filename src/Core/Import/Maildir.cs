using System.Text;

namespace InboxMind.Core.Import;

/// <summary>Names and flags of a Maildir (D. J. Bernstein) and Maildir++.</summary>
internal static class Maildir
{
    /// <summary>Where mail lies; <c>tmp</c> holds what is still being delivered.</summary>
    public static readonly string[] Parts = ["cur", "new"];

    /// <summary>The flags after ":2," in a file name; where a disk allows no colon, after ";2," or "!2,".</summary>
    public static MailFlags Flags(string fileName)
    {
        var flags = MailFlags.None;
        var info = fileName.LastIndexOf(":2,", StringComparison.Ordinal);
        if (info < 0)
            info = fileName.LastIndexOf(";2,", StringComparison.Ordinal);
        if (info < 0)
            info = fileName.LastIndexOf("!2,", StringComparison.Ordinal);
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

    /// <summary>The root is INBOX; ".Projects.2024" and "Projects/2024" below it are both Projects/2024. Names are read as servers write
    /// them (RFC 3501, 5.1.3).</summary>
    public static string FolderName(string root, string folder)
    {
        var relative = Path.GetRelativePath(root, folder);
        if (relative == ".")
            return "INBOX";
        var parts = relative.Replace('\\', '/').Split('/')
            .Select(static p => !p.StartsWith('.') ? p : p.EndsWith(".directory", StringComparison.Ordinal) ? p[1..^10] : p[1..].Replace(
                '.', '/')).Where(static p => p.Length > 0);
        return Decoded(string.Join('/', parts));
    }

    /// <summary>A name with the letters that "&amp;...-" stands for; the name itself when that stands for none.</summary>
    private static string Decoded(string name)
    {
        var decoded = new StringBuilder();
        var at = 0;
        while (name.IndexOf('&', at) is var begin and >= 0)
        {
            decoded.Append(name, at, begin - at);
            var end = name.IndexOf('-', begin);
            if (end < 0)
                return name;
            var packed = name[(begin + 1)..end].Replace(',', '/');
            var bytes = new byte[packed.Length];
            if (packed.Length > 0 && (!Convert.TryFromBase64String(packed.PadRight((packed.Length + 3) / 4 * 4, '='), bytes, out var length)
                || length % 2 != 0 || length == 0))
                return name;
            decoded.Append(packed.Length == 0 ? "&" : Encoding.BigEndianUnicode.GetString(bytes, 0, packed.Length * 6 / 16 * 2));
            at = end + 1;
        }

        return decoded.Append(name, at, name.Length - at).ToString();
    }
}

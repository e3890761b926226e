namespace InboxMind.Testing;

/// <summary>The mails of a folder, written out as a Maildir.</summary>
public static class Mails
{
    /// <summary>Writes every file below a folder into a new Maildir.</summary>
    public static string ToMaildir(string folder)
    {
        var maildir = Directory.CreateTempSubdirectory("inboxmind-benchmark-").FullName;
        foreach (var part in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(Path.Combine(maildir, part));
        var number = 0;
        foreach (var file in Files(folder))
            File.Copy(file, Path.Combine(maildir, "cur", $"{++number:000000}.benchmark:2,S"));
        return maildir;
    }

    /// <summary>Writes mails into a new Maildir, again and again with new Message-IDs, until there are enough.</summary>
    public static string Replicate(string folder, int count)
    {
        var maildir = Directory.CreateTempSubdirectory("inboxmind-benchmark-").FullName;
        Directory.CreateDirectory(Path.Combine(maildir, "cur"));
        var files = Files(folder).ToList();
        for (var i = 0; i < count; i++)
        {
            using var output = File.Create(Path.Combine(maildir, "cur", $"{i:000000}.benchmark:2,S"));
            var bytes = File.ReadAllBytes(files[i % files.Count]).AsSpan();
            if (bytes.StartsWith("From "u8))
                bytes = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
            output.Write(System.Text.Encoding.ASCII.GetBytes($"Message-ID: <{i}@benchmark.example>\n"));
            output.Write(WithoutMessageId(bytes));
        }

        return maildir;
    }

    private static byte[] WithoutMessageId(ReadOnlySpan<byte> mail)
    {
        var text = System.Text.Encoding.Latin1.GetString(mail);
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var head = end < 0 ? text : text[..end];
        var changed = System.Text.RegularExpressions.Regex.Replace(
            head, "(?im)^message-id:", "X-Old-Message-ID:", System.Text.RegularExpressions.RegexOptions.CultureInvariant);
        return System.Text.Encoding.Latin1.GetBytes(changed + text[head.Length..]);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}

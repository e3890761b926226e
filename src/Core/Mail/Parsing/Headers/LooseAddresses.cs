namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>Reads the addresses of a field that the grammar (RFC 5322, 3.4) refuses, such as <c>m..presto@example.com</c>: whoever they
/// are,
/// they are shown and found.</summary>
internal static class LooseAddresses
{
    /// <summary>Reads a decoded field.</summary>
    /// <returns>Those that have an address; a name alone is left out.</returns>
    public static List<MailAddress> Read(string field)
    {
        var result = new List<MailAddress>();
        foreach (var item in Items(field))
        {
            if (result.Count > MailLimits.Addresses)
                break;
            if (One(item.Trim()) is { } address)
                result.Add(address);
        }

        return result;
    }

    private static MailAddress? One(string item)
    {
        var open = item.LastIndexOf('<');
        var close = open < 0 ? -1 : item.IndexOf('>', open);
        if (open >= 0)
        {
            var address = StripScheme(item[(open + 1)..(close < 0 ? item.Length : close)].Trim());
            var name = item[..open].Trim().Trim('"', '\'').Trim();
            return address.Contains('@') && !address.Contains(' ') ? new MailAddress(name, address) : null;
        }

        var word = item.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(static w => w.Trim('"', '\'', '(', ')', '[', ']', ';', ',')).FirstOrDefault(IsAddress);
        return word is null
            ? null
            : new MailAddress(item.Replace(word, "", StringComparison.Ordinal).Trim(' ', '"', '\'', '(', ')', '[', ']'), StripScheme(word));
    }

    private static string StripScheme(string word) =>
        word.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) ? word["mailto:".Length..] : word;

    private static bool IsAddress(string word) => word.IndexOf('@') is var at and > 0 && at < word.Length - 1;

    /// <summary>The field at its commas and semicolons, but not those in quotes and angle brackets that are closed again.</summary>
    private static IEnumerable<string> Items(string field)
    {
        var start = 0;
        var quoted = false;
        var angle = false;
        for (var i = 0; i < field.Length; i++)
        {
            var c = field[i];
            if (c == '\\')
                i++;
            else if (c == '"')
                quoted = !quoted && field.IndexOf('"', i + 1) >= 0;
            else if (!quoted && c is '<' or '>')
                angle = c == '<' && Next(field, i + 1) == '>';
            else if (!quoted && !angle && c is ',' or ';')
            {
                yield return field[start..i];
                start = i + 1;
            }
        }

        yield return field[start..];
    }

    /// <summary>The next angle bracket; NUL when there is none.</summary>
    private static char Next(string field, int from) =>
        field.AsSpan(from).IndexOfAny('<', '>') is var at and >= 0 ? field[from + at] : '\0';
}

using System.Text;

namespace InboxMind.Documents.Texts;

/// <summary>A vCard (RFC 6350) as a person reads it: a line for each thing that it says of someone.</summary>
internal static class CardText
{
    private const int MaxLine = 10_000;

    public static string Read(string card)
    {
        var text = new StringBuilder();
        foreach (var line in Unfolded(card))
        {
            var colon = line.IndexOf(':');
            if (colon <= 0 || line.Length > MaxLine)
                continue;
            var value = Value(line[(colon + 1)..]);
            if (value.Length > 0 && Label(line[..colon]) is { } label)
                text.Append(label).Append(label.Length > 0 ? ": " : "").Append(value).Append('\n');
            else if (line.StartsWith("END:", StringComparison.OrdinalIgnoreCase))
                text.Append('\n');
        }

        return text.ToString();
    }

    /// <summary>What a field says; empty where its value says so itself, null when no person reads it.</summary>
    private static string? Label(string name)
    {
        var bare = name.Split(';')[0];
        return bare[(bare.LastIndexOf('.') + 1)..].ToUpperInvariant() switch
        {
            "FN" => "Name",
            "NICKNAME" => "Nickname",
            "ORG" => "Organisation",
            "TITLE" or "ROLE" => "Role",
            "EMAIL" => "Mail",
            "TEL" => "Telephone",
            "ADR" => "Address",
            "BDAY" => "Birthday",
            "NOTE" => "Note",
            "URL" => "Page",
            _ => null,
        };
    }

    private static string Value(string value)
    {
        var text = value.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase);
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || text[i] == ';')
            {
                parts.Add(part.ToString().Trim());
                part.Clear();
            }
            else
            {
                part.Append(text[i] == '\\' && i + 1 < text.Length ? text[++i] : text[i]);
            }
        }

        return string.Join(", ", parts.Where(static p => p.Length > 0));
    }

    private static IEnumerable<string> Unfolded(string card)
    {
        var line = new StringBuilder();
        foreach (var next in card.Split('\n'))
        {
            if (next.Length > 0 && next[0] is ' ' or '\t')
            {
                line.Append(next.AsSpan(1));
                continue;
            }

            yield return line.ToString();
            line.Clear().Append(next);
        }

        yield return line.ToString();
    }
}

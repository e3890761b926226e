using System.Text;

namespace InboxMind.Core.Text;

/// <summary>Text for one line.</summary>
internal static class OneLine
{
    /// <summary>Folds white space and drops control characters: a decoded header may hold any, line breaks included.</summary>
    public static string Fold(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var clean = true;
        var previous = ' ';
        foreach (var c in text)
        {
            if ((c == ' ' && previous == ' ') || (c != ' ' && (char.IsWhiteSpace(c) || char.IsControl(c))))
                clean = false;
            previous = c;
        }

        if (clean)
            return text[^1] == ' ' ? text.TrimEnd(' ') : text;

        var builder = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c) && !char.IsControl(c))
                builder.Append(c);
            else if (builder.Length > 0 && builder[^1] != ' ')
                builder.Append(' ');
        }

        return builder.ToString().TrimEnd(' ');
    }
}

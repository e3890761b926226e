using System.Text;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Evidence;

namespace InboxMind.Core.Answers.Replies;

/// <summary>Takes addresses out of what a model wrote that no mail it cites holds: following one, or loading a picture from it, would tell
/// a stranger what the question found. And the marks by which a program would make a link or a picture of anything else.</summary>
internal sealed partial class ReplyLinks(IReadOnlyList<EvidenceMail> mails)
{
    private const string Removed = "[link removed]";

    private readonly HashSet<string>?[] _known = new HashSet<string>?[mails.Count];

    /// <summary>A claim without addresses that are in none of the mails it cites (1 is the first).</summary>
    public string Clean(string claim, IReadOnlyList<int> cited)
    {
        var text = Plain(claim);
        var clean = new StringBuilder(text.Length);
        var end = 0;
        foreach (var (start, length) in Addresses.In(text))
        {
            var address = Addresses.Normal(text.AsSpan(start, length));
            clean.Append(text, end, start - end)
                .Append(cited.Any(n => Known(n - 1).Contains(address)) ? text.AsSpan(start, length) : Removed);
            end = start + length;
        }

        return clean.Append(text, end, text.Length - end).Replace("](", "] (").ToString();
    }

    private HashSet<string> Known(int mail)
    {
        if (_known[mail] is { } known)
            return known;
        _known[mail] = known = [];
        var message = mails[mail].Mail.Message;
        foreach (var text in message.From.Concat(message.To).Concat(message.Cc).Take(30).Select(static a => a.Address)
            .Append(message.Subject).Append(mails[mail].In?.ToString() ?? "").Append(mails[mail].Text))
        {
            var plain = Plain(text);
            foreach (var (start, length) in Addresses.In(plain))
            {
                var address = plain.AsSpan(start, length);
                known.Add(Addresses.Normal(address));
                known.Add(Addresses.Host(address));
            }
        }

        return known;
    }

    /// <summary>Without the brackets of Markdown and HTML, except for those of what was redacted.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var redacted = text[i] == '[' ? Redacted(text, i) : 0;
            if (redacted > 0)
            {
                plain.Append(text, i, redacted);
                i += redacted - 1;
                continue;
            }

            plain.Append(text[i] switch
            {
                '[' => "(",
                ']' => i + 1 < text.Length && text[i + 1] is '(' or '[' or ':' ? ") " : ")",
                '<' when i + 1 < text.Length && (char.IsLetter(text[i + 1]) || text[i + 1] is '/' or '!' or '?') => "‹",
                _ => text[i],
            });
        }

        return ApartDot().Replace(plain.ToString(), ".");
    }

    /// <summary>The length of a mark such as [card number removed]; 0 where there is none.</summary>
    private static int Redacted(string text, int at)
    {
        var close = text.AsSpan(at, Math.Min(40, text.Length - at)).IndexOf(']');
        if (close < 0)
            return 0;
        var inside = text.AsSpan(at + 1, close - 1);
        return inside.EndsWith(" removed") && !inside.ContainsAnyExceptInRange('\u0020', 'z') ? close + 1 : 0;
    }

    /// <summary>A dot that is set apart from the names beside it, in brackets or by spaces before a path.</summary>
    [GeneratedRegex(@"(?<=[\p{L}\p{N}])(?:[ \t]{0,3}\([.\u2024\uFE52\uFF0E]\)[ \t]{0,3}(?=[\p{L}\p{N}])"
        + @"|[ \t]{1,3}[.\u2024\uFE52\uFF0E][ \t]{1,3}(?=[\p{L}\p{N}-]{2,63}(?:[ \t]{0,3}\.[ \t]{0,3}[\p{L}\p{N}-]{2,63}){0,3}/))",
        RegexOptions.CultureInvariant)]
    private static partial Regex ApartDot();
}

using System.Text;

namespace InboxMind.Core.Mail.Parsing.Charsets;

/// <summary>Reads UTF-7 (RFC 2152), which .NET no longer does.</summary>
internal static class Utf7Text
{
    public static string Decode(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var begin = text.IndexOf('+', at);
            if (begin < 0)
                return result.Append(text, at, text.Length - at).ToString();
            result.Append(text, at, begin - at);
            at = begin + 1;
            if (at < text.Length && text[at] == '-')
                result.Append('+');
            int bits = 0, count = 0;
            for (; at < text.Length && Value(text[at]) is var value and >= 0; at++)
            {
                bits = ((bits << 6) | value) & 0x3FFFFF;
                count += 6;
                if (count < 16)
                    continue;
                count -= 16;
                result.Append((char)((bits >> count) & 0xFFFF));
            }

            if (at < text.Length && text[at] == '-')
                at++;
        }

        return result.ToString();
    }

    private static int Value(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        '/' => 63,
        _ => -1,
    };
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>Finds passwords and codes that a sentence tells in its own words: "the password for the studio is now ...", "... is your new
/// password". The value must look like none of a language's words: it has letters and digits or signs.</summary>
internal static partial class SpokenSecrets
{
    /// <summary>Characters looked at beside a label.</summary>
    private const int Near = 90;

    private const int MaxWords = 9;

    /// <summary>Words that tell what a password is, and those that may stand beside them.</summary>
    private static readonly FrozenSet<string> Telling = (
        "is are was be becomes become now it's its remains stays temporarily = ist lautet wird jetzt nun est c'est sera maintenant es será "
            + "ahora é è era agora sarà ora wordt är blir er on jest będzie je bude este va mostantól olarak là adalah ialah ni është da "
            + "yra ir és").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Beside = (
        "the your my our their new old temporary initial current today tonight again still also been will has then this following "
            + "ab sofort neu neues neue dein ihr das heißt désormais nouveau provisoire nueva nuevo temporal nova temporária nuova "
            + "temporanea nu nieuwe nya ny nye nowe noul ta nouă új yeni mới của bạn hiện tại tạm thời anda baru kamu sementara yang lako "
            + "jipya i ri e re").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Changed =
        "changed set reset updated switched geändert gesetzt auf changé cambiada".Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Belonging =
        ("for to of on at in from für fürs zu zum zur von vom bei pour du de del della do da para per voor van til till för pro alla dello "
            + "untuk cho").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What may follow a password in the same clause.</summary>
    private static readonly FrozenSet<string> Following =
        ("to for and or from until till when if then please as with und oder bis ab et ou y o e en och og").Split(' ')
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Finding> Find(string text, int from, int length)
    {
        for (var label = Label().Match(text, from, length); label.Success; label = label.NextMatch())
        {
            var isCode = label.Groups["code"].Success;
            if (Behind(text, label.Index + label.Length, isCode, IsForeign(label.Value)) is { } behind)
                yield return behind;
            if (!isCode && InFront(text, label.Index, label.Index + label.Length) is { } front)
                yield return front;
        }
    }

    /// <summary>"password for the studio is now ...": reads on while words lead to a value.</summary>
    private static Finding? Behind(string text, int at, bool isCode, bool isForeign)
    {
        var (isOfSomething, isTold, isChanged, isSigned, isAssigned) = (false, false, false, false, false);
        var end = Math.Min(text.Length, at + Near);
        for (var words = 0; words < MaxWords; words++)
        {
            while (at < end && (text[at] is ' ' or '\t' or '*' or '|' || IsSign(text, at)))
            {
                isAssigned = text[at] == '=' || (isAssigned && text[at] == ' ');
                isSigned |= IsSign(text, at++);
            }

            if (at >= end || text[at] is '\n' or '\r')
                return null;
            if (Value(text, at, isCode, isTold || isSigned || isForeign, isAssigned) is { } value)
                return isOfSomething && !isTold && !isSigned && !isForeign ? null : value;
            var word = at;
            while (at < end && (char.IsLetterOrDigit(text[at]) || IsMark(text[at])
                || text[at] is '\'' or '\u2019' or '=' || (isOfSomething && text[at] is '-' or '_')))
            {
                at++;
            }

            if (at == word)
            {
                // A quotation mark before the value was looked at with it.
                if (text[at] is not ('"' or '\'' or '(' or '<' or '`'))
                    return null;
                at++;
                continue;
            }

            var said = text[word..at];
            var tells = Telling.Contains(said) || said.EndsWith("'s", StringComparison.Ordinal)
                || (isChanged && said is "to" or "auf" or "en" or "a" or "as");
            isChanged = Changed.Contains(said);
            isTold |= tells;
            if (tells || isChanged || Beside.Contains(said) || (isForeign && IsForeign(said)))
                continue;
            if (isTold || (!isOfSomething && !Belonging.Contains(said)))
                return null;
            isOfSomething = true;
        }

        return null;
    }

    /// <summary>"... is the password", "use ... as the admin password": looks back from the label.</summary>
    private static Finding? InFront(string text, int label, int end)
    {
        var from = Math.Max(0, label - Near);
        if (Before().Match(text[from..label]) is not { Success: true } match
            || !Rest().IsMatch(text.AsSpan(end, Math.Min(20, text.Length - end))))
            return null;
        var value = match.Groups["value"];
        var read = SecretValue.Read(text, from + value.Index, false);
        return read is { } found && found.End <= from + value.Index + value.Length
            && IsStrong(text.AsSpan(found.Start, found.End - found.Start))
            ? new Finding(found.Start, found.End, Secrets.What) : null;
    }

    private static Finding? Value(string text, int at, bool isCode, bool isTold, bool isAssigned)
    {
        if (isCode && isTold && Digits().Match(text, at) is { Success: true } digits)
            return new Finding(digits.Index, digits.Index + digits.Length, Secrets.What);
        if (isCode || SecretValue.Read(text, at, isAssigned) is not { } value)
            return null;
        var end = value.Start;
        while (end < value.End && !IsForeign(text[end]))
            end++;
        if (!IsStrong(text.AsSpan(value.Start, end - value.Start)))
            return null;
        return isTold || value.EndsClause || Follows(text, value.End) ? new Finding(value.Start, end, Secrets.What) : null;
    }

    private static bool Follows(string text, int at)
    {
        while (at < text.Length && text[at] is ' ' or '"' or '\'')
            at++;
        var end = at;
        while (end < text.Length && char.IsLetter(text[end]))
            end++;
        return Following.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text.AsSpan(at, end - at));
    }

    /// <summary>Whether it is no word, measure, date, file or address.</summary>
    private static bool IsStrong(ReadOnlySpan<char> value)
    {
        if (value.Length is < 5 or > 64 || value.ContainsAny('@', '/', '\\') && value.Contains('.') || value[0] is '#' or '\uFFFC')
            return false;
        int letters = 0, digits = 0, signs = 0;
        foreach (var c in value)
        {
            letters += char.IsLetter(c) ? 1 : 0;
            digits += char.IsAsciiDigit(c) ? 1 : 0;
            signs += "!@#$%^&*+=?~_".Contains(c, StringComparison.Ordinal) ? 1 : 0;
        }

        signs -= value[^1] is '!' or '?' ? 1 : 0;
        return letters >= 2 && (digits > 0 || signs > 0) && !NoSecret().IsMatch(value);
    }

    private static bool IsSign(string text, int at) => text[at] is ':' or '=' or '>' or '\u2192' or '-';

    private static bool IsForeign(string word) => word.Any(IsForeign);

    /// <summary>Whether it is of another script than Latin.</summary>
    private static bool IsForeign(char c) => c is >= '\u0370' and not (>= '\u1E00' and <= '\u1EFF')
        && (char.IsLetter(c) || IsMark(c));

    private static bool IsMark(char c) => char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark;

    [GeneratedRegex(
        @"(?:(?:" + Secrets.Passwords + @"|(?<![\p{L}\p{N}])(?:parole|pw|pwd|clave|sandi))\p{L}{0,5}"
            + @"|(?<code>(?<![\p{L}\p{N}])" + Secrets.Codes + "))",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Label();

    [GeneratedRegex(
        @"(?:^|[\s(])(?<value>\S{5,60})[ \t]+(?:(?:is|was|will be|=|-|ist|wird|est|es|è|é|er|är|jest|это)[ \t]+(?:now[ \t]+|jetzt[ \t]+)?"
            + @"|(?<=\b(?:made|make|chose|picked)[ \t]+\S{5,60}[ \t]+)|(?:as|als|como|comme|come)[ \t]+)"
        + @"(?:(?:the|your|our|my|their|a|das|dein|ihr|unser|le|votre|mon|notre|la|tu|su|mi|il|sua|sua|het"
        + @"|je)[ \t]+)?(?:[\p{L}-]{2,14}[ \t]+){0,2}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.RightToLeft)]
    private static partial Regex Before();

    /// <summary>A clause ends, or it is said what for.</summary>
    [GeneratedRegex(@"^(?:\s*$|[ \t]*[.,;!)\r\n]|[ \t]+(?:for|to|of|on|until|till|from|in|at|and|now|today|für|zum|zur|bis|pour"
        + @"|para|per|voor)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Rest();

    [GeneratedRegex(@"\G[""'(]?(?:[A-Z]{1,2}-)?\d{4,8}(?![\w-]|[.,:/]\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    /// <summary>"12-character", "v2.1", "report.pdf", "2030-04-01T10", "5pm", "ISO27001", "https://...".</summary>
    [GeneratedRegex(
        @"^(?:\d+[-.]?[a-z]{1,12}|v\d[\d.]*|\d{1,4}[./:-]\d.*|(?:https?|ftp|mailto):.*|.*\.(?:pdf|docx?|xlsx?|txt|zip|csv|png"
            + @"|jpe?g|html?|com|org|net)"
            + @"|(?:iso|rfc|sha|md|aes|rsa|windows|office|win|sql|utf)-?\d+|[""'(<\[{$%].*|.*[(){}\[\]].*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoSecret();
}

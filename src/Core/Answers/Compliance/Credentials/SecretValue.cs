using System.Collections.Frozen;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>What stands behind a label such as "password:", and whether it is a secret or says something about one.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where what follows begins.</param>
/// <param name="IsQuoted">Whether it stands in quotation marks.</param>
/// <param name="EndsClause">Whether it is the last word of its line or clause.</param>
/// <param name="EndsLine">Whether nothing follows on its line.</param>
internal readonly record struct SecretValue(int Start, int End, bool IsQuoted, bool EndsClause, bool EndsLine)
{
    private const int MaxLength = 300;

    /// <summary>What is said about passwords and keys in place of them.</summary>
    private static readonly FrozenSet<string> Sayings = (
        "none null nil n/a na no not yes true false unknown tbd todo unset empty blank required optional mandatory changed reset expired "
            + "expires see sent separately follows following below above attached"
        + " same default hidden redacted removed protected forgotten forgot lost wrong incorrect invalid correct valid weak strong secret "
        + "confidential private ask please contact call via by in on at to for from with"
        + " the a an your my our their his her its this that these those it is are was will must should may can needs need has have had "
        + "been be being and or but if when then where who what which how why"
        + " important urgent new old temporary temp missing case-sensitive sensitive stored encrypted hashed safe secure enabled disabled "
        + "active inactive ok okay good bad only too very still now also already never always"
        + " unchanged identical available visible shown here there elsewhere provided given included undefined string text password passwd "
        + "passwort kennwort user username login email value placeholder example test"
        + " xxx xxxx your_password yourpassword changeme? failed passed skipped pending success failure error successful all one two three "
        + "four both each every some any many several"
        + " keine kein keines nein ja leer unbekannt siehe folgt separat per wie vergessen abgelaufen geändert falsch richtig erforderlich "
        + "notwendig gültig ungültig bitte wird wurde ist war der die das ein eine ihr ihre mein unser und oder bei von mit im am um nicht "
        + "nur noch neu gleich dasselbe dieselbe derselbe geheim sicher gesperrt"
        + " aucun aucune oublié expiré voir même requis obligatoire incorrecte ci-dessous pas le la les un une votre mon ma est sera"
        + " ninguno ninguna ver olvidada olvidado incorrecta incorrecto caducada obligatoria el su mi es nessuno nessuna vedi errata "
        + "scaduta il suo geen vergeten zie verlopen het een is onjuist ingen inget glömt se"
        + " нет неверный забыт см").Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Endings of words that tell how something is, not what it is.</summary>
    private static readonly string[] Describing =
        ["ed", "ing", "able", "ible", "ful", "less", "ive", "ous", "ical", "ary", "ently", "ly", "ten", "lich", "bar", "isch", "haft",
            "iert", "ung"];

    /// <summary>Reads what stands at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Behind the label.</param>
    /// <param name="isAssigned">Whether an equals sign stands before: then a semicolon or an ampersand ends it.</param>
    /// <returns>Null when nothing does.</returns>
    public static SecretValue? Read(string text, int at, bool isAssigned)
    {
        if (at >= text.Length)
            return null;
        var quote = text[at];
        if (quote is '"' or '\'' or '`')
        {
            var close = text.AsSpan(at + 1, Math.Min(MaxLength, text.Length - at - 1)).IndexOfAny(quote, '\n');
            if (close > 0 && text[at + 1 + close] == quote)
                return new SecretValue(at + 1, at + 1 + close, true, true, false);
            at++;
        }

        while (at < text.Length && text[at] is '*' or '<' or '(' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
            at++;
        var end = at;
        while (end < text.Length && end - at < MaxLength && !char.IsWhiteSpace(text[end])
            && text[end] is not ('"' or '\uFFFC' or '<' or '`')
            && !(isAssigned && text[end] is ';' or '&'))
            end++;
        var whole = end;
        while (end > at && text[end - 1] is '.' or ',' or ';' or ':' or ')' or '\'' or '>' or '*' or ']' or '}')
            end--;
        if (end == at)
            return null;
        var rest = text.AsSpan(whole, Math.Min(200, text.Length - whole));
        var line = rest.IndexOf('\n');
        rest = (line < 0 ? rest : rest[..line]).TrimStart([' ', '\t', '"', '`', '*', '>']).TrimEnd();
        var ends = rest.IsEmpty || whole > end || text[end - 1] is '!'
            || rest[0] is '(' or ',' or ';' or '|' or '-' or '.' or '<' or ')' or '&';
        return new SecretValue(at, end, false, ends, rest.IsEmpty);
    }

    /// <summary>Whether it can be one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="label">What it is called.</param>
    /// <param name="sign">What stands between: ':', '=', or ' ' for words.</param>
    /// <param name="isBelow">Whether it stands in the line below.</param>
    public bool IsSecret(string text, SecretLabel label, char sign, bool isBelow)
    {
        var value = text.AsSpan(Start, End - Start);
        if (value.Length < 2 || IsSaying(value) || IsTemplate(value) || IsMask(value) || (isBelow && !EndsLine && !IsQuoted))
            return false;
        int digits = 0, letters = 0, signs = 0, turns = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (char.IsAsciiDigit(value[i]))
                digits++;
            else if (char.IsLetter(value[i]) || value[i] > 127)
                letters++;
            else if (value[i] is not ('-' or '\'' or '.' or ',' or '/'))
                signs++;
            turns += i > 0 && char.IsUpper(value[i]) && char.IsLower(value[i - 1]) ? 1 : 0;
        }

        if (signs == 1 && value[^1] is '!' or '?')
            signs = 0;
        var isNoWord = digits > 0 || signs > 0 || turns > 0;
        return label switch
        {
            SecretLabel.Code => IsCode(value, digits),
            SecretLabel.Key => IsQuoted || sign == '='
                ? value.Length >= 6 && (digits > 0 || value.Length >= 12)
                : value.Length >= 8 && (digits > 0 || turns > 1) && !IsMeasure(value),
            SecretLabel.Short => sign == '=' ? value.Length >= 4
                : (letters > 0 && (digits > 0 || signs > 0) && value.Length >= 5 && !IsMeasure(value) && !value.Contains('_'))
                || (sign == ':' && EndsLine && !isBelow && !isNoWord && value.Length >= 6 && char.IsLower(value[0])),
            _ when sign == '=' => true,
            _ when isNoWord => value.Length >= (sign == ':' ? 3 : 4) && (sign == ':' || IsQuoted || !IsMeasure(value)),
            _ when IsQuoted => value.Length >= 4,
            _ when sign == ':' => value.Length >= 4 && (isBelow ? EndsLine && !IsDescribing(value) : EndsClause),
            _ => value.Length >= 4 && EndsClause && !IsDescribing(value) && !value.Contains('-'),
        };
    }

    private static bool IsCode(ReadOnlySpan<char> value, int digits)
    {
        var capitals = 0;
        foreach (var c in value)
        {
            if (char.IsAsciiLetterUpper(c))
                capitals++;
            else if (!char.IsAsciiDigit(c) && c is not ('-' or ' ' or '#' or '*'))
                return false;
        }

        return digits >= 3 && digits + capitals is >= 3 and <= 24;
    }

    /// <summary>Whether it is a template's place for a value.</summary>
    private static bool IsTemplate(ReadOnlySpan<char> value) => value[0] is '[' or '{' || value.StartsWith("${") || value.StartsWith("$(")
        || value.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
        || value.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || (value[0] is '$' or '%' && value[1..].TrimEnd('%').IndexOfAnyExceptInRange('A', '_') < 0)
        || value.StartsWith("your", StringComparison.OrdinalIgnoreCase) && value.ContainsAny('-', '_') || value.StartsWith("process.env")
        || value.StartsWith("os.environ") || value.StartsWith("getenv")
        || value.EndsWith("()") || value.StartsWith("--");

    private static bool IsMask(ReadOnlySpan<char> value) => value.IndexOfAnyExcept("*xX.-_#?\u2022\u25CF\u2026".AsSpan()) < 0;

    private static bool IsSaying(ReadOnlySpan<char> value) =>
        Sayings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(value.TrimEnd('!').TrimEnd('?'));

    private static bool IsDescribing(ReadOnlySpan<char> value)
    {
        foreach (var ending in Describing)
        {
            if (value.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>"12-character", "30-day", "8", "2nd": says how long or which.</summary>
    private static bool IsMeasure(ReadOnlySpan<char> value)
    {
        var digits = value.IndexOfAnyExceptInRange('0', '9');
        if (digits == 0)
            return false;
        if (digits < 0)
            return value.Length < 4;
        return digits <= 3
            && (value[digits] == '-' || value[digits..] is "st" or "nd" or "rd" or "th" or "h" or "d" or "x" or "min" or "s" or "%");
    }
}

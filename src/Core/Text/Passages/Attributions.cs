using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Text.Passages;

/// <summary>Lines such as "On 3 May 2024, Anna Berg wrote:" in the languages and forms of the usual mail programs.</summary>
internal static partial class Attributions
{
    /// <summary>Characters of such a line, or of the lines that it is broken into.</summary>
    private const int MaxLength = 300;

    private const int MaxLines = 3;

    /// <summary>Words of a name.</summary>
    private const int MaxName = 7;

    private static readonly FrozenSet<string> Pronouns = new[]
    {
        "i", "you", "he", "she", "they", "we", "ich", "er", "sie", "wir", "je", "il", "elle", "yo", "eu", "io", "ik", "jag", "jeg",
        "who", "it",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads an attribution that begins in a line; null when none does.</summary>
    public static Introduction? Read(List<TextLine> lines, int at)
    {
        if (RuledIntroduction.Read(lines[at].Text) is { } ruled && IsWhole(ruled))
            return Parse(ruled, 1, Next(lines, at + 1), lines[at].Depth);
        var joined = "";
        for (var n = 1; n <= MaxLines && at + n <= lines.Count; n++)
        {
            var line = lines[at + n - 1];
            if (line.IsEmpty || line.Depth != lines[at].Depth)
                return null;
            joined = n == 1 ? line.Text : $"{joined} {line.Text}";
            if (joined.Length > MaxLength)
                return null;
            if (line.Text[^1] is ':' or '：')
                return n > 1 && IsWhole(line.Text) ? null : Parse(joined, n, Next(lines, at + n), lines[at].Depth);
            if (n == 1 && !MayGoOn(line.Text))
                return null;
        }

        return null;
    }

    /// <summary>Whether the line may be the first of several: it has something of a date or an address, and no sentence ends with
    /// it.</summary>
    private static bool MayGoOn(string line) =>
        line[^1] is not ('.' or '!' or '?' or ';') && (line.Any(char.IsAsciiDigit) || line.Contains('@', StringComparison.Ordinal));

    /// <summary>Whether a line says by itself who wrote, and when: what stands above it belongs to the sender.</summary>
    private static bool IsWhole(string line)
    {
        var text = line.TrimEnd(':', '：', ' ', '\u00a0');
        if (WritingVerbs.Find(text) is not var (start, end, _) || !WritingVerbs.IsUsual(text[start..end]))
            return false;
        var (before, after) = (NameAndDate.Read(text[..start]), NameAndDate.Read(text[end..]));
        return (before.Date.Length > 0 || after.Date.Length > 0) && IsName(Choose(before, after));
    }

    /// <summary>The next line that is not empty, and does not only say that something was left out.</summary>
    private static TextLine? Next(List<TextLine> lines, int from)
    {
        for (var i = from; i < lines.Count; i++)
        {
            if (!lines[i].IsEmpty && !LeftOut().IsMatch(lines[i].Text))
                return lines[i];
        }

        return null;
    }

    private static Introduction? Parse(string line, int count, TextLine? next, int depth)
    {
        var isMarked = next is { } follows && follows.Depth > depth;
        var text = line.TrimEnd(':', '：', ' ', '\u00a0');
        if (WritingVerbs.Find(text) is not var (start, end, language))
            return Verbless(text, count, isMarked);
        if (!isMarked && !WritingVerbs.IsUsual(text[start..end]))
            return Verbless(text, count, isMarked);
        var (before, after) = (NameAndDate.Read(text[..start]), NameAndDate.Read(text[end..]));
        var name = Choose(before, after);
        if (!WritingVerbs.IsUsual(text[start..end]) && !IsPersons(name) && !name.Contains('@', StringComparison.Ordinal))
            return null;
        var date = before.Date.Length > 0 ? before.Date : after.Date;
        var isEvident = date.Length > 0 || before.HasAddress || after.HasAddress;
        if (!IsName(name) && !(isMarked && isEvident))
            return isMarked && name.Length < 80 ? new Introduction(count, Speaker.Unknown, Reach.Marked) : null;
        if (!isMarked && !isEvident && (count > 1 || !IsPersons(name) || text.Length > 60))
            return null;
        var speaker = new Speaker(PassageKind.Quoted, Pronouns.Contains(name) || !IsName(name) ? "" : name, Days.Read(date, language));
        return new Introduction(count, speaker, isMarked ? Reach.Marked : isEvident ? Reach.Rest : Reach.Paragraph);
    }

    /// <summary>"Quoting Anna:", and "пт, 3 мая 2024 г. в 10:12, Anna &lt;anna@example.com&gt;:" as Gmail has it in some
    /// languages.</summary>
    private static Introduction? Verbless(string text, int count, bool isMarked)
    {
        var read = NameAndDate.Read(text);
        var isQuoting = text.StartsWith("Quoting ", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("Zitat von ", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("* ", StringComparison.Ordinal);
        var isDated = read is { Date.Length: > 0, HasAddress: true } && text.TrimEnd()[^1] is '>' or ')' or ']';
        return (isQuoting && isMarked || isDated) && IsName(read.Name)
            ? new Introduction(
                count, new Speaker(PassageKind.Quoted, read.Name, Days.Read(read.Date, "ru")), isMarked ? Reach.Marked : Reach.Rest)
            : null;
    }

    /// <summary>The half that has an address; else the first that holds a name.</summary>
    private static string Choose(NameAndDate before, NameAndDate after) =>
        after.HasAddress && !before.HasAddress ? after.Name
        : before.Name.Length > 0 && (before.HasAddress || after.Name.Length == 0 || IsName(before.Name) && !IsPersons(after.Name))
        ? before.Name
        : after.Name.Length > 0 ? after.Name : before.Name;

    private static bool IsName(string name) =>
        name.Length is > 0 and <= 100 && name.Count(static c => c == ' ') < MaxName && name.Any(char.IsLetter)
            && (char.IsUpper(name.First(char.IsLetter)) || !char.IsLower(name.First(char.IsLetter))
                || name.Contains('@', StringComparison.Ordinal) || !name.Contains(' ', StringComparison.Ordinal));

    /// <summary>"[...]", "&lt;snip&gt;".</summary>
    [GeneratedRegex(
        @"^[\[(<{*=\-\s]{0,6}(?:\.{2,5}|…|snip(?:ped|pet)?|cut|deleted|gekürzt|schnipp|coupé)[\])>}*=\-\s.!]{0,6}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LeftOut();

    /// <summary>Up to four words, each beginning with a capital letter or of a script without them.</summary>
    private static bool IsPersons(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is > 0 and <= 4 && words.All(static w => !char.IsLower(w[0])) && !Pronouns.Contains(words[0]);
    }
}

namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Groups of digits that stand together: "4111 1111", "4111-1111", "4111 - 1111".</summary>
internal static class DigitRuns
{
    /// <summary>Characters between two groups of one run.</summary>
    private const int MaxGap = 3;

    /// <summary>All runs of a text, each as its groups from left to right.</summary>
    public static IEnumerable<IReadOnlyList<DigitGroup>> From(string text)
    {
        var run = new List<DigitGroup>();
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsAsciiDigit(text[at]))
            {
                at++;
                continue;
            }

            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end]))
                end++;
            run.Add(new DigitGroup(at, end));
            at = Next(text, end);
            if (at >= 0)
                continue;
            yield return run;
            run = [];
            at = end;
        }
    }

    /// <summary>Where the next group of the same run begins; -1 when there is none.</summary>
    private static int Next(string text, int end)
    {
        var lines = 0;
        for (var at = end; at < text.Length && at - end <= MaxGap + 1; at++)
        {
            if (char.IsAsciiDigit(text[at]))
                return at;
            if (text[at] == '\n' ? ++lines > 1 : text[at] is not (' ' or '\t' or '\r' or '.' or '-' or '/' or '_'))
                return -1;
        }

        return -1;
    }
}

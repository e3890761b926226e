using System.Globalization;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Evidence;

namespace InboxMind.Core.Answers.Replies;

/// <summary>Holds the numbers that a model writes to the mails it cites for them: amounts, days and years that stand in none of them were
/// made up.</summary>
internal sealed partial class ReplyFigures(IReadOnlyList<EvidenceMail> mails)
{
    /// <summary>Digits of a number that is looked for: "two days" or "2 days" may be the model's own counting.</summary>
    private const int MinDigits = 2;

    private readonly Dictionary<int, HashSet<string>> _known = [];

    /// <summary>Whether every number of a claim stands in one of the mails it cites.</summary>
    /// <param name="claim">What is said.</param>
    /// <param name="cited">The mails it cites; the first is 1.</param>
    public bool Hold(string claim, IReadOnlyList<int> cited)
    {
        var known = cited.Select(Known).ToList();
        return Read(claim).All(figure => known.Exists(k => k.Contains(figure)));
    }

    private HashSet<string> Known(int number)
    {
        if (_known.TryGetValue(number, out var known))
            return known;
        var mail = mails[number - 1];
        var message = mail.Mail.Message;
        known =
        [
            .. Read(mail.Text), .. SpokenFigures.In(mail.Text), .. Read(message.Subject), .. SpokenFigures.In(message.Subject),
            .. Read(message.Sender.ToString()),
        ];

        // The day of a mail, also the one before or after it: the reader's zone may be any.
        for (var day = -1; day <= 1; day++)
            known.UnionWith(Read(message.Date.AddDays(day).ToString("yyyy MM dd HH mm", CultureInfo.InvariantCulture)));
        return _known[number] = known;
    }

    /// <summary>The numbers of a text without what groups their digits and without zeros before them.</summary>
    private static IEnumerable<string> Read(string text)
    {
        foreach (Match match in Figure().Matches(text))
        {
            var digits = string.Concat(match.Value.Where(char.IsAsciiDigit));
            if (match.Value.Length - match.Value.LastIndexOfAny(['.', ',']) == 3 && digits.EndsWith("00", StringComparison.Ordinal)
                && match.Value.AsSpan().IndexOfAny('.', ',') >= 0)
                digits = digits[..^2];
            digits = digits.TrimStart('0');
            if (digits.Length >= MinDigits)
                yield return digits;
        }
    }

    [GeneratedRegex(@"[0-9]+(?:[.,'’ ][0-9]{3})*(?:[.,][0-9]{2})?(?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Figure();
}

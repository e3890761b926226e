using System.Text.RegularExpressions;
using InboxMind.Core.Counting;
using InboxMind.Core.Text.Passages;

namespace InboxMind.Core.People;

/// <summary>Reads telephone numbers and addresses out of signatures.</summary>
internal static partial class SignatureFacts
{
    /// <summary>Digits at the end that tell one number from another, however it is written.</summary>
    private const int SameDigits = 7;

    /// <summary>Numbers of somebody.</summary>
    private const int MaxNumbers = 20;

    /// <summary>The text of a mail's own signatures.</summary>
    public static string Text(MailMessage message) => string.Join('\n', MailPassages.Read(message.Text)
        .Where(static p => p.Kind == PassageKind.Signature).Select(p => message.Text.Substring(p.Start, p.Length)));

    /// <summary>The numbers in mails' signatures, each once.</summary>
    /// <param name="mails">The mails, the newest first, with their signatures.</param>
    public static IReadOnlyList<PhoneNumber> Phones(IEnumerable<(MailMessage Message, string Signature)> mails)
    {
        var found = new OrderedDictionary<string, PhoneNumber>();
        foreach (var (message, signature) in mails)
        {
            foreach (Match match in Number().Matches(signature))
            {
                var digits = string.Concat(match.Groups["number"].Value.Where(char.IsAsciiDigit));
                if (digits.Length is >= SameDigits and <= 15 && found.Count < MaxNumbers)
                {
                    found.TryAdd(digits[^SameDigits..], new PhoneNumber(
                        match.Groups["number"].Value.Trim(), match.Groups["label"].Value.Trim(), message.Id, message.Date));
                }
            }
        }

        return [.. found.Values];
    }

    /// <summary>The addresses in a signature, in lower case.</summary>
    public static IEnumerable<string> Addresses(string signature) => Address().Matches(signature)
        .Select(static m => m.Value.TrimEnd('.').ToLowerInvariant()).Where(static a => a.Length <= KnownPeople.MaxAddress).Distinct();

    [GeneratedRegex(
        @"(?<label>\p{L}[\p{L} ]{0,18})?[^\S\n]{0,3}[.:)]{0,2}[^\S\n]{0,3}"
            + @"(?<![\w.,-])(?<number>[+(]?[0-9](?:[ ()/.-]{0,3}[0-9]){6,14})(?![\w%])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

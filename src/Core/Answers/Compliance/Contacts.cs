using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Tells how someone can be reached: e-mail addresses and telephone numbers as people write them.</summary>
internal static partial class Contacts
{
    /// <summary>Replaces each by what it was.</summary>
    public static string Redact(string text, Func<string, string> removed) =>
        Phone().Replace(Address().Replace(text, _ => removed("e-mail address")), _ => removed("telephone number"));

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}", RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>International, of North America, and with a national prefix.</summary>
    [GeneratedRegex(
        @"(?<![\w.,/+-])(?:(?:\+|00)[1-9](?:[ ()./-]{0,2}\d){7,14}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|\(?0\d{2,5}\)?[ /-]\d{2,8}(?:[ -]\d{2,8}){0,3})(?![\w-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Phone();
}

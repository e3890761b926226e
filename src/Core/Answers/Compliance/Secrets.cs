using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Tells what opens something: private keys, access tokens, and what a text itself calls a password, key or code.</summary>
internal static partial class Secrets
{
    private const string Words =
        @"(?:pass(?:word|phrase|code|wd)|pwd|kennwort|passwort|zugangscode|pin|tan|otp|cvv|cvc"
        + @"|(?:one[- ]time|verification|security|access|login|confirmation|unlock) (?:code|password|pin)|api[-_ ]?key|secret(?:[-_ ]key)?"
        + @"|client[-_ ]secret|access[-_ ]token|recovery key)";

    /// <summary>Replaces each by what it was.</summary>
    public static string Redact(string text, Func<string, string> removed)
    {
        text = PrivateKey().Replace(text, _ => removed("private key"));
        text = Token().Replace(text, _ => removed("access token"));
        text = Named().Replace(text, match => match.Groups["name"].Value + removed("secret"));
        text = Said().Replace(text, match => match.Groups["name"].Value + removed("secret"));
        return Code().Replace(text, match => match.Groups["name"].Value + removed("secret"));
    }

    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[^-]{0,20000}(?:-----END [A-Z ]{0,40}PRIVATE KEY-----)?", RegexOptions.CultureInvariant)]
    private static partial Regex PrivateKey();

    /// <summary>By how well-known services begin theirs; and JSON Web Tokens (RFC 7519).</summary>
    [GeneratedRegex(
        @"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,100}|github_pat_[A-Za-z0-9_]{30,100}|glpat-[A-Za-z0-9_-]{18,60}"
        + @"|sk-[A-Za-z0-9_-]{20,200}|sk_(?:live|test)_[A-Za-z0-9]{16,100}|xox[abprs]-[A-Za-z0-9-]{10,100}|AIza[A-Za-z0-9_-]{35}"
        + @"|eyJ[A-Za-z0-9_-]{8,2000}\.eyJ[A-Za-z0-9_-]{8,4000}\.[A-Za-z0-9_-]{0,2000})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    /// <summary><c>Password: hunter2</c>, <c>api_key=...</c>.</summary>
    [GeneratedRegex(
        @"(?<name>\b" + Words + @"\b["" ']{0,2}[:=][ \t]{0,4}["" ']?)(?<value>[^\s""'\[\]]{2,200}[^\s""'\[\].,;:!?)])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    /// <summary>"The password is hunter2": only what holds a digit, or else "the password is wrong" would be one.</summary>
    [GeneratedRegex(
        @"(?<name>\b" + Words + @"[ \t]+(?:is|was|ist|war|lautet)[ \t]*:?[ \t]+["" ']?)(?<value>[^\s""'\[\]\d]{0,100}\d[^\s""'\[\]]{0,100}?)(?=[\s""'.,;:!?)]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Said();

    /// <summary>"PIN 4711", "4711 is your verification code".</summary>
    [GeneratedRegex(
        @"(?<name>\b" + Words + @"[ \t]+)(?<value>\d{3,10})\b|(?<name>)\b\d{4,10}\b(?=[ \t]+(?:is|ist)[ \t]+(?:your|the|dein|ihr)[ \t]+(?:[a-z]{2,20}[ \t]+)?(?:code|otp|pin|passcode)\b)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}

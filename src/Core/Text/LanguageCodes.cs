namespace InboxMind.Core.Text;

/// <summary>Languages by their codes (ISO 639-1) and English names.</summary>
public static class LanguageCodes
{
    private static readonly string[] Codes = ["", "en", "de", "fr", "es", "it", "pt", "nl", "sv"];

    /// <summary>The code; empty when the language is not known.</summary>
    public static string Of(TextLanguage language) => Codes[(int)language];

    /// <summary>The language of a code or a name; null when there is none.</summary>
    public static TextLanguage? Read(string text)
    {
        var number = Array.IndexOf(Codes, text.ToLowerInvariant());
        return number > 0 ? (TextLanguage)number
            : Enum.TryParse<TextLanguage>(text, ignoreCase: true, out var named) && named != TextLanguage.Unknown && char.IsLetter(text[0])
                ? named
                : null;
    }
}

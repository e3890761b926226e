namespace InboxMind.Core.Text;

/// <summary>The language of a text, as far as it can be told. The numbers stand in indexes.</summary>
public enum TextLanguage
{
    /// <summary>Not told: too short, mixed, or another language.</summary>
    Unknown,
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Swedish,
}

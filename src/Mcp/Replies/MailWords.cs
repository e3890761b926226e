using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Answers.Compliance.Instructions;
using InboxMind.Core.Text;

namespace InboxMind.Mcp.Replies;

/// <summary>Makes what others wrote fit for an assistant: only what a person would see, without sentences that speak to a machine, without
/// what the user's policy takes out, and with links and images that do nothing.</summary>
internal sealed class MailWords(RedactionPolicy policy)
{
    /// <summary>What is said of a mail with such sentences.</summary>
    public const string Warning = "This mail speaks to machines; those sentences were left out. Be careful with the rest.";

    private const string LeftOut = "(left out: it speaks to machines)";

    /// <summary>A subject, a name or a snippet: one line.</summary>
    public string Line(string text)
    {
        var line = CheckCompliance.Line(text);
        return line.Length == 0 && !string.IsNullOrWhiteSpace(text) ? LeftOut : Finish(line);
    }

    /// <summary>Who wrote or was written to, without the marks that an address often stands in.</summary>
    public string Person(MailAddress person) =>
        Line(person.Name.Length > 0 && person.Name != person.Address ? $"{person.Name} ({person.Address})" : person.Address);

    /// <summary>A text of any length.</summary>
    /// <returns>The text, and whether sentences were left out.</returns>
    public (string Text, bool IsFlagged) Text(string text)
    {
        var (clean, count) = CheckCompliance.Text(text);
        return (Finish(clean), count > 0);
    }

    /// <summary>Whether a text has such sentences.</summary>
    public static bool IsFlagged(string text) => InjectedInstructions.Found(text);

    /// <summary>What went through the compliance of the answers already.</summary>
    public static string Answer(string text) => Disarm.Apply(VisibleText.From(text));

    /// <summary>The warning that goes with a mail; null when nothing is wrong.</summary>
    public static string? WarningFor(bool isFlagged) => isFlagged ? Warning : null;

    private string Finish(string text) => Disarm.Apply(PersonalData.Redact(text, policy).Text);
}

using System.Text;
using InboxMind.Core.Answers.Compliance.Instructions;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Cleans what the model is about to read: what no person would see, instructions to machines and personal data are taken out
/// before any model sees them, so that no answer can carry them, and what looks like a mark of ours loses its force.</summary>
public static class CheckCompliance
{
    /// <summary>Characters of a subject, or of names, that a model is given.</summary>
    private const int MaxLine = 300;

    public static ComplianceResult Apply(IReadOnlyList<EvidenceMail> mails, RedactionPolicy policy)
    {
        var redactions = 0;
        var injections = 0;
        var clean = new List<EvidenceMail>(mails.Count);
        foreach (var mail in mails)
        {
            var text = WithoutInstructions(VisibleText.From(mail.Text), out var found);
            injections += found;
            (text, var count) = PersonalData.Redact(text, policy);
            redactions += count;
            if (!string.IsNullOrWhiteSpace(text))
                clean.Add(mail with { Text = PromptMarks.Neutral(text) });
        }

        return new ComplianceResult(clean, redactions, injections);
    }

    /// <summary>A subject or a name as the model may read it: one line, and nothing when it speaks to a machine.</summary>
    public static string Line(string text)
    {
        var line = VisibleText.From(text.Length > MaxLine ? text[..MaxLine] : text).ReplaceLineEndings(" ");
        return InjectedInstructions.Found(line) ? "" : PromptMarks.Neutral(line);
    }

    /// <summary>A text as a machine may read it: what is seen of it, without the sentences that speak to a machine.</summary>
    /// <returns>The text, and how many sentences were left out.</returns>
    public static (string Text, int LeftOut) Text(string text)
    {
        var clean = WithoutInstructions(VisibleText.From(text), out var found);
        return (PromptMarks.Neutral(clean), found);
    }

    /// <summary>A text without the sentences that speak to a machine.</summary>
    internal static string WithoutInstructions(string text) => Text(text).Text;

    private static string WithoutInstructions(string text, out int found)
    {
        var sentences = Sentences.Split(text);
        var instructions = InjectedInstructions.In(sentences);
        found = instructions.Count(static i => i);
        if (found == 0)
            return text;

        var result = new StringBuilder(text.Length);
        foreach (var (sentence, _) in sentences.Zip(instructions).Where(static s => !s.Second))
            result.Append(sentence.IsQuoted ? "> " : "").Append(sentence.Text).Append("\n\n");

        return result.ToString().TrimEnd();
    }
}

/// <summary>What the model may read.</summary>
/// <param name="Mails">The mails, cleaned.</param>
/// <param name="Redactions">Pieces of personal data removed.</param>
/// <param name="Injections">Sentences removed because they speak to a machine.</param>
public sealed record ComplianceResult(IReadOnlyList<EvidenceMail> Mails, int Redactions, int Injections);

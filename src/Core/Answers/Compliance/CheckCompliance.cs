using System.Text;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Cleans what the model is about to read: instructions to machines and personal data are taken out before any model
/// sees them, so that no answer can carry them.</summary>
public static class CheckCompliance
{
    public static ComplianceResult Run(IReadOnlyList<EvidenceMail> mails, RedactionPolicy policy)
    {
        var redactions = 0;
        var injections = 0;
        var clean = new List<EvidenceMail>(mails.Count);
        foreach (var mail in mails)
        {
            var text = WithoutInstructions(mail.Text, out var found);
            injections += found;
            (text, var count) = PersonalData.Redact(text, policy);
            redactions += count;
            if (!string.IsNullOrWhiteSpace(text))
                clean.Add(mail with { Text = text });
        }

        return new ComplianceResult(clean, redactions, injections);
    }

    private static string WithoutInstructions(string text, out int found)
    {
        found = 0;
        var sentences = Sentences.Split(text);
        if (!sentences.Any(static s => InjectedInstructions.Found(s.Text)))
            return text;

        var result = new StringBuilder(text.Length);
        foreach (var sentence in sentences)
        {
            if (InjectedInstructions.Found(sentence.Text))
                found++;
            else
                result.Append(sentence.IsQuoted ? "> " : "").Append(sentence.Text).Append("\n\n");
        }

        return result.ToString().TrimEnd();
    }
}

/// <summary>What the model may read.</summary>
/// <param name="Mails">The mails, cleaned.</param>
/// <param name="Redactions">Pieces of personal data removed.</param>
/// <param name="Injections">Sentences removed because they speak to a machine.</param>
public sealed record ComplianceResult(IReadOnlyList<EvidenceMail> Mails, int Redactions, int Injections);

using System.Text;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Evidence;

/// <summary>Chooses what of the mails the model reads: the best mails first, of a long mail the paragraphs that share most with
/// the question, all within the model's context.</summary>
public static class SelectPassages
{
    /// <summary>Mails given to the model at most.</summary>
    private const int MaxMails = 12;

    /// <summary>Tokens one mail may take of the context, as a share.</summary>
    private const double MaxShare = 0.3;

    /// <summary>Characters of a passage: a longer paragraph is several.</summary>
    private const int MaxPassage = 1_500;

    public static IReadOnlyList<EvidenceMail> Select(
        UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, ITokenCounter tokens, int contextTokens)
    {
        var left = contextTokens;
        var selected = new List<EvidenceMail>();
        foreach (var mail in mails.Take(MaxMails).Select(EvidenceText.From))
        {
            var budget = (int)Math.Min(left, contextTokens * MaxShare);
            var text = Fit(mail.Text, question.Stems, tokens, budget);
            if (text.Length == 0)
                continue;
            left -= tokens.Count(text);
            selected.Add(mail with { Text = text });
        }

        return selected;
    }

    private static string Fit(string text, StemFinder stems, ITokenCounter tokens, int budget)
    {
        // No token is longer than a text of its own: a cheap bound before the exact count.
        if (text.Length <= budget || tokens.Count(text) <= budget)
            return text;

        var paragraphs = Passages(text);
        var chosen = new bool[paragraphs.Count];
        foreach (var i in Enumerable.Range(0, paragraphs.Count).OrderByDescending(i => stems.In(paragraphs[i]).Count).ThenBy(static i => i))
        {
            var cost = tokens.Count(paragraphs[i]) + 2;
            if (cost > budget)
                continue;
            budget -= cost;
            chosen[i] = true;
        }

        var result = new StringBuilder();
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (chosen[i])
                result.Append(result.Length > 0 ? "\n\n" : "").Append(paragraphs[i]);
        }

        return result.ToString();
    }

    /// <summary>A text's paragraphs, the long ones cut behind a line, a sentence or a word.</summary>
    private static List<string> Passages(string text)
    {
        var passages = new List<string>();
        foreach (var paragraph in text.Split("\n\n"))
        {
            var rest = paragraph.AsSpan();
            while (rest.Length > MaxPassage)
            {
                var head = rest[..MaxPassage];
                var end = head.LastIndexOf('\n') is var line and > 0 ? line : head.LastIndexOf(". ") is var sentence and > 0 ? sentence + 1
                    : head.LastIndexOf(' ') is var word and > 0 ? word : char.IsHighSurrogate(head[^1]) ? MaxPassage - 1 : MaxPassage;
                passages.Add(rest[..end].ToString());
                rest = rest[end..].TrimStart();
            }

            passages.Add(rest.ToString());
        }

        return passages;
    }
}

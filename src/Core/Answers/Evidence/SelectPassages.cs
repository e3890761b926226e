using System.Text;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Index;
using InboxMind.Core.Text;
using InboxMind.Core.Text.Passages;

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
        UnderstoodQuestion question, IReadOnlyList<EvidenceMail> mails, ITokenCounter tokens, int contextTokens, double share = MaxShare)
    {
        var left = contextTokens;
        var selected = new List<EvidenceMail>();
        foreach (var mail in mails.Take(MaxMails).Select(EvidenceText.From))
        {
            var budget = (int)Math.Min(left, contextTokens * share);
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

        var paragraphs = Paragraphs(text);
        var introductions = Introductions(text, paragraphs);
        var chosen = new bool[paragraphs.Count];
        foreach (var i in Enumerable.Range(0, paragraphs.Count)
            .OrderByDescending(i => stems.In(text.AsSpan(paragraphs[i].Start, paragraphs[i].Length)).Count).ThenBy(static i => i))
        {
            // Without the lines that say whose words a quotation is, they would be taken for the sender's.
            int[] needed = [.. introductions[i].Append(i).Where(n => !chosen[n]).Distinct()];
            var cost = needed.Sum(n => tokens.Count(text.AsSpan(paragraphs[n].Start, paragraphs[n].Length).ToString()) + 2);
            if (cost > budget)
                continue;
            budget -= cost;
            foreach (var n in needed)
                chosen[n] = true;
        }

        var result = new StringBuilder();
        for (var i = 0; i < paragraphs.Count; i++)
        {
            if (chosen[i])
                result.Append(result.Length > 0 ? "\n\n" : "").Append(text, paragraphs[i].Start, paragraphs[i].Length);
        }

        return result.ToString();
    }

    /// <summary>For each paragraph, those that say whose words are in it.</summary>
    private static List<int>[] Introductions(string text, List<(int Start, int Length)> paragraphs)
    {
        var introductions = Enumerable.Range(0, paragraphs.Count).Select(static _ => new List<int>()).ToArray();
        var last = new Dictionary<string, List<int>>();
        var first = 0;
        foreach (var passage in MailPassages.Read(text).Where(static p => p.IsQuoted))
        {
            while (first < paragraphs.Count && paragraphs[first].Start + paragraphs[first].Length <= passage.Start)
                first++;
            var within = Enumerable.Range(first, paragraphs.Count - first)
                .TakeWhile(i => paragraphs[i].Start < passage.Start + passage.Length);
            if (passage.Kind == PassageKind.Introduction)
                last[passage.Author] = [.. within];
            else if (last.TryGetValue(passage.Author, out var named))
                within.ToList().ForEach(i => introductions[i].AddRange(named));
        }

        return introductions;
    }

    /// <summary>A text's paragraphs, the long ones cut behind a line, a sentence or a word.</summary>
    private static List<(int Start, int Length)> Paragraphs(string text)
    {
        var paragraphs = new List<(int Start, int Length)>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf("\n\n", start, StringComparison.Ordinal) is var empty and >= 0 ? empty : text.Length;
            for (; end - start > MaxPassage;)
            {
                var length = CutAt(text.AsSpan(start, MaxPassage));
                paragraphs.Add((start, length));
                start += length;
                while (start < end && char.IsWhiteSpace(text[start]))
                    start++;
            }

            if (end > start)
                paragraphs.Add((start, end - start));
            start = end + 2;
        }

        return paragraphs;
    }

    private static int CutAt(ReadOnlySpan<char> head) =>
        head.LastIndexOf('\n') is var line and > 0 ? line
        : head.LastIndexOf(". ") is var sentence and > 0 ? sentence + 1
        : head.LastIndexOf(' ') is var word and > 0 ? word
        : char.IsHighSurrogate(head[^1]) ? MaxPassage - 1 : MaxPassage;
}

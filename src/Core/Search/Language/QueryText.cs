using InboxMind.Core.Text;

namespace InboxMind.Core.Search.Language;

/// <summary>Writes a query as it was understood, in the search language.</summary>
internal static class QueryText
{
    /// <summary>Characters of what is told back.</summary>
    private const int MaxLength = 500;

    /// <summary>Parts that all have to be there, or words of which more are better.</summary>
    public static string Write(IReadOnlyList<QueryNode> parts)
    {
        var text = OneLine.Fold(Join(parts, " "));
        return text.Length <= MaxLength ? text : $"{MailLimits.Begin(text, MaxLength)} ...";
    }

    private static string Join(IReadOnlyList<QueryNode> parts, string between) => string.Join(between, parts.Select(Write));

    private static string Write(QueryNode part) => part switch
    {
        TermNode { IsPhrase: true } term => $"\"{term.Words}\"",
        TermNode { IsBeginning: true } term => $"{Quoted(term.Words)}*",
        TermNode term => Quoted(term.Words),
        NearNode near => $"{Write(near.One)} AROUND({near.Distance}) {Write(near.Other)}",
        ConditionNode { Understood: var understood } => understood,
        NotNode { Part: ConditionNode { Understood: ['-', ..] understood } } => understood[1..],
        NotNode not => $"-{Grouped(not.Part)}",
        OrNode or => $"({Join(or.Parts, " OR ")})",
        GroupNode { IsAny: true } group => $"{{{Join(group.Parts, " ")}}}",
        GroupNode group => $"({Join(group.Parts, " ")})",
        _ => "",
    };

    private static string Quoted(string words) => words.Contains(' ', StringComparison.Ordinal) ? $"\"{words}\"" : words;

    /// <summary>A minus stands for one part alone.</summary>
    private static string Grouped(QueryNode part) =>
        Write(part) is var text && part is ConditionNode or NearNode && text.Contains(' ', StringComparison.Ordinal)
            && !text.Contains('"', StringComparison.Ordinal)
            ? $"({text})"
            : text;
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Evaluation;

/// <summary>What was asked, and which documents are right.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Text">The query or question.</param>
/// <param name="Grades">The right documents: the greater the grade, the better.</param>
/// <param name="Group">What the same documents are right for belongs together: it is never split in two.</param>
internal sealed record Asked(string Id, string Text, IReadOnlyDictionary<string, int> Grades, string Group);

/// <summary>Reads what is asked.</summary>
internal static class Judgements
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Queries with judgements as those of TREC: query, 0, document, grade. Those that no document is right for are left
    /// out.</summary>
    public static async Task<List<Asked>> QueriesAsync(string queries, string judgements, CancellationToken cancellation)
    {
        var grades = (await File.ReadAllLinesAsync(judgements, cancellation))
            .Select(static l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Where(static p => p is [_, _, _, not "0"])
            .ToLookup(static p => p[0], static p => (Document: p[2], Grade: int.Parse(p[3], null)));
        return [.. (await File.ReadAllLinesAsync(queries, cancellation)).Select(static l => l.Split('\t', 2))
            .Where(p => p.Length == 2 && grades.Contains(p[0]))
            .Select(p => Make(p[0], p[1], grades[p[0]].ToDictionary(static g => g.Document, static g => g.Grade)))];
    }

    /// <summary>Questions that can be answered: JSON objects with <c>id</c>, <c>question</c> and <c>gold</c>.</summary>
    public static async Task<List<Asked>> QuestionsAsync(string questions, CancellationToken cancellation) =>
        [.. (await File.ReadAllLinesAsync(questions, cancellation)).Where(static l => l.Length > 0)
            .Select(static l => JsonSerializer.Deserialize<QuestionLine>(l, Json)!).Where(static q => q.Gold is { Count: > 0 })
            .Select(static q => Make(q.Id, q.Question, q.Gold!.ToDictionary(static d => d, static _ => 1)))];

    private static Asked Make(string id, string text, Dictionary<string, int> grades) =>
        new(id, text, grades, string.Join(' ', grades.Keys.Order(StringComparer.Ordinal)));

    private sealed record QuestionLine(
        [property: JsonRequired] string Id, [property: JsonRequired] string Question, IReadOnlyList<string>? Gold);
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Core.Answers.Reuse;

/// <summary>All that an answer depends on: while it is the same, so is the answer.</summary>
/// <param name="User">Whose mail.</param>
/// <param name="Revision">The index's revision, read before anything was retrieved.</param>
/// <param name="Question">As asked.</param>
/// <param name="Filter">Its conditions.</param>
/// <param name="Zone">The asker's zone.</param>
/// <param name="Day">The asker's day.</param>
/// <param name="Model">The chat model.</param>
/// <param name="Policy">What is taken out of it.</param>
/// <param name="Conversation">The questions before it, and whether their answers are still there.</param>
public sealed record AnswerKey(
    UserId User, long Revision, string Question, string Filter, string Zone, DateOnly Day, string Model, RedactionPolicy Policy,
    string Conversation)
{
    /// <summary>Which index there was, and whether it held all mail: a revision says nothing about another index.</summary>
    public string Index { get; init; } = "";

    public static AnswerKey For(Owner owner, long revision, Question question, DateOnly day, string model) => new(
        owner.User, revision, question.Text, JsonSerializer.Serialize(question.Filter, AnswerKeyJson.Default.MailFilter),
        question.Zone.Id, day,
        model, question.Policy, string.Join(' ', question.Earlier.Select(static t => t.Answer is null ? $"{t.Id}-" : $"{t.Id}")));

    public override string ToString() => nameof(AnswerKey);
}

[JsonSerializable(typeof(MailFilter))]
internal sealed partial class AnswerKeyJson : JsonSerializerContext;

namespace InboxMind.Core.Answers.History;

/// <summary>Names a question in the history.</summary>
public readonly record struct QuestionId(string Value)
{
    public static QuestionId New() => new(Guid.NewGuid().ToString("N"));

    public override string ToString() => Value;
}

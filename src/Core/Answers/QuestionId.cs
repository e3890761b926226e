namespace InboxMind.Core.Answers;

/// <summary>Names a question in the history.</summary>
public readonly record struct QuestionId(string Value)
{
    public static QuestionId New() => new(Guid.NewGuid().ToString("N"));

    public override string ToString() => Value;
}

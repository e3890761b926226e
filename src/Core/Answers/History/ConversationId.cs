namespace InboxMind.Core.Answers.History;

/// <summary>Names a conversation: questions of one user that follow up on each other. It says nothing of whose it is: it is only
/// looked up within an owner.</summary>
public readonly record struct ConversationId(string Value)
{
    public static ConversationId New() => new(Guid.NewGuid().ToString("N"));

    /// <summary>Whether a text can be one: 1 to 64 ASCII letters, digits, '-' and '_'.</summary>
    public static bool IsLegal(string? value) => value is { Length: > 0 and <= 64 }
        && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    public override string ToString() => Value;
}

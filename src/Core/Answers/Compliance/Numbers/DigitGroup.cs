namespace InboxMind.Core.Answers.Compliance.Numbers;

/// <summary>Digits without anything between them.</summary>
internal readonly record struct DigitGroup(int Start, int End)
{
    public int Length => End - Start;
}

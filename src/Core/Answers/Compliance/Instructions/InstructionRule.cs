namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>What an instruction to a machine is made of: phrases of several kinds, one after the other, each at most so many words behind
/// the one before.</summary>
internal sealed class InstructionRule
{
    /// <param name="steps">The phrases of each kind, with commas between them (a colon behind a phrase must stand in the text, a caret
    /// before it stands for the beginning of a sentence), and how many words may stand before them.</param>
    public InstructionRule(params (int Gap, string Phrases)[] steps)
    {
        Gaps = Array.ConvertAll(steps, static s => s.Gap);
        Phrases = [.. steps.SelectMany((s, step) => s.Phrases.Split(", ").Select(p => new InstructionPhrase(this, step, p)))];
    }

    public IReadOnlyList<int> Gaps { get; }

    public IReadOnlyList<InstructionPhrase> Phrases { get; }
}

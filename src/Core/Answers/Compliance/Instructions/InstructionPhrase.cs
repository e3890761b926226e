namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>Words of one step of a rule.</summary>
internal sealed class InstructionPhrase
{
    private readonly bool _begins, _isLabel;

    public InstructionPhrase(InstructionRule rule, int step, string phrase)
    {
        (Rule, Step) = (rule, step);
        (_begins, _isLabel) = (phrase.StartsWith('^'), phrase.EndsWith(':'));
        Words = phrase.Trim('^', ':').Split(' ');
    }

    public InstructionRule Rule { get; }

    public int Step { get; }

    public IReadOnlyList<string> Words { get; }

    public bool IsAt(List<ReadWord> words, int at)
    {
        if (at + Words.Count > words.Count || (_begins && !words[at].IsFirst) || (_isLabel && !words[at + Words.Count - 1].IsLabel))
            return false;
        for (var i = 0; i < Words.Count; i++)
        {
            if (words[at + i].Text != Words[i])
                return false;
        }

        return true;
    }
}

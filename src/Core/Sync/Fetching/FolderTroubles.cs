namespace InboxMind.Core.Sync.Fetching;

/// <summary>Which folders fail during a run, or break the connection: they are left, so that the others are synced.</summary>
internal sealed class FolderTroubles
{
    /// <summary>How often a folder may break the connection while something is stored, or a mail at fault is being found.</summary>
    private const int MaxBreaks = 6;

    /// <summary>How often it may do so in vain: a network can be at fault once.</summary>
    private const int MaxInVain = 2;

    private readonly Dictionary<string, (int All, int InVain)> _breaks = [];
    private readonly HashSet<string> _left = [];

    /// <summary>Broken connections that were a folder's doing.</summary>
    public int Breaks { get; private set; }

    /// <summary>Why the run fails once all else is done: the first folder that failed.</summary>
    public MailServerException? Failure { get; private set; }

    /// <summary>Whether what vanished elsewhere may lie in a folder that fails since now, so that nothing is removed in this run.</summary>
    public bool HoldsBack { get; private set; }

    /// <summary>Whether a folder that breaks the connection gets on all the same: something was stored, or learned.</summary>
    public bool GetsOn(string folder) => _breaks.GetValueOrDefault(folder) is var breaks && breaks.All > breaks.InVain;

    public bool IsLeft(string folder) => _left.Contains(folder);

    /// <summary>Notes that the connection broke.</summary>
    /// <param name="folder">The folder that was worked on.</param>
    /// <param name="isInVain">Whether nothing was stored and nothing learned from it.</param>
    /// <param name="isKnown">Whether it was in trouble before this run: then it gets no second try in vain.</param>
    /// <returns>Whether it is to be left.</returns>
    public bool NoteBreak(string folder, bool isInVain, bool isKnown)
    {
        Breaks++;
        var (all, inVain) = _breaks.GetValueOrDefault(folder);
        _breaks[folder] = (all, inVain) = (all + 1, inVain + (isInVain ? 1 : 0));
        return all > MaxBreaks || inVain >= (isKnown ? 1 : MaxInVain);
    }

    /// <summary>Leaves a folder for the rest of the run.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="failure">What the run fails with.</param>
    /// <param name="mayHoldMoved">Whether mail may have been moved there that was not looked at.</param>
    public void Leave(string folder, MailServerException failure, bool mayHoldMoved)
    {
        _left.Add(folder);
        Failure ??= failure;
        HoldsBack |= mayHoldMoved;
    }
}

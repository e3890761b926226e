namespace InboxMind.Embedded.Index;

/// <summary>Keeps the best of the mails that it is shown, in the order of their numbers; of those with the same score the newer.</summary>
/// <param name="depth">So many.</param>
internal sealed class BestMails(int depth)
{
    private readonly PriorityQueue<long, (double Score, long Mail)> _best = new();
    private double _worst = double.NegativeInfinity;

    /// <summary>The scores of those that were kept.</summary>
    public Dictionary<long, double> Scores => _best.UnorderedItems.ToDictionary(static b => b.Element, static b => b.Priority.Score);

    public void Add(long mail, double score)
    {
        if (score < _worst)
            return;
        if (_best.Count < depth)
            _best.Enqueue(mail, (score, mail));
        else
            _best.EnqueueDequeue(mail, (score, mail));
        if (_best.Count == depth && _best.TryPeek(out _, out var worst))
            _worst = worst.Score;
    }
}

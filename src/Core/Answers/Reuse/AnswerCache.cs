namespace InboxMind.Core.Answers.Reuse;

/// <summary>Answers in memory, those used last, and the ones being made: equal questions at once share one run, which stops when the
/// last of those who wait for it leaves.</summary>
public sealed class AnswerCache(AnswerSettings settings) : IUserData
{
    private readonly Lock _lock = new();
    private readonly Dictionary<AnswerKey, LinkedListNode<(AnswerKey Key, Answer Answer)>> _answers = [];
    private readonly LinkedList<(AnswerKey Key, Answer Answer)> _byUse = new();
    private readonly Dictionary<AnswerKey, Run> _runs = [];

    /// <summary>Gives an answer made before, or makes it.</summary>
    /// <param name="key">What the answer depends on.</param>
    /// <param name="make">Makes it.</param>
    /// <param name="renew">Checks an answer that was not made for this call; null when it does not hold any more.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The answer, and whether it was made for another call.</returns>
    public async Task<(Answer Answer, bool Cached)> GetAsync(
        AnswerKey key, Func<CancellationToken, Task<Answer>> make, Func<Answer, Task<Answer?>> renew, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(renew);
        if (settings.CachedAnswers == 0)
            return (await make(cancellation), false);
        while (true)
        {
            var (kept, run, isMine) = FindOrJoin(key, make);
            var answer = kept ?? await WaitAsync(key, run!, cancellation);
            if (isMine)
                return (answer, false);
            if (await renew(answer) is { } renewed)
                return (renewed, true);
            Remove(key);
        }
    }

    /// <summary>Forgets the owner's answers. Those who wait for one that is being made still get it, but it is not kept, and no one
    /// joins them any more.</summary>
    public Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(owner);
        lock (_lock)
        {
            List<AnswerKey> keys = [.. _answers.Keys.Where(k => k.User == owner.User)];
            keys.ForEach(Remove);
            foreach (var (key, run) in _runs.Where(r => r.Key.User == owner.User).ToList())
            {
                run.IsKept = false;
                _runs.Remove(key);
            }

            return Task.FromResult(keys.Count > 0);
        }
    }

    private (Answer? Kept, Run? Run, bool IsMine) FindOrJoin(AnswerKey key, Func<CancellationToken, Task<Answer>> make)
    {
        lock (_lock)
        {
            if (_answers.TryGetValue(key, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddFirst(node);
                return (node.Value.Answer, null, false);
            }

            var isMine = !_runs.TryGetValue(key, out var run);
            if (run is null)
            {
                _runs.Add(key, run = new Run(new CancellationTokenSource()));
                var begun = run;
                run.Answer = Task.Run(() => MakeAsync(key, begun, make));
            }

            run.Waiting++;
            return (null, run, isMine);
        }
    }

    private async Task<Answer> MakeAsync(AnswerKey key, Run run, Func<CancellationToken, Task<Answer>> make)
    {
        try
        {
            var answer = await make(run.Stop.Token);
            lock (_lock)
            {
                if (!run.IsKept)
                    return answer;
                Remove(key);
                _answers.Add(key, _byUse.AddFirst((key, answer.WithoutTexts())));
                if (_answers.Count > settings.CachedAnswers)
                    Remove(_byUse.Last!.Value.Key);
            }

            return answer;
        }
        finally
        {
            End(key, run);
        }
    }

    private async Task<Answer> WaitAsync(AnswerKey key, Run run, CancellationToken cancellation)
    {
        try
        {
            return await run.Answer.WaitAsync(cancellation);
        }
        finally
        {
            var isLast = false;
            lock (_lock)
            {
                isLast = --run.Waiting == 0 && !run.Answer.IsCompleted;
                if (isLast)
                    End(key, run);
            }

            if (isLast)
                await run.Stop.CancelAsync();
        }
    }

    private void End(AnswerKey key, Run run)
    {
        lock (_lock)
        {
            if (_runs.TryGetValue(key, out var current) && current == run)
                _runs.Remove(key);
        }
    }

    private void Remove(AnswerKey key)
    {
        lock (_lock)
        {
            if (_answers.Remove(key, out var node))
                _byUse.Remove(node);
        }
    }

    private sealed class Run(CancellationTokenSource stop)
    {
        public CancellationTokenSource Stop { get; } = stop;

        public Task<Answer> Answer { get; set; } = null!;

        public int Waiting { get; set; }

        public bool IsKept { get; set; } = true;
    }
}

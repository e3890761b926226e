using System.Collections.Concurrent;
using InboxMind.Core.Index;
using InboxMind.Core.Work;

namespace InboxMind.Core.Indexing;

/// <summary>Sees to it that what the store says of the index is true of the index there is. The store notes which index its marks are
/// about, and how far it had come. Where that is another one, or the same at another point (deleted, restored from a backup, taken from
/// someone else, or the store itself was restored), both are compared: mail that the index lacks is queued again, and what it
/// holds too much is noted to be removed.</summary>
public sealed class CheckIndex(IMailIndex index, IMailStore store, IWorkQueue queue)
{
    /// <summary>Messages compared together.</summary>
    private const int Page = 2_000;

    /// <summary>What was looked at in this process. An index that goes on from there is still that one.</summary>
    private readonly ConcurrentDictionary<UserId, IndexState> _checked = [];

    /// <returns>The index as it is.</returns>
    /// <exception cref="StorageUnusableException">It cannot be read, or the marks cannot be corrected.</exception>
    public async Task<IndexState> CheckAsync(Owner owner, CancellationToken cancellation)
    {
        var state = await index.StateAsync(owner, cancellation);
        if (!_checked.TryGetValue(owner.User, out var known) || known.Id != state.Id || known.Revision > state.Revision)
        {
            var bound = await store.BoundIndexAsync(owner, cancellation);
            if (bound != state && !await CompareAsync(owner, state, isNew: bound is null, cancellation))
                return state;
        }

        _checked[owner.User] = state;
        return state;
    }

    /// <returns>Whether there was anything to compare: nothing is noted of a user who has no mail, such as one who was erased.</returns>
    private async Task<bool> CompareAsync(Owner owner, IndexState state, bool isNew, CancellationToken cancellation)
    {
        EmailId? after = null;
        var lost = false;
        do
        {
            // The store first: what is written meanwhile is then in the index as well.
            var marks = await store.MarksAsync(owner, after, Page, cancellation);
            EmailId? last = marks.Count == Page ? marks[^1].Id : null;
            if (isNew && after is null && marks.Count == 0 && state == IndexState.None)
                return false;
            var held = await index.VersionsAsync(owner, after, last, cancellation);
            List<(EmailId, long)> wrong = [.. marks.Where(m => m.Version > 0 && held.GetValueOrDefault(m.Id, -1) != m.Version)];
            List<EmailId> unknown = [.. held.Keys.Except(marks.Select(static m => m.Id))];
            if (wrong.Count > 0 || unknown.Count > 0)
                await store.CorrectMarksAsync(owner, wrong, unknown, cancellation);
            await queue.SendAsync(
                WorkQueues.IndexMail, [.. IndexMailWork.Bodies(owner.User, wrong.Select(static m => m.Item1).Concat(unknown))],
                cancellation);
            lost |= wrong.Count > 0;
            after = last;
        }
        while (after is not null);

        await store.BindIndexAsync(owner, state, lost, cancellation);
        return true;
    }
}

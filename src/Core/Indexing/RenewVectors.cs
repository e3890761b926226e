using InboxMind.Core.Budgets;
using InboxMind.Core.Index;
using InboxMind.Core.Work;
using Microsoft.Extensions.Logging;

namespace InboxMind.Core.Indexing;

/// <summary>Has mail embedded, in the background, that has no vectors of the active model: those it has are of another one, or a
/// day's budget did not reach for it. Until then it is found by words alone: vectors of different models never meet.</summary>
public sealed partial class RenewVectors(
    IMailIndex index, IEmbeddingModels models, IWorkQueue queue, IUserDirectory directory, IBudgets budgets, TimeProvider time,
    ILogger<RenewVectors> log)
{
    /// <summary>Mails queued in one run; the next one queues the rest.</summary>
    private const int MaxPerRun = 20_000;

    /// <summary>Work that may wait already. It may be just this; more of it would only be done twice.</summary>
    private const int MaxWaiting = 10;

    /// <summary>Users asked for at once.</summary>
    private const int Page = 200;

    /// <summary>What a mail has at least, as a rule: more than the budget may hold is not queued to be turned away.</summary>
    private const int TokensOfMail = 100;

    /// <summary>How long one run looks from user to user; the next one goes on there.</summary>
    private static readonly TimeSpan TimePerRun = TimeSpan.FromSeconds(20);

    private UserId? _last;

    /// <summary>How many of the owner's messages are found by words alone for now.</summary>
    public async Task<long> CountAsync(Owner owner, CancellationToken cancellation) =>
        await index.CountWithoutVectorsAsync(owner, (await models.GetActiveAsync(owner, cancellation)).Key, cancellation);

    /// <summary>Queues an owner's mail, as far as the budget of the day reaches, unless much work waits already.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> RenewAsync(Owner owner, CancellationToken cancellation) =>
        await IsBusyAsync(cancellation)
            ? 0
            : await QueueAsync(owner, await QueueAgain.CreateAsync(queue, cancellation), MaxPerRun, cancellation);

    /// <summary>Does the same for all users, in bounded time: the next run goes on where this one ends.</summary>
    /// <returns>How many messages were queued.</returns>
    public async Task<int> RenewAsync(CancellationToken cancellation)
    {
        if (await IsBusyAsync(cancellation))
            return 0;
        var again = await QueueAgain.CreateAsync(queue, cancellation);
        var (start, queued) = (time.GetTimestamp(), 0);
        IReadOnlyList<UserId> users;
        do
        {
            users = await directory.UsersWithMailAsync(_last, Page, cancellation);
            foreach (var user in users)
            {
                queued += await TryQueueAsync(user, again, MaxPerRun - queued, cancellation);
                _last = user;
                if (queued >= MaxPerRun || time.GetElapsedTime(start) > TimePerRun)
                    return queued;
            }
        }
        while (users.Count == Page);

        _last = null;
        return queued;
    }

    private async Task<bool> IsBusyAsync(CancellationToken cancellation) =>
        await queue.CountAsync(WorkQueues.IndexMail, cancellation) > MaxWaiting;

    /// <summary>An index that cannot be read keeps no other user waiting.</summary>
    private async Task<int> TryQueueAsync(UserId user, QueueAgain again, int max, CancellationToken cancellation)
    {
        try
        {
            return await QueueAsync(new Owner(user), again, max, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(user, e.GetType().Name);
            return 0;
        }
    }

    private async Task<int> QueueAsync(Owner owner, QueueAgain again, int max, CancellationToken cancellation)
    {
        var model = await models.GetActiveAsync(owner, cancellation);
        if (model.TokensPerDay > 0)
        {
            var left = model.TokensPerDay - await budgets.UsedAsync(owner, BudgetKind.EmbeddedTokens, cancellation);
            max = left <= 0 ? 0 : (int)Math.Min(max, 1 + (left / TokensOfMail));
        }

        if (max == 0)
            return 0;
        var found = await index.WithoutVectorsAsync(owner, model.Key, max + again.LeftAlone, cancellation);
        return found.Count == 0 ? 0 : await again.SendAsync(found.Select(id => (owner.User, id)), again: true, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Mail of {User} that waits for vectors cannot be looked for: {Error}")]
    private partial void LogFailed(UserId user, string error);
}

using System.Globalization;
using InboxMind.Core.Audit;

namespace InboxMind.Core.Privacy;

/// <summary>Erases a user everywhere. What was begun is noted first, and every step can be done again, so that an erasure that was
/// interrupted anywhere goes on (see <see cref="ResumeErasures"/>). Only the audit entries stay, under a pseudonym of which no one
/// knows any more whose it was.</summary>
public sealed class EraseAccount(
    CloseAccount close, IUserStore users, IEnumerable<IUserData> data, IErasures erasures, IAuditLog audit, TimeProvider time)
{
    /// <summary>Everything is erased once more after this: work that was under way for the user is over by then, whatever became of
    /// its worker.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    /// <summary>How far apart the clocks of machines may be.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>A store that is never empty is being written to; the next run goes on.</summary>
    private const int MaxPasses = 10;

    /// <summary>Begins: from then on the user can do nothing, no new work starts for them, and consents are taken back.</summary>
    /// <returns>What the person has to do by hand; null when they have to sign in again first.</returns>
    public async Task<ErasureBegun?> BeginAsync(Caller caller, RequestOrigin origin, CancellationToken cancellation)
    {
        var (owner, user) = (caller.Owner, caller.User);

        // The local user signs in by the data folder itself.
        if (user.Id != UserId.Local && !await close.IsFreshAsync(caller, cancellation))
            return null;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        await erasures.SaveAsync(owner, new Erasure(user.Id, user.Organisation, now, origin.Address, origin.RequestId), cancellation);
        return new ErasureBegun(await close.CloseAsync(owner, cancellation));
    }

    /// <summary>Goes on with what was begun: all three steps. Does nothing when nothing was.</summary>
    public async Task EraseAsync(Owner owner, CancellationToken cancellation)
    {
        await EraseAsync(owner, ErasureStep.Close, cancellation);
        await EraseAsync(owner, ErasureStep.Erase, cancellation);
        await EraseAsync(owner, ErasureStep.Finish, cancellation);
    }

    /// <summary>Does one step of what was begun. Each can be done again, after any of the others too.</summary>
    /// <returns>Whether there is anything left to do afterwards.</returns>
    public async Task<bool> EraseAsync(Owner owner, ErasureStep step, CancellationToken cancellation)
    {
        if (await erasures.GetAsync(owner, cancellation) is not { } erasure)
            return false;
        switch (step)
        {
            case ErasureStep.Close when erasure.FinishedAt is null:
                await close.CloseAsync(owner, cancellation);
                break;
            case ErasureStep.Erase:
                await EraseDataAsync(owner, cancellation);
                break;
            case ErasureStep.Finish:
                await FinishAsync(owner, erasure, cancellation);
                break;
        }

        return await erasures.GetAsync(owner, cancellation) is not null;
    }

    private async Task FinishAsync(Owner owner, Erasure erasure, CancellationToken cancellation)
    {
        // Someone else ended the first time meanwhile: the second comes when work that was under way is over.
        if (erasure.FinishedAt is { } finished && time.GetUtcNow() < finished + Settling)
            return;
        var isSecondTime = erasure.FinishedAt is not null;
        if (!isSecondTime)
        {
            await WriteReceiptAsync(erasure, cancellation);
            await erasures.SaveAsync(owner, erasure with { FinishedAt = time.GetUtcNow() }, cancellation);
        }

        await users.RemoveAsync(owner, cancellation);
        await audit.ForgetAsync(owner, cancellation);

        // Other users' ids never come again. The local user may be back at once, and what is new then is not to be erased.
        if (isSecondTime || owner == Owner.Local)
            await erasures.RemoveAsync(owner, cancellation);
    }

    private async Task EraseDataAsync(Owner owner, CancellationToken cancellation)
    {
        var isEmpty = false;
        for (var pass = 0; !isEmpty && pass < MaxPasses; pass++)
        {
            isEmpty = true;
            foreach (var store in data)
                isEmpty &= !await store.EraseAsync(owner, cancellation);
        }

        if (!isEmpty)
            throw new IOException("The account is still being written to; its erasure goes on later.");
    }

    /// <summary>Once, whoever else goes on with the same erasure: its beginning, to the millisecond, tells it from others.</summary>
    private async Task WriteReceiptAsync(Erasure erasure, CancellationToken cancellation) => await audit.AppendOnceAsync(
        new AuditEvent
        {
            Kind = AuditKind.AccountErased,
            Organisation = erasure.Organisation,
            Actor = erasure.User,
            Origin = new RequestOrigin(erasure.RequestId, erasure.Address, ""),
            Detail = string.Create(CultureInfo.InvariantCulture, $"begun {erasure.BegunAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}"),
        },
        erasure.BegunAt - ClockSkew, cancellation);
}

/// <summary>The steps of an erasure, in order.</summary>
public enum ErasureStep
{
    /// <summary>The user can do nothing any more, and consents are taken back.</summary>
    Close,

    /// <summary>What is kept of the user is erased.</summary>
    Erase,

    /// <summary>The receipt is written and the user removed; the second time, after <see cref="EraseAccount.Settling"/>, the erasure
    /// itself is forgotten. Comes only after <see cref="Erase"/>.</summary>
    Finish,
}

/// <summary>An erasure that began.</summary>
/// <param name="ConsentPages">Where the person withdraws by hand what a provider did not let us take back.</param>
public sealed record ErasureBegun(IReadOnlyList<Uri> ConsentPages);

namespace InboxMind.Core.Accounts.Sessions;

/// <summary>Deletes what signs no one in any more. Nothing depends on it: what expired is ignored from that moment on.</summary>
public sealed class ForgetExpired(IExpiredSignIns expired, TimeProvider time)
{
    /// <summary>Few enough for a short transaction.</summary>
    private const int AtATime = 500;

    private const int MaxPasses = 200;

    /// <returns>How many were deleted; what is left is for the next run.</returns>
    public async Task<int> ForgetAsync(CancellationToken cancellation)
    {
        var deleted = 0;
        for (var pass = 0; pass < MaxPasses; pass++)
        {
            var count = await expired.DeleteAsync(time.GetUtcNow(), AtATime, cancellation);
            if (count == 0)
                break;
            deleted += count;
        }

        return deleted;
    }
}

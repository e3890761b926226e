using System.Runtime.CompilerServices;

namespace InboxMind.Azure.OpenAi;

/// <summary>Makes calls to a deployment: within its tokens of the minute, again after what passes, and no earlier than it says.</summary>
/// <param name="settings">The deployment.</param>
/// <param name="gate">Its gate.</param>
/// <param name="patience">How long a call may wait before it is begun for the last time.</param>
/// <param name="time">The clock.</param>
internal sealed class DeploymentCalls(AzureOpenAiSettings settings, DeploymentGate gate, TimeSpan patience, TimeProvider time)
{
    private const int MaxAttempts = 6;

    /// <summary>Makes a call.</summary>
    /// <param name="tokens">Tokens that it may need.</param>
    /// <param name="call">The call.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <param name="adapt">Whether a failure is put right by another call at once.</param>
    /// <exception cref="Core.Answers.ModelUnavailableException">It failed, and not only for a moment.</exception>
    /// <exception cref="Core.Answers.ModelRefusedException">The content filter refused it.</exception>
    public async Task<T> RunAsync<T>(
        int tokens, Func<CancellationToken, Task<T>> call, CancellationToken cancellation, Func<Exception, bool>? adapt = null)
    {
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            await EnterAsync(tokens, start, cancellation);
            try
            {
                return await call(cancellation);
            }
            catch (Exception e) when (OpenAiFailure.Is(e, cancellation))
            {
                if (adapt?.Invoke(e) == true)
                    continue;
                var wait = OpenAiFailure.RetryAfter(e, time.GetUtcNow()) is { } told ? told : Backoff(attempt);
                if (OpenAiFailure.IsBusy(e))
                    gate.CloseFor(wait);
                if (!OpenAiFailure.MayPass(e) || attempt == MaxAttempts || time.GetElapsedTime(start) + wait > patience)
                    throw OpenAiFailure.From(e, settings);
                await WaitAsync(wait, cancellation);
            }
        }
    }

    /// <summary>Makes a call that answers bit by bit; it is made again only before the first bit has come.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(
        int tokens, Func<CancellationToken, IAsyncEnumerable<T>> call, Func<Exception, bool> adapt,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (bits, any) = await RunAsync(tokens, stop => BeginAsync(call(stop), stop), cancellation, adapt);
        await using (bits)
        {
            while (any)
            {
                yield return bits.Current;
                any = await NextAsync(bits, cancellation);
            }
        }
    }

    private static async Task<(IAsyncEnumerator<T> Bits, bool Any)> BeginAsync<T>(IAsyncEnumerable<T> call, CancellationToken cancellation)
    {
        var bits = call.GetAsyncEnumerator(cancellation);
        try
        {
            return (bits, await bits.MoveNextAsync());
        }
        catch
        {
            await bits.DisposeAsync();
            throw;
        }
    }

    private async Task<bool> NextAsync<T>(IAsyncEnumerator<T> bits, CancellationToken cancellation)
    {
        try
        {
            return await bits.MoveNextAsync();
        }
        catch (Exception e) when (OpenAiFailure.Is(e, cancellation))
        {
            throw OpenAiFailure.From(e, settings);
        }
    }

    private async Task EnterAsync(int tokens, long start, CancellationToken cancellation)
    {
        while (await gate.TryTakeAsync(tokens, cancellation) is var wait && wait > TimeSpan.Zero)
        {
            if (time.GetElapsedTime(start) + wait > patience)
                throw OpenAiFailure.Busy(settings);
            await WaitAsync(wait, cancellation);
        }
    }

    /// <summary>A delay counts whole milliseconds; what is left of one would be asked for again and again.</summary>
    private Task WaitAsync(TimeSpan wait, CancellationToken cancellation) =>
        Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, cancellation);

    /// <summary>Half a second, doubled each time, and up to a quarter more so that callers do not come back together.</summary>
    private static TimeSpan Backoff(int attempt) =>
        TimeSpan.FromMilliseconds(500 * (1 << (attempt - 1)) * (1 + (Random.Shared.NextDouble() / 4)));
}

using InboxMind.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Privacy;

/// <summary>The work of <see cref="EraseOneAccount"/>.</summary>
public sealed partial class EraseAccountStep(ResumeErasures erasures, TimeProvider time, ILogger<EraseAccountStep> log)
{
    /// <summary>Well below <c>functionTimeout</c>: a call that takes longer ends the worker's process, with everything else that it does.
    /// What was erased stays so, and the next try goes on.</summary>
    internal static readonly TimeSpan Budget = TimeSpan.FromMinutes(8);

    /// <returns>Whether there is anything left to do afterwards.</returns>
    /// <exception cref="ErasureStepException">It failed or takes longer; the history keeps the exception, so it says no more than
    /// that.</exception>
    [Function(nameof(EraseAccountStep))]
    public async Task<bool> RunAsync([ActivityTrigger] EraseStepInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var budget = new CancellationTokenSource(Budget, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellation);
        try
        {
            return await erasures.ResumeAsync(input.Key, input.Step, stop.Token);
        }
        catch (OperationCanceledException) when (budget.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            LogTakesLonger(input.Key, input.Step);
            throw new ErasureStepException("it takes longer");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(input.Key, input.Step, e.GetType().Name);
            throw new ErasureStepException(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Step {Step} of the erasure {Key} takes longer and goes on in another call")]
    private partial void LogTakesLonger(string key, ErasureStep step);

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {Step} of the erasure {Key} failed and is tried again: {Error}")]
    private partial void LogFailed(string key, ErasureStep step, string error);
}

/// <summary>A step of an erasure failed.</summary>
/// <param name="cause">The name of the cause's type.</param>
public sealed class ErasureStepException(string cause) : Exception($"The step failed: {cause}.");

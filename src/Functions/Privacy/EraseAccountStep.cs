using InboxMind.Core.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace InboxMind.Functions.Privacy;

/// <summary>The work of <see cref="EraseAccount"/>.</summary>
public sealed partial class EraseAccountStep(ResumeErasures erasures, ILogger<EraseAccountStep> log)
{
    /// <returns>Whether there is anything left to do afterwards.</returns>
    /// <exception cref="ErasureStepException">It failed; the history keeps the exception, so it says no more than that.</exception>
    [Function(nameof(EraseAccountStep))]
    public async Task<bool> RunAsync([ActivityTrigger] EraseStepInput input, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            return await erasures.RunAsync(input.Key, input.Step, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(input.Key, input.Step, e.GetType().Name);
            throw new ErasureStepException(e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Step {Step} of the erasure {Key} failed and is tried again: {Error}")]
    private partial void LogFailed(string key, ErasureStep step, string error);
}

/// <summary>A step of an erasure failed.</summary>
/// <param name="cause">The name of the cause's type.</param>
public sealed class ErasureStepException(string cause) : Exception($"The step failed: {cause}.");

using Azure.Core;
using Azure.Core.Pipeline;

namespace InboxMind.Benchmarks;

/// <summary>Counts calls to a storage account and the bytes they move, and makes each take longer.</summary>
internal sealed class CallMeter(TimeSpan latency) : HttpPipelinePolicy
{
    private long _calls, _up, _down;

    /// <summary>Calls, bytes sent and bytes received since the last time.</summary>
    public (long Calls, long Up, long Down) Take() =>
        (Interlocked.Exchange(ref _calls, 0), Interlocked.Exchange(ref _up, 0), Interlocked.Exchange(ref _down, 0));

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        ProcessAsync(message, pipeline).AsTask().GetAwaiter().GetResult();

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        Interlocked.Increment(ref _calls);
        if (latency > TimeSpan.Zero)
            await Task.Delay(latency, TimeProvider.System, message.CancellationToken);
        if (message.Request.Content?.TryComputeLength(out var sent) == true)
            Interlocked.Add(ref _up, sent);
        await ProcessNextAsync(message, pipeline);
        Interlocked.Add(ref _down, message.Response.Headers.ContentLength ?? 0);
    }
}

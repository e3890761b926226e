using Azure.Core;
using Azure.Core.Pipeline;

namespace InboxMind.Benchmarks;

/// <summary>Counts calls to a storage account, those that are tried again too.</summary>
internal sealed class CallCounter : HttpPipelineSynchronousPolicy
{
    private long _count;

    /// <summary>Starts over.</summary>
    /// <returns>How many there were.</returns>
    public long Reset() => Interlocked.Exchange(ref _count, 0);

    public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _count);
}

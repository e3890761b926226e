namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>Has something else happen right before one call, the n-th from when it is armed.</summary>
internal sealed class InterruptingHandler : DelegatingHandler
{
    private Func<Task>? _interruption;
    private int _left;

    /// <summary>Whether it came to that call.</summary>
    public bool IsDone => _interruption is null;

    public void Arm(int call, Func<Task> interruption) => (_left, _interruption) = (call, interruption);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (_interruption is { } interruption && _left-- == 0)
        {
            _interruption = null;
            await interruption();
        }

        return await base.SendAsync(request, cancellationToken);
    }
}

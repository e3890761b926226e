namespace InboxMind.Contracts.Azure.Cosmos;

/// <summary>An instance that dies at one of its calls: none of those after it reaches the service.</summary>
internal sealed class DyingHandler : DelegatingHandler
{
    private int _left = int.MaxValue;
    private bool _isDone;

    /// <summary>Whether it came to that call.</summary>
    public bool IsDead => _left < 0;

    /// <param name="calls">How many calls it makes before.</param>
    /// <param name="isDone">Whether the call that it dies at still reaches the service.</param>
    public void Arm(int calls, bool isDone) => (_left, _isDone) = (calls, isDone);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // What the client asks of the account itself is no call of the app.
        if (!request.RequestUri!.AbsolutePath.Contains("/docs", StringComparison.Ordinal))
            return await base.SendAsync(request, cancellationToken);
        if (_left-- > 0)
            return await base.SendAsync(request, cancellationToken);
        if (_left == -1 && _isDone)
            (await base.SendAsync(request, cancellationToken)).Dispose();
        return new HttpResponseMessage(System.Net.HttpStatusCode.BadRequest)
        {
            RequestMessage = request,
            Content = new StringContent("{\"code\":\"Dead\",\"message\":\"This instance is dead.\"}"),
        };
    }
}

using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace InboxMind.Testing.Cosmos;

/// <summary>A <see cref="CosmosServer"/> on a free port of 127.0.0.1, for other processes.</summary>
public sealed class CosmosListener : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;
    private readonly Lock _lock = new();
    private Action? _atCall;
    private int _left;
    private bool _isDone;

    public CosmosListener(CosmosServer server)
    {
        (_listener, Address) = Start();
        server.Address = Address;
        Server = server;
        _loop = ListenAsync();
    }

    public CosmosServer Server { get; }

    public Uri Address { get; }

    /// <summary>Has something happen at one of the calls for items that come from now on, such as the end of who makes it.</summary>
    /// <param name="calls">How many come before.</param>
    /// <param name="isDone">Whether the call is done; else it is as if it had never come.</param>
    /// <param name="act">What happens, before the call is answered.</param>
    public void Arm(int calls, bool isDone, Action act)
    {
        lock (_lock)
            (_left, _isDone, _atCall) = (calls, isDone, act);
    }

    /// <summary>Has nothing happen any more.</summary>
    /// <returns>Whether it did happen.</returns>
    public bool Disarm()
    {
        lock (_lock)
        {
            var happened = _atCall is null;
            _atCall = null;
            return happened;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _loop;
    }

    private static (HttpListener Listener, Uri Address) Start()
    {
        for (var tries = 0; ; tries++)
        {
            int port;
            using (var probe = new TcpListener(IPAddress.Loopback, 0))
            {
                probe.Start();
                port = ((IPEndPoint)probe.LocalEndpoint).Port;
            }

            var listener = new HttpListener();
            var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/");
            listener.Prefixes.Add(address);
            try
            {
                listener.Start();
                return (listener, new Uri(address));
            }
            catch (HttpListenerException) when (tries < 10)
            {
                // Another process took the port.
            }
        }
    }

    private async Task ListenAsync()
    {
        while (true)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                _ = Task.Run(() => AnswerAsync(context));
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var request = new CosmosRequest(
                context.Request.HttpMethod, context.Request.Url!.AbsolutePath, name => context.Request.Headers[name] ?? "",
                body.ToArray());
            if (request.Path.Contains("/docs", StringComparison.Ordinal) && !Happens())
            {
                context.Response.Abort();
                return;
            }

            var answer = Server.Answer(request);
            var response = context.Response;
            response.StatusCode = (int)answer.Status;
            response.ContentType = "application/json";
            response.Headers["x-ms-request-charge"] = answer.Charge.ToString(CultureInfo.InvariantCulture);
            foreach (var (name, value) in answer.Headers)
                response.Headers[name] = value;
            response.ContentLength64 = answer.Body.Length;
            if (answer.Body.Length > 0 && answer.Status is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
                await response.OutputStream.WriteAsync(answer.Body);
            response.Close();
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client is gone, such as a process that was killed.
        }
    }

    /// <returns>Whether the call that it happens at is done.</returns>
    private bool Happens()
    {
        lock (_lock)
        {
            if (_atCall is not { } act || _left-- > 0)
                return true;
            _atCall = null;
            act();
            return _isDone;
        }
    }
}

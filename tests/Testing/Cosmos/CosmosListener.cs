using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace InboxMind.Testing.Cosmos;

/// <summary>A <see cref="CosmosServer"/> on a free port of 127.0.0.1, for other processes.</summary>
public sealed class CosmosListener : IAsyncDisposable
{
    private readonly HttpListener _listener;
    private readonly Task _loop;

    public CosmosListener(CosmosServer server)
    {
        (_listener, Address) = Start();
        server.Address = Address;
        Server = server;
        _loop = ListenAsync();
    }

    public CosmosServer Server { get; }

    public Uri Address { get; }

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
            var answer = Server.Answer(new CosmosRequest(
                context.Request.HttpMethod, context.Request.Url!.AbsolutePath, name => context.Request.Headers[name] ?? "",
                    body.ToArray()));
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
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using InboxMind.Core.Accounts.Assistants;
using InboxMind.Providers.Imap;

namespace InboxMind.Providers.Assistants;

/// <summary>Reads the documents in which programs describe themselves. Whoever sends a browser here chooses the address: no connection is
/// made but to the public internet, to the very address that was checked; no redirect is followed; and what cannot be had is asked for
/// again only after a while.</summary>
internal sealed class ClientDocuments : IClientDocuments, IDisposable
{
    private const int MaxKept = 200;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Uri, (string? Json, DateTimeOffset At)> _known = [];
    private readonly SemaphoreSlim _places = new(4);
    private readonly UnheardMeters _meters = new();
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    /// <param name="time">The clock.</param>
    /// <param name="resolve">Finds the addresses of a name.</param>
    /// <param name="mayConnect">Which of them may be connected to.</param>
    public ClientDocuments(
        TimeProvider time, Func<string, CancellationToken, Task<IPAddress[]>>? resolve = null, Func<IPAddress, bool>? mayConnect = null)
    {
        _time = time;
        resolve ??= Dns.GetHostAddressesAsync;
        mayConnect ??= AddressGuard.IsPublic;
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MeterFactory = _meters,
            MaxResponseHeadersLength = 16,
            PooledConnectionLifetime = TimeSpan.Zero,
            ConnectCallback = (context, cancellation) => ConnectAsync(context.DnsEndPoint, resolve, mayConnect, cancellation),
        })
        {
            Timeout = Timeout,
            MaxResponseContentBufferSize = 2 * ClientDescription.MaxLength,
        };
        _http.DefaultRequestHeaders.Accept.ParseAdd("application/json");
    }

    public async Task<string?> ReadAsync(Uri address, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        if (_known.TryGetValue(address, out var known) && known.At + Kept > now)
            return known.Json;
        if (!await _places.WaitAsync(Timeout, cancellation))
            return null;
        try
        {
            var json = await FetchAsync(address, cancellation);
            if (_known.Count >= MaxKept)
                _known.Clear();
            _known[address] = (json, now);
            return json;
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _http.Dispose();
        _meters.Dispose();
        _places.Dispose();
    }

    private async Task<string?> FetchAsync(Uri address, CancellationToken cancellation)
    {
        try
        {
            using var response = await _http.GetAsync(address, cancellation);
            if (response.StatusCode != HttpStatusCode.OK)
                return null;
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
            return bytes.Length <= ClientDescription.MaxLength ? Encoding.UTF8.GetString(bytes) : null;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Whatever went wrong, and wherever the name leads: who asked learns nothing but that there is no such program.
            return null;
        }
    }

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint host, Func<string, CancellationToken, Task<IPAddress[]>> resolve, Func<IPAddress, bool> mayConnect,
        CancellationToken cancellation)
    {
        var addresses = await resolve(host.Host, cancellation);
        if (addresses.Length == 0 || !addresses.All(mayConnect))
            throw new HttpRequestException("Not on the public internet.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

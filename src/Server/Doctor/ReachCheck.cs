using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Server.Doctor;

/// <summary>Whether what the settings name can be reached. It signs in nowhere and asks for nothing that costs.</summary>
internal sealed class ReachCheck(IConfiguration settings, HttpMessageHandler? handler = null) : IDisposable
{
    private const string Name = "reachability";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout };
    private readonly List<(string Host, TimeSpan Ahead)> _told = [];

    /// <summary>What servers said the time is.</summary>
    public IReadOnlyList<(string Host, TimeSpan Ahead)> Told => _told;

    public async Task<IReadOnlyList<Finding>> RunAsync(TimeProvider time, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        foreach (var (setting, address) in Addresses())
            findings.Add(await AskAsync(setting, address, time, cancellation));
        if (findings.Count == 0)
            findings.Add(Finding.Good(Name, "The settings name nothing that has to be reached."));
        return findings;
    }

    public void Dispose() => _http.Dispose();

    private IEnumerable<(string Setting, Uri Address)> Addresses()
    {
        foreach (var setting in (string[])
            [
                "Models:Chat:Endpoint", "Models:Embedding:Endpoint", "Accounts:PublicAddress", "Storage:queueServiceUri",
                "Storage:blobServiceUri", "Cosmos:accountEndpoint", "Azure:KeyVault:Uri", "Telemetry:Otlp:Endpoint",
            ])
        {
            if (Uri.TryCreate(settings[setting], UriKind.Absolute, out var address))
                yield return (setting, address);
        }

        foreach (var address in StorageAddresses(settings["Storage"] ?? ""))
            yield return ("Storage", address);
        foreach (var (provider, usual) in (IEnumerable<(string, string)>)
            [("Google", "https://accounts.google.com"), ("Microsoft", "https://login.microsoftonline.com/common")])
        {
            var section = settings.GetSection($"Accounts:{provider}");
            if (!string.IsNullOrWhiteSpace(section["ClientId"])
                && Uri.TryCreate(section["Authority"] ?? usual, UriKind.Absolute, out var address))
                yield return ($"{section.Path}:Authority", address);
        }
    }

    /// <summary>Where a connection string leads to; nothing else of it is of use here.</summary>
    private static IEnumerable<Uri> StorageAddresses(string connection)
    {
        var parts = connection.Split(';').Select(static part => part.Split('=', 2)).Where(static part => part.Length == 2)
            .ToLookup(static part => part[0].Trim(), static part => part[1].Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var kind in (string[])["blob", "queue"])
        {
            var usual = parts["AccountName"].Select(
                name => $"https://{name}.{kind}.{parts["EndpointSuffix"].FirstOrDefault() ?? "core.windows.net"}");
            if (Uri.TryCreate(parts[$"{kind}Endpoint"].Concat(usual).FirstOrDefault(), UriKind.Absolute, out var address))
                yield return address;
        }
    }

    private async Task<Finding> AskAsync(string setting, Uri address, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            // Whatever it answers, it is there. A collector speaks no HTTP that we could ask it by.
            if (setting.StartsWith("Telemetry", StringComparison.Ordinal))
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address.Host, address.Port, cancellation).AsTask().WaitAsync(Timeout, time, cancellation);
                return Finding.Good(Name, $"{address.Host} can be reached ({setting}).");
            }

            using var request = new HttpRequestMessage(HttpMethod.Head, address);
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (answer.Headers.Date is { } date)
                _told.Add((address.Host, time.GetUtcNow() - date));
            return Finding.Good(Name, $"{address.Host} can be reached ({setting}).");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException or TimeoutException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return Finding.Problem(
                Name, $"{address.Host} cannot be reached ({setting}): {Why(e)}.", "Check the setting, the network, and firewalls between.");
        }
    }

    private static string Why(Exception e) => e switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "there is no such host",
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate is not trusted",
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } or SocketException => "the connection is refused",
        _ => "it does not answer",
    };
}

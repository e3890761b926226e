using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>What is asked for: 40 % lists, 25 % mails, 25 % searches, 6 % questions and 4 % questions with a streamed answer, drawn anew
/// for each request.</summary>
internal sealed class Traffic : IDisposable
{
    public static readonly IReadOnlyList<string> Kinds = ["list", "open", "search", "ask", "stream", "change", "import"];

    public const string MetricsToken = "metrics-token-of-thirty-two-characters";

    private const int MaxSeen = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(20261);
    private readonly Lock _drawing = new();

    /// <summary>Many requests at once come from one address here: so many that no limit is met.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Settings { get; } =
    [
        new("INBOXMIND_Limits__AddressRequestsPerMinute", "1000000"), new("INBOXMIND_Limits__SignInsPerMinute", "1000000"),
        new("INBOXMIND_Telemetry__MetricsToken", MetricsToken), new("INBOXMIND_Limits__RequestsPerMinute", "1000000"),
        new("INBOXMIND_Limits__QuestionsPerMinute", "1000000"),
    ];

    public HttpClient Client { get; } = new(new SocketsHttpHandler { MaxConnectionsPerServer = 2_000 }) { Timeout = Patience };

    /// <summary>Where the server listens.</summary>
    public Uri Address { get; set; } = null!;

    /// <summary>Some minutes before the access token ends, and not for all at once.</summary>
    public static DateTimeOffset NextRenewal() =>
        TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(8 + (Random.Shared.NextDouble() * 4));

    /// <summary>Draws the next request of someone and sends it.</summary>
    /// <returns>Its kind, and what went wrong, or null.</returns>
    public async Task<(int Kind, string? Error)> SendAsync(Person person, CancellationToken cancellation)
    {
        var (kind, method, path, body) = Draw(person);
        try
        {
            using var response = await SendAsync(person, method, path, body is null ? null : JsonContent.Create(body), cancellation);
            if (!response.IsSuccessStatusCode)
                return (kind, $"{(int)response.StatusCode}");
            if (kind == 0)
                Note(person, await response.Content.ReadFromJsonAsync<JsonElement>(cancellation));
            var isWhole = kind != 4
                || (await response.Content.ReadAsStringAsync(cancellation)).Contains("event: done", StringComparison.Ordinal);
            return (kind, isWhole ? null : "stream without an end");
        }
        catch (Exception e) when (IsLost(e, cancellation))
        {
            return (kind, Tell(e));
        }
    }

    /// <summary>One search of someone, with its time.</summary>
    public Task<Sent> SearchAsync(Person person, string query, CancellationToken cancellation) =>
        TimeAsync(2, person, HttpMethod.Get, $"/api/v1/emails/search?q={Uri.EscapeDataString(query)}", content: null, cancellation);

    /// <summary>One request of someone, with its time until the answer is whole.</summary>
    public async Task<Sent> TimeAsync(
        int kind, Person person, HttpMethod method, string path, HttpContent? content, CancellationToken cancellation = default)
    {
        var start = Stopwatch.GetTimestamp();
        string? error;
        try
        {
            using var response = await SendAsync(person, method, path, content, cancellation);
            error = response.IsSuccessStatusCode ? null : $"{(int)response.StatusCode}";
        }
        catch (Exception e) when (IsLost(e, cancellation))
        {
            error = Tell(e);
        }

        return new Sent(kind, person.Name, TimeSpan.Zero, Stopwatch.GetElapsedTime(start), error);
    }

    /// <summary>Sends a request as someone, whose token is renewed first when it is time.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        Person person, HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        await RenewAsync(person, cancellation);
        using var request = new HttpRequestMessage(method, new Uri(Address, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
    }

    public void Dispose() => Client.Dispose();

    private static bool IsLost(Exception e, CancellationToken cancellation) =>
        e is HttpRequestException or IOException or TaskCanceledException && !cancellation.IsCancellationRequested;

    private static string Tell(Exception e) => e is TaskCanceledException ? "no answer" : "no connection";

    private async Task RenewAsync(Person person, CancellationToken cancellation)
    {
        if (TimeProvider.System.GetUtcNow() < person.RenewAt)
            return;
        await person.Renewing.WaitAsync(cancellation);
        try
        {
            if (TimeProvider.System.GetUtcNow() < person.RenewAt)
                return;
            using var response = await Client.PostAsJsonAsync(
                new Uri(Address, "/api/v1/auth/refresh"), new { refresh_token = person.RefreshToken }, cancellation);
            response.EnsureSuccessStatusCode();
            var tokens = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            person.AccessToken = tokens.GetProperty("access_token").GetString()!;
            person.RefreshToken = tokens.GetProperty("refresh_token").GetString()!;
            person.RenewAt = NextRenewal();
        }
        finally
        {
            person.Renewing.Release();
        }
    }

    private (int Kind, HttpMethod Method, string Path, object? Body) Draw(Person person)
    {
        lock (_drawing)
        {
            var dice = _random.Next(100);
            var kind = dice < 40 ? 0 : dice < 65 ? 1 : dice < 90 ? 2 : dice < 96 ? 3 : 4;

            // Who has seen no mail yet has a look first.
            if (kind == 1 && person.Seen.Count == 0)
                kind = 0;
            var query = SampleQueries.All[_random.Next(SampleQueries.All.Count)];
            return kind switch
            {
                0 => (kind, HttpMethod.Get, _random.Next(4) == 0 ? "/api/v1/emails?has_attachments=true" : "/api/v1/emails?limit=50", null),
                1 => (kind, HttpMethod.Get, $"/api/v1/emails/{person.Seen.ElementAt(_random.Next(person.Seen.Count))}", null),
                2 => (kind, HttpMethod.Get, $"/api/v1/emails/search?q={Uri.EscapeDataString(query)}", null),
                3 => (kind, HttpMethod.Post, "/api/v1/rag/query", new { query = $"What do I know about {query}?" }),
                _ => (kind, HttpMethod.Post, "/api/v1/rag/query/stream", new { query = $"What was said about {query}?" }),
            };
        }
    }

    private void Note(Person person, JsonElement list)
    {
        lock (_drawing)
        {
            foreach (var mail in list.GetProperty("emails").EnumerateArray())
            {
                person.Seen.Enqueue(mail.GetProperty("id").GetString()!);
                if (person.Seen.Count > MaxSeen)
                    person.Seen.Dequeue();
            }
        }
    }
}

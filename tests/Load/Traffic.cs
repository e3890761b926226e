using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>What is asked for: 45% lists, 25% mails, 25% searches, 5% questions, drawn anew for each request.</summary>
internal sealed class Traffic : IDisposable
{
    public static readonly IReadOnlyList<string> Kinds = ["list", "read", "search", "ask"];

    /// <summary>Mails a person has seen in lists of late, to read one of them.</summary>
    private const int MaxSeen = 100;

    private readonly HttpClient _client;
    private readonly IReadOnlyList<Person> _people;
    private readonly Queue<string>[] _seen;
    private readonly Random _random = new(20261);
    private readonly Lock _drawing = new();

    public Traffic(Uri address, IReadOnlyList<Person> people)
    {
        _client =
            new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 })
            {
                BaseAddress = address,
                Timeout =
                TimeSpan.FromSeconds(30)
            };
        _people = people;
        _seen = [.. people.Select(static _ => new Queue<string>())];
    }

    /// <summary>Draws the next request and sends it.</summary>
    /// <returns>Its kind, and what went wrong, or null.</returns>
    public async Task<(int Kind, string? Error)> SendAsync(CancellationToken cancellation)
    {
        var (kind, person, request) = Draw();
        using (request)
        {
            try
            {
                using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellation);
                if (!response.IsSuccessStatusCode)
                    return (kind, $"{(int)response.StatusCode}");
                if (kind == 0)
                    Note(person, await response.Content.ReadFromJsonAsync<JsonElement>(cancellation));
                return (kind, null);
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                return (kind, e.GetType().Name);
            }
        }
    }

    public void Dispose() => _client.Dispose();

    private (int Kind, int Person, HttpRequestMessage Request) Draw()
    {
        lock (_drawing)
        {
            var person = _random.Next(_people.Count);
            var dice = _random.Next(100);
            var kind = dice < 45 ? 0 : dice < 70 ? 1 : dice < 95 ? 2 : 3;

            // Who has seen no mail yet has a look first.
            if (kind == 1 && _seen[person].Count == 0)
                kind = 0;
            var query = SampleQueries.All[_random.Next(SampleQueries.All.Count)];
            var request = kind switch
            {
                0 => new HttpRequestMessage(HttpMethod.Get, _random.Next(4) == 0
                    ? "/api/v1/emails?has_attachments=true"
                    : "/api/v1/emails?limit=50"),
                1 => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/emails/{_seen[person].ElementAt(_random.Next(_seen[person].Count))}"),
                2 => new HttpRequestMessage(HttpMethod.Get, $"/api/v1/emails?q={Uri.EscapeDataString(query)}"),
                _ => new HttpRequestMessage(HttpMethod.Post, "/api/v1/rag/query")
                {
                    Content =
                    JsonContent.Create(new { query = $"What do I know about {query}?" })
                },
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _people[person].Token);
            return (kind, person, request);
        }
    }

    private void Note(int person, JsonElement list)
    {
        lock (_drawing)
        {
            foreach (var mail in list.GetProperty("emails").EnumerateArray())
            {
                _seen[person].Enqueue(mail.GetProperty("id").GetString()!);
                if (_seen[person].Count > MaxSeen)
                    _seen[person].Dequeue();
            }
        }
    }
}

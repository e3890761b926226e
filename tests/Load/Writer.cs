using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace InboxMind.Load;

/// <summary>Someone who imports mail, deletes some of it and asks, and keeps a list of what the server said it has done.</summary>
internal sealed class Writer(Traffic traffic, Person person)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<string> _imported = [];
    private readonly HashSet<string> _deleted = [];
    private readonly HashSet<string> _asked = [];

    /// <summary>Writes that were acknowledged.</summary>
    public (int Imported, int Deleted, int Asked) Acknowledged => (_imported.Count + _deleted.Count, _deleted.Count, _asked.Count);

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ImportAsync(stop);
                await DeleteAsync(stop);
                await AskAsync(stop);
                await Task.Delay(Pause, TimeProvider.System, stop);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
            {
                // Not acknowledged: it may have been done or not. The server may be away for a moment.
                if (!stop.IsCancellationRequested)
                    await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
            }
        }
    }

    /// <summary>What was acknowledged and is not there, or is there again, in a sentence each.</summary>
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var word in _imported)
        {
            if (await FindAsync(word, cancellation) is not [_])
                missing.Add($"imported mail {word} is not there once");
        }

        foreach (var word in _deleted)
        {
            if (await FindAsync(word, cancellation) is not [])
                missing.Add($"deleted mail {word} is there");
        }

        var known = await HistoryAsync(cancellation);
        missing.AddRange(_asked.Except(known).Select(static q => $"the question \"{q}\" is not in the history"));
        return missing;
    }

    private async Task ImportAsync(CancellationToken cancellation)
    {
        string[] words = [.. Enumerable.Range(0, 3).Select(static _ => $"kept{Guid.NewGuid():n}")];
        var mbox = string.Concat(words.Select(static w =>
            $"From anna@example.com Fri Mar  1 09:00:00 2024\nFrom: anna@example.com\nSubject: Kept {w}\nMessage-ID: <{w}@example.com>\n"
            + $"Date: Fri, 1 Mar 2024 09:00:00 +0000\n\nThis is {w}.\n\n"));
        using var response = await traffic.SendAsync(
            person, HttpMethod.Post, "/api/v1/imports?name=kept.mbox", new ByteArrayContent(Encoding.UTF8.GetBytes(mbox)), cancellation);
        if (response.IsSuccessStatusCode
            && (await response.Content.ReadAsStringAsync(cancellation)).Contains("event: done", StringComparison.Ordinal))
            _imported.UnionWith(words);
    }

    private async Task DeleteAsync(CancellationToken cancellation)
    {
        if (_imported.Count == 0 || await FindAsync(_imported.First(), cancellation) is not [var id])
            return;
        var word = _imported.First();

        // From here on it may be deleted; whether it is counts only once that was acknowledged.
        _imported.Remove(word);
        using var response = await traffic.SendAsync(
            person, HttpMethod.Delete, $"/api/v1/emails/{id}", content: null, cancellation);
        if (response.IsSuccessStatusCode)
            _deleted.Add(word);
    }

    private async Task AskAsync(CancellationToken cancellation)
    {
        var question = $"What do I know about {Guid.NewGuid():n}?";
        using var response = await traffic.SendAsync(
            person, HttpMethod.Post, "/api/v1/rag/query", JsonContent.Create(new { query = question }), cancellation);
        if (response.IsSuccessStatusCode)
            _asked.Add(question);
    }

    private async Task<IReadOnlyList<string>> FindAsync(string word, CancellationToken cancellation)
    {
        using var response = await traffic.SendAsync(person, HttpMethod.Get, $"/api/v1/emails?q={word}", content: null, cancellation);
        return response.StatusCode == HttpStatusCode.OK
            ? [.. (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("emails").EnumerateArray()
                .Select(static e => e.GetProperty("id").GetString()!)]
            : ["no answer", response.StatusCode.ToString()];
    }

    private async Task<HashSet<string>> HistoryAsync(CancellationToken cancellation)
    {
        var known = new HashSet<string>();
        var next = "";
        while (next is not null)
        {
            using var response = await traffic.SendAsync(
                person, HttpMethod.Get, $"/api/v1/rag/queries?limit=100{(next.Length > 0 ? $"&next={Uri.EscapeDataString(next)}" : "")}",
                content: null, cancellation);
            var page = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            known.UnionWith(page.GetProperty("queries").EnumerateArray().Select(static q => q.GetProperty("query").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        return known;
    }
}

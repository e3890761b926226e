using System.Diagnostics;
using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>Three who leave the server no rest: one searches a hundred times a second, one imports, one imports and deletes all of it
/// again. Each does so as fast as it is answered.</summary>
internal sealed class BusyPeople(Traffic traffic, Person searching, Person importing, Person deleting)
{
    private const double SearchesPerSecond = 100;

    private const int MailsAtOnce = 1_000;

    /// <summary>Searches that are under way at once at most: a browser has as many connections.</summary>
    private const int AtOnce = 6;

    private int _searches, _imports, _deletions;
    private string? _error;

    /// <summary>What they did, and what went wrong last.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_searches:N0} searches, {_imports:N0} imports of {MailsAtOnce:N0} mails, {_deletions:N0} deletions of all "
            + $"({_error ?? "no error"})");

    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
        [
            .. Enumerable.Range(0, AtOnce).Select(n => TryAsync(() => SearchAsync(n, stop), stop)),
            TryAsync(() => ImportAsync(stop), stop), TryAsync(() => DeleteAsync(stop), stop),
        ]);

    private async Task SearchAsync(int number, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; ; i++)
        {
            var wait = TimeSpan.FromSeconds(i * AtOnce / SearchesPerSecond) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, TimeProvider.System, stop);
            var sent = await traffic.SearchAsync(searching, SampleQueries.All[(number + (i * AtOnce)) % SampleQueries.All.Count], stop);
            _error = sent.Error ?? _error;
            Interlocked.Increment(ref _searches);
        }
    }

    private async Task ImportAsync(CancellationToken stop)
    {
        for (; ; _imports++)
            await ImportAsync(importing, _imports * MailsAtOnce, stop);
    }

    private async Task DeleteAsync(CancellationToken stop)
    {
        for (; ; _deletions++)
        {
            await ImportAsync(deleting, (_deletions + 1) * MailsAtOnce, stop);
            _imports++;
            await DoAsync(deleting, HttpMethod.Delete, "/api/v1/emails?confirm=all", content: null, stop);
        }
    }

    private async Task ImportAsync(Person person, int first, CancellationToken stop)
    {
        using var mbox = new ByteArrayContent(new ShortMails(1_000_000, MailsAtOnce, 1_000 + first).ToMbox());
        await DoAsync(person, HttpMethod.Post, "/api/v1/imports?name=busy.mbox", mbox, stop);
    }

    private async Task DoAsync(Person person, HttpMethod method, string path, HttpContent? content, CancellationToken stop)
    {
        using var response = await traffic.SendAsync(person, method, path, content, stop);
        if (!response.IsSuccessStatusCode)
            _error = string.Create(CultureInfo.InvariantCulture, $"{method} {(int)response.StatusCode}");
    }

    private async Task TryAsync(Func<Task> work, CancellationToken stop)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            if (!stop.IsCancellationRequested)
                _error = e.GetType().Name;
        }
    }
}

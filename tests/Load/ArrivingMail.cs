using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Net.Http.Json;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>New mail in mailboxes on a mail server, one after the other, and how long it takes until each is found.</summary>
internal sealed class ArrivingMail(Dovecot server, Traffic traffic, IReadOnlyList<Person> people, TimeSpan every)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>How long the last ones may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly List<TimeSpan> _found = [];
    private readonly Lock _lock = new();
    private int _sent;

    public int Lost => _sent - _found.Count;

    /// <summary>Gives each mailbox some mail before the server looks at it.</summary>
    public static void Fill(Dovecot server, int people, int mails)
    {
        for (var i = 0; i < people; i++)
            server.Deliver(Population.NameOf(i), Letters.Many(mails, first: i * mails));
    }

    /// <summary>Delivers mail until it is stopped, then waits for what is not found yet.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken cancellation)
    {
        var looking = new List<Task>();
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var person = people[_sent % people.Count];
                var word = $"arrival{Guid.NewGuid():n}";
                Deliver(person.Name, word);
                _sent++;
                looking.Add(Task.Run(() => FindAsync(person, word, cancellation), cancellation));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }

        await Task.WhenAll(looking);
    }

    public void Print(TextWriter output) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"New mail in {people.Count} mailboxes: {_sent} delivered, {_found.Count} found, {Lost} lost; found after "
            + $"{At(0.5):0} s (p50), {At(0.95):0} s (p95), {At(1):0} s (longest)"));

    private double At(double share) =>
        _found.Count == 0 ? 0 : _found.Order().ElementAt((int)Math.Ceiling(share * (_found.Count - 1))).TotalSeconds;

    /// <summary>As a delivery does: written beside, then moved into place.</summary>
    private void Deliver(string name, string word)
    {
        var now = TimeProvider.System.GetUtcNow();
        var mail = Encoding.UTF8.GetBytes(
            $"From: Anna Berg <anna@example.com>\r\nTo: {name}@example.com\r\nSubject: New mail {word}\r\n"
            + $"Date: {now.ToString("ddd, d MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)} +0000\r\n"
            + $"Message-ID: <{word}@example.com>\r\n"
            + $"\r\nHere is {word}, as we agreed.\r\n");
        var file = $"{now.ToUnixTimeSeconds()}.{word}.load";
        var written = Path.Combine(server.Maildir(name), "tmp", file);
        File.WriteAllBytes(written, mail);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(written, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(written, Path.Combine(server.Maildir(name), "new", file));
    }

    private async Task FindAsync(Person person, string word, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Pace, TimeProvider.System, cancellation);
            try
            {
                using var response = await traffic.SendAsync(
                    person, HttpMethod.Get, $"/api/v1/emails?q={word}", content: null, cancellation);
                if (!response.IsSuccessStatusCode
                    || (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("emails").GetArrayLength() == 0)
                    continue;
                lock (_lock)
                    _found.Add(Stopwatch.GetElapsedTime(start));
                return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // The server is away for a moment; the crowd counts what fails.
            }
        }
    }
}

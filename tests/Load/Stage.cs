using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.Load;

/// <summary>A server with its people, its mail and its mail server, ready for a run.</summary>
internal sealed class Stage : IDisposable
{
    private readonly LoadOptions _options;
    private readonly Dovecot? _mailServer;

    private Stage(LoadOptions options, string data, IReadOnlyList<Person> people, Dovecot? mailServer, ServeProcess server)
    {
        (_options, Data, People, _mailServer, Server) = (options, data, people, mailServer, server);
        Traffic.Address = server.Address;
    }

    /// <summary>The data folder.</summary>
    public string Data { get; }

    /// <summary>All who are signed in.</summary>
    public IReadOnlyList<Person> People { get; }

    public Traffic Traffic { get; } = new();

    public ServeProcess Server { get; private set; }

    /// <param name="options">What the run was told.</param>
    /// <param name="sessions">People who are to be signed in.</param>
    /// <param name="cancellation">Stops the call.</param>
    public static async Task<Stage> SetAsync(LoadOptions options, int sessions, CancellationToken cancellation)
    {
        var data = options.Data ?? Directory.CreateTempSubdirectory("inboxmind-load-").FullName;
        var mailServer = options.Mailboxes > 0 ? Dovecot.Start() : null;
        IReadOnlyList<Person> people;
        await using (var population = new Population(data))
        {
            if (options.AreAlike)
                await population.FillAlikeAsync(options.Messages, options.People, cancellation);
            else
                await population.FillAsync(options.Mail, options.Messages, options.People, cancellation);
            people = await population.SignInAsync(Math.Max(sessions, options.Mailboxes), cancellation);
            if (mailServer is not null)
            {
                ArrivingMail.Fill(mailServer, options.Mailboxes, mails: 20);
                await population.ConnectAsync(mailServer, options.Mailboxes, cancellation);
            }
        }

        var server = await ServeProcess.StartAsync(data, options.Settings, program: options.Program, cancellation: cancellation);
        return new Stage(options, data, people, mailServer, server);
    }

    /// <summary>Starts the server again where it was, after it was killed.</summary>
    public async Task StartAgainAsync(CancellationToken cancellation)
    {
        Server.Dispose();
        Server = await ServeProcess.StartAsync(
            Data, _options.Settings, program: _options.Program, port: Traffic.Address.Port, cancellation: cancellation);
    }

    /// <summary>New mail for the mailboxes that are synced; null when there are none.</summary>
    public ArrivingMail? Arriving(TimeSpan every) =>
        _mailServer is null ? null : new ArrivingMail(_mailServer, Traffic, [.. People.Take(_options.Mailboxes)], every);

    /// <summary>What the server took between the first reading and the last.</summary>
    public static string Taken(IReadOnlyList<Reading> readings)
    {
        var (first, last) = (readings[0], readings[^1]);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Server: {(last.Cpu - first.Cpu) / (last.At - first.At):P0} of one processor, memory {first.Megabytes} -> {last.Megabytes} MB "
                + $"(most {readings.Max(static r => r.Megabytes)}), handles {first.Handles} -> {last.Handles} (most "
                + $"{readings.Max(static r => r.Handles)}), threads {first.Threads} -> {last.Threads}");
    }

    public void Dispose()
    {
        Server.Dispose();
        Traffic.Dispose();
        _mailServer?.Dispose();
        if (_options.Data is null)
            Directory.Delete(Data, recursive: true);
    }
}

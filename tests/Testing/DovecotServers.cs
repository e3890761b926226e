namespace InboxMind.Testing;

/// <summary>The servers that the tests of a class share; each test has a user of its own there.</summary>
public sealed class DovecotServers : IDisposable
{
    private readonly Dictionary<(DovecotExtensions, bool), Dovecot> _servers = [];

    /// <summary>Skips the test when there is no Dovecot; with CI=true that is a failure.</summary>
    public static void Require()
    {
        if (!Dovecot.IsInstalled && Environment.GetEnvironmentVariable("CI") != "true")
            Assert.Skip("Dovecot is not installed (package dovecot-imapd).");
    }

    public Dovecot Get(DovecotExtensions extensions = DovecotExtensions.All, bool tls = false)
    {
        Require();
        lock (_servers)
        {
            if (!_servers.TryGetValue((extensions, tls), out var server))
                _servers.Add((extensions, tls), server = Dovecot.Start(extensions, tls));
            return server;
        }
    }

    public void Dispose()
    {
        foreach (var server in _servers.Values)
            server.Dispose();
    }
}

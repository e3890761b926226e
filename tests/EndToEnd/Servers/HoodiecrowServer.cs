using System.Diagnostics;
using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.EndToEnd.Servers;

/// <summary>npm's hoodiecrow-imap, which keeps one mailbox in memory.</summary>
internal sealed class HoodiecrowServer : TestMailServer
{
    private static readonly string Folder = Path.Combine(Repository.Folder, "tests", "MailServers");

    private readonly Process _process;

    public HoodiecrowServer()
    {
        Require(Path.Combine(Folder, "node_modules", "hoodiecrow-imap", "package.json"),
            "hoodiecrow-imap is not installed: run npm ci in tests/MailServers.");
        Port = FreePort();
        _process =
            Process.Start(new ProcessStartInfo("node", [Path.Combine(Folder, "hoodiecrow.js"), Port.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        WaitForGreeting(Port, _process, static () => "see node");
    }

    public override int Port { get; }

    public override void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}

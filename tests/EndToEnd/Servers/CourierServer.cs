using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace InboxMind.EndToEnd.Servers;

/// <summary>Courier: its <c>imapd</c> serves one connection on its standard streams, to someone who is signed in already. Signing in is
/// played here, as Courier has a program of its own for it that wants fixed paths.</summary>
internal sealed class CourierServer : TestMailServer
{
    private const string Capabilities = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE";

    private readonly string _root = Directory.CreateTempSubdirectory("inboxmind-courier-").FullName;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string _program = Unpacked.Program("bin", "imapd");

    public CourierServer()
    {
        Require(_program, Unpacked.How);
        foreach (var folder in (string[])["", ".Sent", ".Archive", ".Trash"])
        {
            foreach (var part in (string[])["cur", "new", "tmp"])
                Directory.CreateDirectory(Path.Combine(_root, "Maildir", folder, part));
            if (folder.Length > 0)
                File.WriteAllText(Path.Combine(_root, "Maildir", folder, "maildirfolder"), "");
        }

        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public override int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public override void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        _stop.Dispose();
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // One that is just ending wrote its last.
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owned = client;
        client.NoDelay = true;
        try
        {
            await using var stream = client.GetStream();
            await SayAsync(stream, $"* OK [CAPABILITY {Capabilities}] Courier-IMAP ready. See COPYING for distribution information.");
            while (await ReadLineAsync(stream) is { Length: > 0 } line)
            {
                var words = line.Split(' ', 3);
                switch (words[1].ToUpperInvariant())
                {
                    case "LOGIN":
                        await RunAsync(stream, words[0]);
                        return;
                    case "LOGOUT":
                        return;
                    default:
                        await SayAsync(stream, $"* CAPABILITY {Capabilities}\r\n{words[0]} OK CAPABILITY completed");
                        break;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // One of both hung up.
        }
    }

    private async Task RunAsync(NetworkStream stream, string tag)
    {
        var start = new ProcessStartInfo(_program, ["Maildir"])
        {
            WorkingDirectory = _root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in ((string, string)[])
            [
                ("LD_LIBRARY_PATH", Unpacked.Libraries), ("IMAP_CAPABILITY", Capabilities), ("IMAP_KEYWORDS", "1"), ("IMAP_ACL", "0"),
                ("IMAP_ENHANCEDIDLE", "0"),
                ("IMAP_USELOCKS", "1"), ("IMAP_EMPTYTRASH", ""), ("IMAP_TRASHFOLDERNAME", "Trash"), ("IMAP_CHECK_ALL_FOLDERS", "0"),
                ("IMAP_IDLE_TIMEOUT", "1"),
                ("AUTHENTICATED", User), ("IMAPLOGINTAG", tag), ("TCPREMOTEIP", "127.0.0.1"), ("TCPREMOTEPORT", "1"), ("HOME", _root),
                ("MAILDIR", "Maildir"),
            ])
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
        try
        {
            var input = process.StandardInput.BaseStream;
            var sending = Task.Run(async () =>
            {
                try
                {
                    await PumpAsync(stream, input);
                }
                catch (IOException)
                {
                    // It ended.
                }

                input.Close();
            });
            await PumpAsync(process.StandardOutput.BaseStream, stream);
            stream.Close();
            await sending;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private async Task PumpAsync(Stream from, Stream to)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, _stop.Token) is > 0 and var count)
        {
            await to.WriteAsync(buffer.AsMemory(0, count), _stop.Token);
            await to.FlushAsync(_stop.Token);
        }
    }

    private async Task SayAsync(Stream stream, string line) =>
        await stream.WriteAsync(Encoding.Latin1.GetBytes(line + "\r\n"), _stop.Token);

    private async Task<string> ReadLineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one, _stop.Token) > 0 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace InboxMind.EndToEnd.Servers;

/// <summary>Cyrus with its default settings: any password signs in, one mailbox, and one shared by all.</summary>
internal sealed class CyrusServer : TestMailServer
{
    private readonly string _root = Directory.CreateTempSubdirectory("inboxmind-cyrus-").FullName;
    private readonly Process _process;

    public CyrusServer(bool conversations = false)
    {
        var imapd = Unpacked.Program("lib", "cyrus", "bin", "imapd");
        Require(imapd, Unpacked.How);
        Port = FreePort();
        var isRoot = Environment.UserName == "root";
        var user = isRoot ? "nobody" : Environment.UserName;
        foreach (
            var folder in (string[])["spool", "run", "conf/db", "conf/proc", "conf/socket", "conf/log", "conf/msg", "conf/ptclient",
                "conf/sync", "conf/user", "conf/quota", "conf/sieve"])
            Directory.CreateDirectory(Path.Combine(_root, folder));
        var settings = Path.Combine(_root, "imapd.conf");
        File.WriteAllText(settings, string.Create(CultureInfo.InvariantCulture, $"""
            configdirectory: {_root}/conf
            partition-default: {_root}/spool
            defaultpartition: default
            cyrus_user: {user}
            cyrus_group: {(isRoot ? "nogroup" : Environment.GetEnvironmentVariable("GROUP") ?? user)}
            admins: cyrus
            allowplaintext: yes
            sasl_pwcheck_method: alwaystrue
            sasl_mech_list: PLAIN
            idlesocket: {_root}/run/idle
            proc_path: {_root}/run/proc
            mboxname_lockpath: {_root}/run/lock
            statuscache_db_path: {_root}/run/statuscache.db
            conversations: {(conversations ? "yes" : "no")}

            """));
        var services = Path.Combine(_root, "cyrus.conf");
        File.WriteAllText(services, string.Create(CultureInfo.InvariantCulture, $$"""
            START {
            }
            SERVICES {
              imap cmd="{{imapd}} -C {{settings}}" listen="127.0.0.1:{{Port}}" prefork=1
            }
            EVENTS {
            }
            DAEMON {
              idled cmd="{{Unpacked.Program("lib", "cyrus", "bin", "idled")}} -C {{settings}}"
            }

            """));
        if (isRoot)
            Process.Start("chown", ["-R", "nobody:nogroup", _root]).WaitForExit();
        var start =
            new ProcessStartInfo(
                "/bin/sh",
                ["-c", $"exec {Unpacked.Program("lib", "cyrus", "bin", "master")} -D -C {settings} -M {services} "
                    + $"-p {_root}/run/master.pid </dev/null >{_root}/log 2>&1"]);
        start.Environment["LD_LIBRARY_PATH"] = Unpacked.Libraries;
        _process = Process.Start(start)!;
        WaitForGreeting(Port, _process, () => File.ReadAllText(Path.Combine(_root, "log")));
        MakeMailboxes();
    }

    public override int Port { get; }

    public override void Dispose()
    {
        Process.Start("kill", [_process.Id.ToString(CultureInfo.InvariantCulture)]).WaitForExit();
        if (!_process.WaitForExit(10_000))
            _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        try
        {
            Directory.Delete(_root, recursive: true);
        }
        catch (IOException)
        {
            // A child that is just ending wrote its last.
        }
    }

    /// <summary>Only an administrator makes mailboxes.</summary>
    private void MakeMailboxes()
    {
        using var client = new TcpClient("127.0.0.1", Port);
        using var reader = new StreamReader(client.GetStream());
        using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
        string[] commands =
        [
            "LOGIN cyrus any", $"CREATE user/{User}", $"CREATE user/{User}/Sent", $"CREATE user/{User}/Archive",
            $"CREATE user/{User}/Trash", "CREATE notes",
            $"SETACL notes {User} lrs", "LOGOUT",
        ];
        for (var i = 0; i < commands.Length; i++)
        {
            writer.WriteLine($"a{i} {commands[i]}");
            while (reader.ReadLine() is { } line && !line.StartsWith($"a{i} ", StringComparison.Ordinal))
            {
                // What it says meanwhile.
            }
        }
    }
}

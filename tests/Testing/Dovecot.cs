using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace InboxMind.Testing;

/// <summary>A real Dovecot of its own on 127.0.0.1, any user with the password <see cref="Password"/>, Maildirs in its folder.</summary>
public sealed class Dovecot : IDisposable
{
    public const string Password = "correct-horse-battery";

    private static readonly string? Program = ((string[])["/usr/sbin/dovecot", "/usr/bin/dovecot", "/usr/local/sbin/dovecot"])
        .FirstOrDefault(File.Exists);

    private readonly Process _process;

    private Dovecot(string root, DovecotExtensions extensions, bool tls, DovecotTokens? tokens)
    {
        Root = root;
        Port = FreePort();
        if (tls)
            (Certificate, CertificateFile, KeyFile) = WriteCertificate(root);
        Directory.CreateDirectory(Path.Combine(root, "mail"));
        Directory.CreateDirectory(Path.Combine(root, "run"));
        var config = Path.Combine(root, "dovecot.conf");
        if (tokens is not null)
        {
            File.WriteAllText(
                Path.Combine(root, "oauth2.conf"),
                $"introspection_mode = post\nintrospection_url = {tokens.Introspection}\nusername_attribute = {tokens.UserClaim}\n"
                + "active_attribute = active\nactive_value = true\ntimeout_msecs = 2000\n");
        }

        File.WriteAllText(config, Config(extensions, tokens?.Mechanism));
        if (Environment.UserName == "root")
            Run("chown", "-R", MailUser, Path.Combine(root, "mail"));
        Run("chmod", "755", root);
        // No pipes: its children would hold them open.
        _process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec {Program} -F -c '{config}' </dev/null >/dev/null 2>&1"]))!;
        WaitUntilItAnswers();
    }

    public string Root { get; }

    public int Port { get; }

    /// <summary>The certificate to trust, when TLS is on.</summary>
    public X509Certificate2? Certificate { get; }

    public string? CertificateFile { get; }

    private string? KeyFile { get; }

    private static string MailUser => Environment.UserName == "root" ? "nobody" : Environment.UserName;

    public static bool IsInstalled => Program is not null;

    /// <param name="extensions">What is switched off.</param>
    /// <param name="tls">Whether it speaks TLS.</param>
    /// <param name="tokens">Signing in with tokens, beside passwords.</param>
    /// <exception cref="InvalidOperationException">It is not installed, or does not start.</exception>
    public static Dovecot Start(
        DovecotExtensions extensions = DovecotExtensions.All, bool tls = false, DovecotTokens? tokens = null)
    {
        if (!IsInstalled)
            throw new InvalidOperationException("Dovecot is not installed (package dovecot-imapd).");
        return new Dovecot(Directory.CreateTempSubdirectory("inboxmind-dovecot-").FullName, extensions, tls, tokens);
    }

    /// <summary>The user's Maildir.</summary>
    public string Maildir(string user) => Path.Combine(Root, "mail", user);

    /// <summary>Puts a mail into a folder's Maildir as a delivery would, without IMAP: fast for many. Only before the folder is
    /// first opened.</summary>
    public void Deliver(string user, IEnumerable<byte[]> mails, string folder = "INBOX")
    {
        var path = folder == "INBOX" ? Maildir(user) : Path.Combine(Maildir(user), "." + folder.Replace('/', '.'));
        foreach (var part in (string[])["cur", "new", "tmp"])
            Directory.CreateDirectory(Path.Combine(path, part));
        var number = 0;
        foreach (var mail in mails)
            File.WriteAllBytes(Path.Combine(path, "new", $"{1_700_000_000 + number}.M{number++}P1.test"), mail);
        if (Environment.UserName == "root")
            Run("chown", "-R", MailUser, Path.Combine(Root, "mail"));
    }

    /// <summary>Makes the folder's UIDVALIDITY another one, as after a restore of the server.</summary>
    public void ForgetUids(string user, string folder = "INBOX")
    {
        var path = folder == "INBOX" ? Maildir(user) : Path.Combine(Maildir(user), "." + folder.Replace('/', '.'));
        var list = Path.Combine(path, "dovecot-uidlist");
        var head = File.ReadLines(list).First().Split(' ');
        var validity = uint.Parse(head.Single(static p => p.StartsWith('V'))[1..]) + 1;
        foreach (var file in Directory.GetFiles(path, "dovecot.index*"))
            File.Delete(file);
        File.WriteAllText(list, $"3 V{validity} N1 {head.Single(static p => p.StartsWith('G'))}\n");
        if (Environment.UserName == "root")
            Run("chown", MailUser, list);
    }

    /// <summary>Makes the inbox count its changes from the beginning, as after a repair of its index. UIDVALIDITY and UIDs stay.</summary>
    public void ForgetChanges(string user)
    {
        foreach (var file in Directory.GetFiles(Maildir(user), "dovecot.index*"))
            File.Delete(file);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            // Asked kindly it takes its children with it.
            Run("kill", _process.Id.ToString());
            _process.WaitForExit(5_000);
        }

        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        Certificate?.Dispose();
        try
        {
            Directory.Delete(Root, recursive: true);
        }
        catch (IOException)
        {
            // A child that is just ending wrote its last.
        }
    }

    /// <summary>Below those that connections get: none takes it before the server does.</summary>
    private static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Something listens there.
            }
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
    }

    private static (X509Certificate2, string, string) WriteCertificate(string root)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        var (file, keyFile) = (Path.Combine(root, "cert.pem"), Path.Combine(root, "key.pem"));
        File.WriteAllText(file, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportRSAPrivateKeyPem());
        return (certificate, file, keyFile);
    }

    private void WaitUntilItAnswers()
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var client = new TcpClient("127.0.0.1", Port);
                // With TLS a server waits for the client to speak first.
                if (Certificate is not null || client.GetStream().ReadByte() == '*')
                    return;
            }
            catch (Exception e) when (e is SocketException or IOException)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(start) > TimeSpan.FromMinutes(5))
                    throw new InvalidOperationException($"Dovecot did not start: {Log()}");
                _process.WaitForExit(20);
            }
        }
    }

    private string Log() => File.Exists(Path.Combine(Root, "dovecot.log")) ? File.ReadAllText(Path.Combine(Root, "dovecot.log")) : "no log";

    private string Config(DovecotExtensions extensions, string? tokenMechanism)
    {
        var user = MailUser;
        var without = extensions switch
        {
            DovecotExtensions.NoQuickResync =>
                "imap_capability = IMAP4rev1 SASL-IR LITERAL+ ID ENABLE IDLE SORT THREAD=REFERENCES UIDPLUS MOVE ESEARCH LIST-EXTENDED "
                    + "LIST-STATUS SPECIAL-USE CONDSTORE",
            DovecotExtensions.Plain => "imap_capability = IMAP4rev1 SASL-IR LITERAL+ UIDPLUS",
            _ => "",
        };
        var tokenDatabase = tokenMechanism is null
            ? ""
            : $"passdb {{\n  driver = oauth2\n  mechanisms = {tokenMechanism}\n  args = {Root}/oauth2.conf\n}}";
        var ssl = CertificateFile is null ? "ssl = no" : $"ssl = required\nssl_cert = <{CertificateFile}\nssl_key = <{KeyFile}";
        return $$"""
            protocols = imap
            base_dir = {{Root}}/run
            state_dir = {{Root}}/run
            log_path = {{Root}}/dovecot.log
            {{ssl}}
            {{without}}
            disable_plaintext_auth = no
            listen = 127.0.0.1
            default_internal_user = {{user}}
            default_login_user = {{user}}
            default_internal_group = {{(user == "nobody" ? "nogroup" : user)}}
            first_valid_uid = 1
            mail_location = maildir:{{Root}}/mail/%u
            mail_fsync = never
            mailbox_list_index = no
            mail_max_userip_connections = 0
            maildir_very_dirty_syncs = yes
            default_idle_kill = 1 hours
            auth_failure_delay = 0
            auth_mechanisms = plain login {{tokenMechanism}}
            {{tokenDatabase}}
            passdb {
              driver = static
              mechanisms = plain login
              args = password={{Password}}
            }
            userdb {
              driver = static
              args = uid={{user}} gid={{(user == "nobody" ? "nogroup" : user)}} home={{Root}}/mail/%u
            }
            namespace inbox {
              inbox = yes
              separator = /
              mailbox Sent {
                special_use = \Sent
                auto = create
              }
              mailbox Archive {
                special_use = \Archive
                auto = create
              }
              mailbox Trash {
                special_use = \Trash
                auto = create
              }
            }
            service imap-login {
              chroot =
              service_count = 0
              inet_listener imap {
                port = {{(CertificateFile is null ? Port : 0)}}
              }
              inet_listener imaps {
                port = {{(CertificateFile is null ? 0 : Port)}}
                ssl = yes
              }
            }
            service imap {
              process_min_avail = 2
            }
            service anvil {
              chroot =
            }
            service stats {
              chroot =
            }
            """;
    }
}

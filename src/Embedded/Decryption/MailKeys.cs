using System.Security.Cryptography;
using System.Text;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Text;
using Microsoft.Extensions.Logging;

namespace InboxMind.Embedded.Decryption;

/// <summary>The keys that the settings name, read when they are first needed. A key that cannot be used leaves mail as it is, and is said
/// once.</summary>
internal sealed partial class MailKeys : IMailKeys
{
    private const int MaxKeyBytes = 16 * 1024 * 1024;

    private readonly Lazy<Loaded> _loaded;

    /// <param name="settings">Which keys.</param>
    /// <param name="log">Told of a key that cannot be used.</param>
    public MailKeys(DecryptionSettings settings, ILogger<MailKeys> log) => _loaded = new Lazy<Loaded>(() =>
    {
        var loaded = Load(settings);
        if (loaded.Problem is { } problem)
            LogProblem(log, problem);
        return loaded;
    });

    public string? Id => _loaded.Value.Id;

    public string? Problem => _loaded.Value.Problem;

    public byte[]? Open(MailCipher cipher, byte[] content)
    {
        try
        {
            return cipher == MailCipher.Smime ? _loaded.Value.Smime?.Open(content) : _loaded.Value.Pgp?.Open(content);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It may hold anything: whatever trips over it, the mail stays encrypted.
            return null;
        }
    }

    private static Loaded Load(DecryptionSettings settings)
    {
        var (smime, one) = Read(
            "certificate", settings.Certificate, settings.CertificatePassword, static (file, password) => new SmimeKeys(file, password));
        var (pgp, other) =
            Read("OpenPGP key", settings.PgpKey, settings.PgpPassword, static (file, password) => new PgpKeys(file, password));
        string? problem = one is null && other is null ? null : string.Join(" ", new[] { one, other }.OfType<string>());
        var names = string.Join('\n', (smime?.Names ?? []).Concat(pgp?.Names ?? []).Order(StringComparer.Ordinal));
        return new Loaded(
            smime, pgp, problem is null ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(names)))[..32] : null, problem);
    }

    private static (T? Keys, string? Problem) Read<T>(string what, string? file, KeyPassword password, Func<byte[], string, T> read)
        where T : class
    {
        if (file is null)
            return (null, null);
        var name = $"The {what} \"{TerminalText.Line(file)}\"";
        string? problem;
        try
        {
            if (new FileInfo(file).Length > MaxKeyBytes)
                return (null, $"{name} is too large for a key; encrypted mail stays unread.");
            return (read(File.ReadAllBytes(file), password.Read()), null);
        }
        catch (KeyFileException e)
        {
            problem = e.Message;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = !File.Exists(file) ? "is not there"
                : password.IsReadable ? "cannot be read"
                : "cannot be used, since the file of its password cannot be read";
        }

        return (null, $"{name} {problem}; encrypted mail stays unread.");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    private static partial void LogProblem(ILogger log, string problem);

    private sealed record Loaded(SmimeKeys? Smime, PgpKeys? Pgp, string? Id, string? Problem);
}

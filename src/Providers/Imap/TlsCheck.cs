using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace InboxMind.Providers.Imap;

/// <summary>Checks the certificate of one server, and says what is wrong with it and what to do.</summary>
/// <param name="host">The name it has to be for.</param>
/// <param name="time">The clock that it has to be valid by.</param>
/// <param name="trusted">Certificates to trust in place of the machine's; null for the machine's.</param>
internal sealed class TlsCheck(string host, TimeProvider time, X509Certificate2Collection? trusted)
{
    private const int MaxNames = 3;

    /// <summary>What is wrong, the rest of a sentence that began with the server; null when nothing is.</summary>
    public string? Problem { get; private set; }

    public bool Check(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            Problem = "it shows no certificate";
            return false;
        }

        using var leaf = new X509Certificate2(certificate);
        var states = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, s) => all | s.Status)
            ?? X509ChainStatusFlags.NoError;
        if (trusted is not null)
        {
            using var own = new X509Chain();
            own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            own.ChainPolicy.CustomTrustStore.AddRange(trusted);
            own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
            errors |= own.Build(leaf) ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateChainErrors;
            states = own.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, static (all, s) => all | s.Status);
        }

        if (errors == SslPolicyErrors.None)
            return true;
        Problem = Describe(leaf, errors, states);
        return false;
    }

    private string Describe(X509Certificate2 leaf, SslPolicyErrors errors, X509ChainStatusFlags states)
    {
        if ((states & X509ChainStatusFlags.NotTimeValid) != 0 && time.GetUtcNow() > leaf.NotAfter)
            return $"its certificate expired on {Day(leaf.NotAfter)}; whoever runs the server has to renew it";
        if ((states & X509ChainStatusFlags.NotTimeValid) != 0 && time.GetUtcNow() < leaf.NotBefore)
            return $"its certificate is not valid before {Day(leaf.NotBefore)}; check this machine's clock";
        if ((states & X509ChainStatusFlags.Revoked) != 0)
            return "its certificate was revoked; whoever runs the server has to replace it";
        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
            return $"its certificate is for {Names(leaf)} and not for {host}; check the name of the host";
        return (states & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0
            ? $"this machine does not trust the issuer of its certificate, {Name(leaf.Issuer)}; when that is your own authority, add it to "
                + $"the certificates that the machine trusts"
            : $"its certificate is not good ({states}); whoever runs the server has to replace it";
    }

    private static string Names(X509Certificate2 leaf)
    {
        var alternatives = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var names = (alternatives?.EnumerateDnsNames() ?? [])
            .Concat(alternatives?.EnumerateIPAddresses().Select(static a => a.ToString()) ?? []).ToList();
        return names.Count == 0
            ? Name(leaf.Subject)
            : ServerText.Clean(string.Join(", ", names.Take(MaxNames)) + (names.Count > MaxNames ? " and others" : ""));
    }

    private static string Name(string distinguished) => ServerText.Clean(distinguished) is { Length: > 0 } name ? $"\"{name}\"" : "nobody";

    private static string Day(DateTime date) => date.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

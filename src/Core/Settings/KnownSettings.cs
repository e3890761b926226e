using System.Collections.Frozen;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Settings;

/// <summary>The names that settings have. One that no one reads is likely mistyped.</summary>
public static class KnownSettings
{
    /// <summary>All names; entries of lists have the number 0.</summary>
    public static readonly FrozenSet<string> Names = (
        "DATA Index:CacheMegabytes Storage Storage:queueServiceUri Storage:blobServiceUri Storage:accountName Storage:clientId "
            + "Work:VisibilitySeconds "
            + "Models:Chat:Endpoint Models:Chat:Model Models:Chat:ApiKey Models:Chat:ContextTokens Models:Chat:Deployment "
            + "Models:Chat:TokensPerMinute "
            + "Models:Chat:TokensPerDay Models:Chat:CostPerDay Models:Chat:InputPrice Models:Chat:OutputPrice Models:Embedding:Endpoint "
            + "Models:Embedding:Deployment Models:Embedding:TokensPerMinute "
            + "Models:Embedding:Model Models:Embedding:ApiKey Models:Embedding:Dimensions Models:Embedding:TokensPerDay "
            + "Models:Embedding:InputPrice "
            + "Models:Embedding:Folder Models:Embedding:Shipped Models:Embedding:Threads Cosmos:accountEndpoint Cosmos:database "
            + "Cosmos:clientId Cosmos:key Search:Endpoint Search:ApiKey Search:Semantic Azure:Identity Azure:ClientId Azure:KeyVault:Uri "
            + "Azure:KeyVault:Certificate "
            + "Accounts:PublicAddress Accounts:Operators Accounts:Organisations:0:Domain Accounts:Organisations:0:MicrosoftTenant "
            + "Accounts:PrivateMailHosts Accounts:Google:ClientId Accounts:Google:ClientSecret Accounts:Google:Authority "
            + "Accounts:Google:Imap Accounts:Microsoft:ClientId Accounts:Microsoft:ClientSecret Accounts:Microsoft:Authority "
            + "Accounts:Microsoft:Imap Limits:QuestionsPerMinute Limits:RequestsPerMinute Limits:SignInsPerMinute "
            + "Limits:AddressRequestsPerMinute Limits:Proxies Answers:QuestionsPerDay Answers:CachedAnswers Answers:HistoryDays "
            + "Telemetry:Otlp:Endpoint Telemetry:Otlp:Protocol Telemetry:Otlp:Headers Telemetry:AzureMonitor Telemetry:MetricsToken "
            + "Attachments:Read Attachments:FileMegabytes Attachments:UnpackedMegabytes Attachments:Pages Attachments:Files "
            + "Attachments:Depth Attachments:Characters Attachments:Seconds Attachments:MemoryMegabytes "
            + "Attachments:Ocr:Endpoint Attachments:Ocr:Model Attachments:Ocr:ApiKey Attachments:Ocr:Pages Attachments:Ocr:Megabytes "
            + "Attachments:Ocr:PerMail Attachments:Ocr:PerDay Attachments:Ocr:InputPrice Attachments:Ocr:OutputPrice "
            + "Decryption:Certificate Decryption:CertificatePassword Decryption:CertificatePasswordFile Decryption:PgpKey "
            + "Decryption:PgpPassword Decryption:PgpPasswordFile "
            + "Telemetry:TracesPercent Logs:Format Environment")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The settings that no one reads, each with the known name that is most like it; null where none is.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="own">Names that the host has beside those of all.</param>
    public static IReadOnlyList<(string Name, string? Nearest)> Unknown(IConfiguration settings, params IReadOnlyCollection<string> own)
    {
        var known = Names.Concat(own).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. settings.AsEnumerable(makePathsRelative: true).Where(s => s.Value is not null && !known.Contains(WithoutNumbers(s.Key)))
                .OrderBy(static s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, Nearest(s.Key, known))),
        ];
    }

    private static string WithoutNumbers(string key) =>
        string.Join(':', key.Split(':').Select(static part => part.Length > 0 && part.All(char.IsAsciiDigit) ? "0" : part));

    private static string? Nearest(string key, FrozenSet<string> known)
    {
        var (name, distance) = known.Select(n => (Name: n, Distance: Distance(WithoutNumbers(key), n))).MinBy(static n => n.Distance);
        return distance <= Math.Max(3, key.Length / 3) ? name : null;
    }

    /// <summary>Letters to be put in, taken out or changed (Levenshtein 1966).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var before = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var cost = char.ToUpperInvariant(one[i - 1]) == char.ToUpperInvariant(other[j - 1]) ? 0 : 1;
                (before, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, before + cost));
            }
        }

        return row[^1];
    }
}

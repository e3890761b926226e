using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Settings;

/// <summary>What must not be in production: settings that are right to try it out, and unsafe or without bound where other people use
/// it. A host that is told to be in production does not start with them.</summary>
public static class ProductionRules
{
    /// <summary>Whether the setting <c>Environment</c> says so.</summary>
    /// <exception cref="SettingsException">It is neither <c>development</c> nor <c>production</c>.</exception>
    public static bool IsProduction(IConfiguration settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings["Environment"]?.Trim().ToLowerInvariant() switch
        {
            null or "" or "development" => false,
            "production" => true,
            _ => throw new SettingsException("Environment must be development or production."),
        };
    }

    /// <summary>What is against the rules, one sentence each that says what to do.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="hasOwnAddress">Whether the platform gives the deployment an address that people reach it by.</param>
    public static IReadOnlyList<string> Broken(IConfiguration settings, bool hasOwnAddress)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return
        [
            .. Address(settings, hasOwnAddress), .. Emulators(settings), .. Unbounded(settings),
        ];
    }

    private static IEnumerable<string> Address(IConfiguration settings, bool hasOwnAddress)
    {
        var address = settings["Accounts:PublicAddress"];
        if (string.IsNullOrWhiteSpace(address))
        {
            if (!hasOwnAddress)
                yield return "Accounts:PublicAddress is missing: set it to the https address that people reach this deployment by.";
        }
        else if (!address.Trim().StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Accounts:PublicAddress must be an https address: tokens would be sent in the clear.";
        }

        if (Text(settings, "Limits:Proxies") is null or "0")
        {
            yield return "Limits:Proxies is 0: set it to the number of proxies in front, or all callers share one limit and one address in "
                + "the "
                + "audit log.";
        }
    }

    private static IEnumerable<string> Emulators(IConfiguration settings)
    {
        if (Text(settings, "Storage")?.Contains("UseDevelopmentStorage", StringComparison.OrdinalIgnoreCase) == true)
            yield return "Storage names an emulator, which anyone on the machine can read: name a storage account.";
        if (Text(settings, "Cosmos:key") is not null)
            yield return "Cosmos:key is for an emulator: take it away, and give the app's identity its role.";
        if (string.Equals(Text(settings, "Azure:Identity"), "developer", StringComparison.OrdinalIgnoreCase))
            yield return "Azure:Identity is developer, a person's own rights: set it to managed.";
    }

    /// <summary>A model of someone else is paid for by use. Vectors cost a thousandth of that, and each text is embedded once.</summary>
    private static IEnumerable<string> Unbounded(IConfiguration settings)
    {
        if (Uri.TryCreate(Text(settings, "Models:Chat:Endpoint"), UriKind.Absolute, out var endpoint) && !endpoint.IsLoopback
            && Text(settings, "Answers:QuestionsPerDay") is null or "0" && Text(settings, "Models:Chat:TokensPerDay") is null or "0"
            && Text(settings, "Models:Chat:CostPerDay") is null or "0")
        {
            yield return
                $"Answers:QuestionsPerDay is 0: set how many questions a user may ask in a day, or what {endpoint.Host} costs has no "
                    + $"bound.";
        }
    }

    private static string? Text(IConfiguration settings, string name) =>
        settings[name] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}

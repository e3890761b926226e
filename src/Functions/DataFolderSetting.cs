using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions;

/// <summary>The settings that name the folders this host reads and writes.</summary>
internal static class DataFolderSetting
{
    /// <summary>Names the data folder; as an environment variable <c>InboxMind__Data</c>.</summary>
    internal const string Key = "InboxMind:Data";

    /// <summary>Names the folder of caches, where the state lies in Cosmos DB.</summary>
    internal const string CacheKey = "InboxMind:Cache";

    /// <summary>Names the Cosmos DB account.</summary>
    internal const string CosmosKey = "InboxMind:Cosmos:accountEndpoint";

    /// <summary>Reads them.</summary>
    /// <param name="configuration">Holds them.</param>
    /// <param name="isShared">Whether the state lies in Cosmos DB: then there are only caches here.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">Says in one sentence what to set.</param>
    /// <returns>Whether they name a folder.</returns>
    internal static bool TryRead(
        IConfiguration configuration, bool isShared, [NotNullWhen(true)] out string? folder, [NotNullWhen(false)] out string? problem)
    {
        var data = configuration[Key];
        if (isShared)
        {
            folder = configuration[CacheKey];
            if (string.IsNullOrWhiteSpace(folder))
                folder = Path.Combine(Path.GetTempPath(), "inboxmind");
            problem = !string.IsNullOrWhiteSpace(data)
                ? $"Set either {Key} or {CosmosKey}, not both: the state lies in the one place or the other."
                : Path.IsPathFullyQualified(folder) ? null : $"The setting {CacheKey} is '{folder}'; it must be the full path of a folder.";
            return problem is null;
        }

        folder = data;
        problem = string.IsNullOrWhiteSpace(folder)
            ? $"The setting {Key} is missing; set it (as an environment variable: InboxMind__Data) to the full path of the data folder, or "
                + $"{CosmosKey} to keep the state in Cosmos DB."
            : !Path.IsPathFullyQualified(folder)
                ? $"The setting {Key} is '{folder}'; it must be the full path of the data folder."
                : null;
        return problem is null;
    }
}

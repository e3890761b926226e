using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions;

/// <summary>The setting that names the data folder this host reads and writes.</summary>
internal static class DataFolderSetting
{
    /// <summary>Its key; as an environment variable <c>InboxMind__Data</c>.</summary>
    internal const string Key = "InboxMind:Data";

    /// <summary>Reads it.</summary>
    /// <returns>Whether it names a folder; if not, <paramref name="problem"/> says in one sentence what to set.</returns>
    internal static bool TryRead(
        IConfiguration configuration, [NotNullWhen(true)] out string? folder, [NotNullWhen(false)] out string? problem)
    {
        folder = configuration[Key];
        problem = string.IsNullOrWhiteSpace(folder)
            ? $"The setting {Key} is missing; set it (as an environment variable: InboxMind__Data) to the full path of the data folder."
            : !Path.IsPathFullyQualified(folder)
                ? $"The setting {Key} is '{folder}'; it must be the full path of the data folder."
                : null;
        return problem is null;
    }
}

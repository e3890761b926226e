using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions;

/// <summary>Where the app's settings come from: the environment and what the Functions host passes. No file is read and none is watched,
/// whatever lies in the folder the app is started in.</summary>
internal static class HostConfiguration
{
    /// <summary>The arguments for the builder, which would read and watch files of the current folder. Of the app's own folder it reads
    /// none that has to be there.</summary>
    public static string[] Arguments(string[] args) =>
        [.. args, $"--contentRoot={AppContext.BaseDirectory}", "--hostBuilder:reloadConfigOnChange=false"];

    /// <summary>Forgets what the builder read from files all the same.</summary>
    public static void DropFiles(IConfigurationBuilder configuration)
    {
        foreach (var file in configuration.Sources.OfType<FileConfigurationSource>().ToList())
            configuration.Sources.Remove(file);
    }
}

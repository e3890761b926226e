using InboxMind.Testing;

namespace InboxMind.EndToEnd.Servers;

/// <summary>What <c>tests/MailServers/unpack</c> unpacked.</summary>
internal static class Unpacked
{
    public const string How = "Courier and Cyrus are not there: run tests/MailServers/unpack.";

    private static readonly string Root = Path.Combine(Repository.Folder, "tests", "MailServers", "root");

    /// <summary>Where their libraries are.</summary>
    public static string Libraries { get; } = string.Join(':', Directory.Exists(Path.Combine(Root, "usr", "lib"))
        ? Directory.EnumerateFiles(Path.Combine(Root, "usr", "lib"), "lib*.so*", SearchOption.AllDirectories)
        .Select(static f => Path.GetDirectoryName(f)!).Distinct()
        : []);

    public static string Program(params string[] path) => Path.Combine([Root, "usr", .. path]);
}

namespace InboxMind.Core.Tests;

/// <summary>The sample mailbox of the repository.</summary>
internal static class Samples
{
    public static string Repository { get; } = FindRepository();

    public static string Mailbox { get; } = Path.Combine(Repository, "samples", "mailbox");

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Mailbox, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "InboxMind.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run from within the repository.");
    }
}

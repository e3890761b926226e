using InboxMind.Testing;

namespace InboxMind.Core.Tests;

/// <summary>The sample mailbox of the repository.</summary>
internal static class Samples
{
    public static string Mailbox { get; } = Path.Combine(Repository.Folder, "samples", "mailbox");

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Mailbox, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}

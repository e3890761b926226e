namespace InboxMind.Testing;

/// <summary>The sample mailbox of the repository.</summary>
public static class SampleMailbox
{
    public static string Folder { get; } = Path.Combine(Repository.Folder, "samples", "mailbox");

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.eml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}

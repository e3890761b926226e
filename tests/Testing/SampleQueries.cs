namespace InboxMind.Testing;

/// <summary>What people look for, for programs that measure.</summary>
public static class SampleQueries
{
    public static IReadOnlyList<string> All { get; } = Read();

    private static string[] Read()
    {
        using var reader = new StreamReader(typeof(SampleQueries).Assembly.GetManifestResourceStream("queries.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

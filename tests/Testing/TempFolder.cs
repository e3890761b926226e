namespace InboxMind.Testing;

/// <summary>A folder of its own for one test; gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    public TempFolder() => Root = Directory.CreateTempSubdirectory("inboxmind-test-").FullName;

    public string Root { get; }

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);
}

using System.Collections.Concurrent;

namespace InboxMind.Testing;

/// <summary>A folder of its own for one test, made when it is first used; gone afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    /// <summary>Those in use. A test that is skipped or fails while it is set up never disposes of its own: they go with the
    /// process.</summary>
    private static readonly ConcurrentDictionary<string, TempFolder> Used = [];

    private readonly Lazy<string> _root;

    static TempFolder() => AppDomain.CurrentDomain.ProcessExit += static (_, _) =>
    {
        foreach (var folder in Used.Values)
        {
            try
            {
                folder.Dispose();
            }
            catch (IOException)
            {
                // Some systems delete no file that is open: there it stays.
            }
        }
    };

    public TempFolder() => _root = new Lazy<string>(() =>
    {
        var root = Directory.CreateTempSubdirectory("inboxmind-test-").FullName;
        Used[root] = this;
        return root;
    });

    public string Root => _root.Value;

    public string this[string name] => Path.Combine(Root, name);

    public void Dispose()
    {
        if (_root.IsValueCreated && Used.TryRemove(Root, out _))
            Directory.Delete(Root, recursive: true);
    }
}

using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace InboxMind.Architecture.Tests;

/// <summary>Which namespaces of a project use which others, read from what the compiler made of it.</summary>
internal sealed class Walls
{
    private readonly Dictionary<string, Dictionary<string, string>> _uses = [];

    private Walls(string root)
    {
        var architecture = new ArchLoader()
            .LoadAssembly(System.Reflection.Assembly.Load(root == "InboxMind.Server" ? "inboxmind" : root)).Build();
        foreach (var dependency in architecture.Types.SelectMany(static t => t.Dependencies))
        {
            var (from, to) = (Namespace(dependency.Origin), Namespace(dependency.Target));
            if (dependency.Target is GenericParameter || from == to || !IsIn(from, root) || !IsIn(to, root))
                continue;
            if (!_uses.TryGetValue(from, out var targets))
                _uses[from] = targets = [];
            targets.TryAdd(to, $"{dependency.Origin.FullName} uses {dependency.Target.FullName}");
        }
    }

    /// <summary>The walls of a project.</summary>
    /// <param name="project">Its name below <c>src</c>, such as <c>Core</c>.</param>
    public static Walls Of(string project) => new($"InboxMind.{project}");

    /// <summary>Every use of one namespace by another, with an example.</summary>
    public IEnumerable<(string From, string To, string Example)> Uses =>
        _uses.SelectMany(static from => from.Value.Select(to => (from.Key, to.Key, to.Value)));

    /// <summary>A way from a namespace back to itself, step by step; empty when there is none in the project.</summary>
    public IReadOnlyList<string> FindCycle()
    {
        var left = _uses.Keys.ToHashSet();
        // What uses nothing that is left, and what nothing left uses, lies on no cycle.
        while (left.RemoveWhere(n => !Targets(n).Any(left.Contains) || !left.Any(o => Targets(o).Contains(n))) > 0)
        {
        }

        List<string> way = [];
        for (var at = left.Order(StringComparer.Ordinal).FirstOrDefault(); at is not null && !way.Contains(at);)
        {
            way.Add(at);
            at = Targets(at).First(left.Contains);
        }

        return [.. way.Select(n => _uses[n][Targets(n).First(left.Contains)])];
    }

    private IEnumerable<string> Targets(string from) => _uses.GetValueOrDefault(from)?.Keys.Order(StringComparer.Ordinal)
        ?? Enumerable.Empty<string>();

    private static string Namespace(IType type) => type.Namespace?.FullName ?? "";

    private static bool IsIn(string name, string root) => name == root || name.StartsWith(root + ".", StringComparison.Ordinal);
}

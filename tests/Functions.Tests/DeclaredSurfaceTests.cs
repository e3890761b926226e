using System.Reflection;

namespace InboxMind.Functions.Tests;

public sealed class DeclaredSurfaceTests
{
    [Fact]
    public async Task Declared_EachTypeAndMember_IsTheRealWorkers()
    {
        using var folder = new TemporaryFolder();
        var (worker, reason) = await RealWorker.RestoreAsync(folder.Path, TestContext.Current.CancellationToken);
        Assert.SkipWhen(worker is null, reason);

        var declared = Assembly.LoadFrom(Path.Combine(AppContext.BaseDirectory, "InboxMind.FunctionsWorker.Declared.dll"));
        var types = declared.GetExportedTypes();

        types.ShouldNotBeEmpty();
        types.SelectMany(type => Differences(type, worker!.Find(type.FullName!))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(Type declared, Type? real) =>
        real is null
            ? [$"{declared}: the worker has no such type"]
            :
            [
                .. Extra([Surface.Header(declared)], [Surface.Header(real)], "the worker does not have"),
                .. Extra(Surface.Members(declared), Surface.Members(real), "the worker does not have"),
                .. Extra(Surface.AbstractMembers(real), Surface.AbstractMembers(declared), "is not declared"),
                .. Extra(Interfaces(declared), Interfaces(real), "the worker does not implement"),
            ];

    private static IEnumerable<string> Extra(IEnumerable<string> some, IEnumerable<string> all, string what) =>
        some.Except(all).Select(line => $"{what}: {line}");

    private static IEnumerable<string> Interfaces(Type type) => type.GetInterfaces().Select(type => type.ToString());
}

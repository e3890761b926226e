using InboxMind.Testing;

namespace InboxMind.Architecture.Tests;

/// <summary>Inside a project, namespaces depend one way.</summary>
public sealed class NamespaceTests
{
    /// <summary>Core from the ground up. A folder uses those below it; folders of one floor do not know each other.</summary>
    private static readonly string[][] Floors =
    [
        ["Telemetry"],
        ["Settings", "Text", "Work", "Users"],
        ["Audit", "Budgets", "Mailboxes"],
        ["Mail"],
        ["Index"],
        ["Indexing", "Search"],
        ["Sync", "Import", "Counting"],
        ["Connecting", "Answers", "Reading", "Deletion"],
        ["Accounts", "People"],
        ["Admin"],
        ["Health", "Privacy"],
    ];

    [Theory]
    [InlineData("Core")]
    [InlineData("Embedded")]
    [InlineData("Azure")]
    [InlineData("Documents")]
    [InlineData("Onnx")]
    [InlineData("Providers")]
    [InlineData("Api")]
    [InlineData("Functions")]
    [InlineData("Server")]
    public void Namespaces_OfAProject_FormNoCycle(string project)
    {
        var walls = Walls.Of(project);

        walls.Uses.ShouldNotBeEmpty();
        walls.FindCycle().ShouldBeEmpty();
    }

    [Fact]
    public void Folders_OfCore_UseOnlyTheFloorsBelow()
    {
        var wrong = Walls.Of("Core").Uses.Where(static u => Folder(u.From) is { } from && Folder(u.To) is { } to && from != to
            && Floor(to) >= Floor(from));

        wrong.Select(static u => u.Example).ShouldBeEmpty();
    }

    [Fact]
    public void Folders_OfCore_AreEachOnAFloor() =>
        Directory.EnumerateDirectories(Path.Combine(Repository.Folder, "src", "Core")).Select(static d => Path.GetFileName(d)!)
            .Except(["bin", "obj"]).ShouldBe(Floors.SelectMany(static f => f), ignoreOrder: true);

    private static int Floor(string folder) => Array.FindIndex(Floors, floor => floor.Contains(folder));

    /// <summary>Sync of <c>InboxMind.Core.Sync.Runs</c>; null of <c>InboxMind.Core</c> itself, which puts all together.</summary>
    private static string? Folder(string name) => name.Split('.') is [_, _, var folder, ..] ? folder : null;
}

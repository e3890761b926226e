using System.Text.RegularExpressions;
using InboxMind.Testing;

namespace InboxMind.Infrastructure.Tests;

/// <summary>The audit names tests that are there.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "security.md"));

    [Fact]
    public void Audit_EachTestThatItNames_IsThere()
    {
        var named = Named().Matches(Page).Select(static m => (Class: m.Groups[1].Value, Method: m.Groups[2].Value)).Distinct().ToList();
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Folder, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(static f => !f.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj" or "node_modules"))
            .Select(File.ReadAllText).ToList();

        named.Count.ShouldBeGreaterThan(30);
        named.Where(n => !sources.Exists(s => s.Contains($"class {n.Class}", StringComparison.Ordinal)
            && s.Contains($" {n.Method}(", StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Audit_EachRisk_IsNamedOnce() =>
        Risk().Matches(Page).Select(static m => m.Groups[1].Value).ShouldBe(
            [.. Enumerable.Range(1, 10).Select(static i => $"API{i}"), .. Enumerable.Range(1, 10).Select(static i => $"LLM{i:d2}")]);

    [GeneratedRegex(@"`([A-Z]\w+(?:Tests|Contract))\.(\w+)`")]
    private static partial Regex Named();

    [GeneratedRegex(@"^\| (API\d+|LLM\d+) ", RegexOptions.Multiline)]
    private static partial Regex Risk();
}

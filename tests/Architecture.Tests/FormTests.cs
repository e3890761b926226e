using InboxMind.Testing;

namespace InboxMind.Architecture.Tests;

/// <summary>What the formatter does not see.</summary>
public sealed class FormTests
{
    /// <summary>As <c>.editorconfig</c> says.</summary>
    private const int MaxLineLength = 140;

    [Fact]
    public void Lines_OfCode_AreAtMost140Characters()
    {
        var tooLong = from top in new[] { "src", "tests" }
                      from file in Directory.EnumerateFiles(Path.Combine(Repository.Folder, top), "*.cs", SearchOption.AllDirectories)
                      where !file.Split('/', '\\').Any(static part => part is "obj" or "bin" or "node_modules")
                      from line in File.ReadLines(file).Select(static (text, index) => (text, Number: index + 1))
                      where line.text.Length > MaxLineLength
                      select $"{Path.GetRelativePath(Repository.Folder, file)}:{line.Number}";

        tooLong.ShouldBeEmpty();
    }
}

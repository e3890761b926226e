using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Storage;

public sealed class DataFolderTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void DataFolder_Missing_IsCreatedForItsOwnerAlone()
    {
        var folder = new DataFolder(_folder["a/b/data"]);

        Directory.Exists(folder.Root).ShouldBeTrue();
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        if (!OperatingSystem.IsWindows())
        {
            foreach (var made in (string[])["a", "a/b", "a/b/data", "a/b/data/index"])
                File.GetUnixFileMode(_folder[made]).ShouldBe(
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, made);
        }
    }

    [Fact]
    public void DataFolder_Relative_IsMadeAbsolute() => Path.IsPathFullyQualified(new DataFolder(
        Path.GetRelativePath(Environment.CurrentDirectory, _folder["data"])).Root).ShouldBeTrue();

    [Fact]
    public void DataFolder_FileInItsPlace_SaysSo()
    {
        File.WriteAllText(_folder["file"], "");

        foreach (var path in (string[])[_folder["file"], _folder["file/below"]])
        {
            var error = Should.Throw<DataFolderException>(() => new DataFolder(path));
            error.Message.ShouldContain(path);
            error.Message.ShouldNotContain('\n');
        }
    }

    [Fact]
    public void Index_TwoUsers_AreTwoFilesInTheFolder()
    {
        var folder = new DataFolder(_folder.Root);

        folder.Index(new UserId("a")).ShouldBe(_folder["index/a.db"]);
        folder.Index(new UserId("b")).ShouldBe(_folder["index/b.db"]);
    }
}

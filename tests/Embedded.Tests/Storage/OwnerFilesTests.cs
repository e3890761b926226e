using System.Runtime.Versioning;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Storage;

/// <summary>Who may read the files of a data folder that others may look into.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OwnerFilesTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode All =
        OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task DataFolder_OpenToAll_HoldsFilesOfItsOwnerAlone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        Directory.CreateDirectory(_folder["data/index"]);
        foreach (var folder in (string[])[_folder["data"], _folder["data/index"]])
            File.SetUnixFileMode(folder, All | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);

        await UseAsync(files => files.ShouldBe(
            ["index/local.db", "index/local.db-shm", "index/local.db-wal", "inboxmind.db", "inboxmind.db-shm", "inboxmind.db-wal",
                "keys/", "reserve"],
            ignoreOrder: true));
    }

    [Fact]
    public async Task DataFolder_FilesThatOthersMayRead_AreClosedToThem()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        await UseAsync(static _ => { });
        foreach (var file in Directory.EnumerateFiles(_folder["data"], "*", SearchOption.AllDirectories))
            File.SetUnixFileMode(file, All);

        await UseAsync(static _ => { });
    }

    /// <summary>Writes into each kind of file, and looks at all of them while they are open and afterwards.</summary>
    private async Task UseAsync(Action<List<string>> look)
    {
        var data = new DataFolder(_folder["data"]);
        using (var main = new MainDatabase(data))
        using (var files = new IndexFiles(data))
        using (var keys = new KeyRing(data))
        {
            await new SqliteSecretStore(main, keys)
                .SaveAsync(Owner.Local, new MailboxId("home"), SecretKind.Password, "secret", Cancellation);
            await new SqliteMailIndex(files).WriteAsync(
                Owner.Local, "model@1/1",
                [new IndexedMail(new(new string('a', 52)), "", "", "", DateTimeOffset.UnixEpoch, [], false, "", "", Chunks: null)],
                Cancellation);
            look([.. Modes().Select(static f => f.Name.StartsWith("keys/", StringComparison.Ordinal) ? "keys/" : f.Name)]);
            Modes().ShouldAllBe(static f => f.Mode == OwnerOnly);
        }

        Modes().ShouldAllBe(static f => f.Mode == OwnerOnly);
    }

    private List<(string Name, UnixFileMode Mode)> Modes() =>
        [.. Directory.EnumerateFiles(_folder["data"], "*", SearchOption.AllDirectories)
        .Select(file => (Path.GetRelativePath(_folder["data"], file), File.GetUnixFileMode(file)))];
}

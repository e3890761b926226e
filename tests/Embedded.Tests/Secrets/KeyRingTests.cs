using System.Text.RegularExpressions;
using InboxMind.Embedded.Secrets;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Secrets;

public sealed partial class KeyRingTests : IDisposable
{
    private static readonly MailboxId Home = new("home");

    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;
    private readonly MainDatabase _database;

    public KeyRingTests()
    {
        _data = new DataFolder(_folder.Root);
        _database = new MainDatabase(_data);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Keys => _folder["keys"];

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_AfterTheKeyWasReplaced_OpensWhatTheOldOneClosed()
    {
        await SaveAsync(SecretKind.Password, "closed by the old key");
        var old = Directory.GetFiles(Keys).ShouldHaveSingleItem();
        await ExpireAsync(old);

        await SaveAsync(SecretKind.OAuthToken, "closed by the new key");

        Directory.GetFiles(Keys).Length.ShouldBe(2);
        (await ReadAsync(SecretKind.Password)).ShouldBe("closed by the old key");
        (await ReadAsync(SecretKind.OAuthToken)).ShouldBe("closed by the new key");
        File.Delete(old);
        (await ReadAsync(SecretKind.OAuthToken)).ShouldBe("closed by the new key");
        await Should.ThrowAsync<SecretUnreadableException>(() => ReadAsync(SecretKind.Password));
    }

    [Fact]
    public async Task SaveAsync_KeyFiles_AreForTheirOwnerAlone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such modes.");
            return;
        }

        await SaveAsync(SecretKind.Password, "secret");

        File.GetUnixFileMode(Keys).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(Directory.GetFiles(Keys).Single()).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("<key id=")]
    public async Task SaveAsync_KeyFileIsDamaged_SaysSoAndTouchesNothing(string content)
    {
        await SaveAsync(SecretKind.Password, "secret");
        var file = Directory.GetFiles(Keys).ShouldHaveSingleItem();
        var before = await File.ReadAllTextAsync(file, Cancellation);
        await File.WriteAllTextAsync(file, content, Cancellation);

        (await Should.ThrowAsync<DataFolderException>(() => SaveAsync(SecretKind.OAuthToken, "other"))).Message.ShouldContain(Keys);
        (await Should.ThrowAsync<DataFolderException>(() => ReadAsync(SecretKind.Password))).Message.ShouldContain(Keys);
        Directory.GetFiles(Keys).ShouldBe([file]);

        await File.WriteAllTextAsync(file, before, Cancellation);
        (await ReadAsync(SecretKind.Password)).ShouldBe("secret");
    }

    [Fact]
    public async Task SaveAsync_FileInPlaceOfTheKeys_SaysSo()
    {
        await File.WriteAllTextAsync(Keys, "", Cancellation);

        (await Should.ThrowAsync<DataFolderException>(() => SaveAsync(SecretKind.Password, "secret"))).Message.ShouldContain(Keys);
    }

    /// <summary>As if its 90 days were over.</summary>
    private static async Task ExpireAsync(string file)
    {
        var text = await File.ReadAllTextAsync(file, Cancellation);
        var past = Date()
            .Replace(text, static m =>
                $"{m.Groups[1].Value}{(m.Groups[1].Value == "<expirationDate>" ? "2020-04-01" : "2020-01-01")}T00:00:00Z");
        past.ShouldNotBe(text);
        await File.WriteAllTextAsync(file, past, Cancellation);
    }

    /// <summary>A store of its own each time, as after a restart.</summary>
    private async Task SaveAsync(SecretKind kind, string secret)
    {
        using var ring = new KeyRing(_data);
        await new SqliteSecretStore(_database, ring).SaveAsync(Owner.Local, Home, kind, secret, Cancellation);
    }

    private async Task<string?> ReadAsync(SecretKind kind)
    {
        using var ring = new KeyRing(_data);
        return await new SqliteSecretStore(_database, ring).ReadAsync(Owner.Local, Home, kind, Cancellation);
    }

    [GeneratedRegex("(<(?:creation|activation|expiration)Date>)[^<]+")]
    private static partial Regex Date();
}

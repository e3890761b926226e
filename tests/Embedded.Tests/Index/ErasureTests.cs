using System.Text;
using InboxMind.Core.Index;
using InboxMind.Embedded.Index;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;
using Microsoft.Data.Sqlite;

namespace InboxMind.Embedded.Tests.Index;

/// <summary>What is removed from the index is not left in its file.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IndexFiles _files;
    private readonly SqliteMailIndex _index;

    public ErasureTests()
    {
        _files = new IndexFiles(new DataFolder(_folder.Root));
        _index = new SqliteMailIndex(_files);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _files.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    public async Task RemoveAsync_Mail_LeavesNothingOfItInTheFile(int others)
    {
        var mails = Enumerable.Range(0, others)
            .Select(static i => Mail($"other{i}", $"keepsake{i} and the common words of mail number {i}")).ToList();
        mails.Insert(others / 2, Mail("zxsubject", "zxbody zxrepeated zxrepeated common words zxlast"));
        await _index.WriteAsync(Owner.Local, "model@1/4", mails, Cancellation);
        (await FileAsync()).ShouldContain("zxbody");

        await _index.RemoveAsync(Owner.Local, [mails[others / 2].Id], Cancellation);

        var file = await FileAsync();
        file.ShouldNotContain("zx", Case.Insensitive);
        file.ShouldContain("keepsake0");
        file.Contains(Encoding.Latin1.GetString(mails[others / 2].Chunks![0].Hash.ToBytes()), StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task RemoveAsync_ManyMailsOneByOne_LeavesNothingOfThemInTheFile()
    {
        // Enough words for many pages of the word index, so that some of them name the pages as well.
        var mails = Enumerable.Range(0, 120).Select(static i => Mail(
            $"subject{i}", string.Join(' ', Enumerable.Range(0, 60).Select(w => $"{(i % 2 == 0 ? "zx" : "keep")}{w * 7919 % 1000}q{i}"))))
                .ToList();
        foreach (var batch in mails.Chunk(10))
            await _index.WriteAsync(Owner.Local, "model@1/4", batch, Cancellation);

        foreach (var mail in mails.Where(static (_, i) => i % 2 == 0).OrderBy(static m => m.Id.Value[20]))
            await _index.RemoveAsync(Owner.Local, [mail.Id], Cancellation);

        var file = await FileAsync();
        file.ShouldNotContain("zx", Case.Insensitive);
        file.ShouldContain("keep");
    }

    [Fact]
    public async Task WriteAsync_OtherText_LeavesNothingOfTheOldOneInTheFile()
    {
        await _index.WriteAsync(Owner.Local, "model@1/4", [Mail("subject", "zxold text")], Cancellation);

        await _index.WriteAsync(Owner.Local, "model@1/4", [Mail("subject", "new text")], Cancellation);

        (await FileAsync()).ShouldNotContain("zx", Case.Insensitive);
    }

    [Fact]
    public async Task RemoveAsync_Mail_LeavesNothingOfItInAnyFile()
    {
        var mails = Enumerable.Range(0, 50).Select(static i => Mail($"other{i}", $"keepsake{i} and common words"))
            .Append(Mail("zxsubject", "zxbody")).ToList();
        await _index.WriteAsync(Owner.Local, "model@1/4", mails, Cancellation);
        await _index.SearchAsync(Owner.Local, new IndexQuery(SearchQuery.Empty, "", default, 10), Cancellation);
        (await AllFilesAsync()).ShouldContain("zxbody");

        await _index.RemoveAsync(Owner.Local, [mails[^1].Id], Cancellation);

        var files = await AllFilesAsync();
        // Two letters might come about by chance: the log's shared memory has random parts.
        files.ShouldNotContain("zxsub", Case.Insensitive);
        files.ShouldNotContain("zxbo", Case.Insensitive);
        files.ShouldContain("keepsake0");
    }

    [Fact]
    public async Task RemoveAsync_SomeoneReadsMeanwhile_IsDoneAllTheSame()
    {
        await _index.WriteAsync(Owner.Local, "model@1/4", [Mail("zxsubject", "zxbody")], Cancellation);
        await using var reader = new SqliteConnection($"Data Source={_folder["index/local.db"]};Pooling=False");
        await reader.OpenAsync(Cancellation);
        await using (reader.BeginTransaction(deferred: true))
        {
            await using var command = reader.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM mail";
            (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(1L);

            await _index.RemoveAsync(Owner.Local, [Mail("zxsubject", "").Id], Cancellation);
        }

        (await _index.SearchAsync(Owner.Local, new IndexQuery(SearchQuery.Empty, "", default, 10), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task RemoveAsync_ManyMails_LetsOthersWriteInBetween()
    {
        var words = string.Join(' ', Enumerable.Range(0, 200).Select(static w => $"word{w * 7919 % 1000}"));
        var mails = Enumerable.Range(0, 200).Select(i => Mail($"subject{i}", $"{words} number{i}")).ToList();
        foreach (var batch in mails.Chunk(100))
            await _index.WriteAsync(Owner.Local, "model@1/4", batch, Cancellation);
        var before = await _index.RevisionAsync(Owner.Local, Cancellation);

        await _index.RemoveAsync(Owner.Local, [.. mails.Skip(1).Select(static m => m.Id)], Cancellation);

        // Each transaction advances the revision.
        (await _index.RevisionAsync(Owner.Local, Cancellation) - before).ShouldBeGreaterThan(2);
        (await _index.SearchAsync(Owner.Local, new IndexQuery(SearchQuery.Empty, "", default, 10), Cancellation))
            .Select(static h => h.Id).ShouldBe([mails[0].Id]);
        (await FileAsync()).ShouldNotContain("number5");
    }

    /// <summary>The bytes of all files of the data folder as they are, each as a character.</summary>
    private async Task<string> AllFilesAsync()
    {
        var all = new StringBuilder();
        foreach (var path in Directory.EnumerateFiles(_folder.Root, "*", SearchOption.AllDirectories))
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync(Cancellation));
        }

        return all.ToString();
    }

    /// <summary>The index file's bytes after a checkpoint, each as a character; the write-ahead log is empty then.</summary>
    private async Task<string> FileAsync()
    {
        var path = _folder["index/local.db"];
        await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            await connection.OpenAsync(Cancellation);
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            (await command.ExecuteScalarAsync(Cancellation)).ShouldBe(0L);
        }

        new FileInfo($"{path}-wal").Length.ShouldBe(0);
        return Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, Cancellation));
    }

    private static IndexedMail Mail(string subject, string text) => new(
        new EmailId(ContentHash.Compute(subject).Value.ToString("d52", System.Globalization.CultureInfo.InvariantCulture)), subject,
        $"{subject}sender",
        $"{subject}recipient", DateTimeOffset.UnixEpoch, [$"{subject}folder"], false, text, $"{subject}attachment",
        [new IndexedChunk(0, text.Length, ContentHash.Compute(text), new float[] { 1, 0, 0, 0 })]);
}

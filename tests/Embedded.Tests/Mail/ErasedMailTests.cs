using System.Text;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Mail.Raw;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Mail;
using InboxMind.Embedded.Storage;
using InboxMind.Testing;

namespace InboxMind.Embedded.Tests.Mail;

/// <summary>What a person deletes is not left in any file of the data folder.</summary>
public sealed class ErasedMailTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly MainDatabase _database;
    private readonly SqliteMailStore _store;

    public ErasedMailTests()
    {
        _database = new MainDatabase(new DataFolder(_folder.Root));
        _store = new SqliteMailStore(_database, TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task DeleteAsync_Mail_LeavesNothingOfItInAnyFile()
    {
        // Random text does not compress: the raw mail would be found as it is.
        var secret = Convert.ToHexString(Enumerable.Range(0, 40).Select(static i => (byte)(i * 167)).ToArray());
        await _store.SaveAsync(Owner.Local, [Mail('a', "zxsubject", secret), Mail('b', "kept", "kept")], Cancellation);
        (await AllFilesAsync()).ShouldContain("zxsubject");

        (await _store.DeleteAsync(Owner.Local, [Id('a')], Cancellation)).ShouldBe([Id('a')]);

        var files = await AllFilesAsync();
        files.ShouldNotContain("zxsubject");
        files.ShouldNotContain(secret[..12]);
        files.ShouldNotContain("zxname");
        files.ShouldContain("kept");
    }

    [Fact]
    public async Task DeleteAsync_MailWhoseHeadIsPacked_LeavesNothingOfTheHeadInAnyFile()
    {
        await _store.SaveAsync(Owner.Local, [.. "abcdefghijklmnopqrst".Select(static l => Mail(l, $"zx{l}subject", "text"))], Cancellation);
        var before = await CountAsync();
        (await new SqliteHeadPacks(_database, least: 1).ReadAsync(Owner.Local, Cancellation)).ShouldNotBeNull();
        (await CountAsync()).ShouldBeGreaterThan(before, "it stands in a pack too");

        await _store.DeleteAsync(Owner.Local, [Id('a')], Cancellation);

        (await CountAsync()).ShouldBe(0);

        async Task<int> CountAsync() => (await AllFilesAsync()).Split("zxasubject").Length - 1;
    }

    [Fact]
    public async Task DeleteAsync_MailThatAnAnswerQuotes_LeavesNothingOfTheAnswerInAnyFile()
    {
        var secret = Convert.ToHexString(Enumerable.Range(0, 40).Select(static i => (byte)(i * 91)).ToArray());
        var packed = Encoding.Latin1.GetString(Compression.CompressText(secret));
        await _store.SaveAsync(Owner.Local, [Mail('a', "one", "one")], Cancellation);
        var log = new SqliteQuestionLog(_database);
        await log.AppendAsync(
            Owner.Local,
            new AskedQuestion
            {
                Id = QuestionId.New(),
                Conversation = ConversationId.New(),
                AskedAt = DateTimeOffset.UnixEpoch,
                Question = "kept?",
                Answer = secret,
                Found = true,
                Sources = [Id('a')],
            },
            Cancellation);
        (await AllFilesAsync()).Contains(packed, StringComparison.Ordinal).ShouldBeTrue();

        await _store.DeleteAsync(Owner.Local, [Id('a')], Cancellation);

        (await AllFilesAsync()).Contains(packed, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task DeleteAsync_EachMailTakesLong_LetsOthersWriteInBetween()
    {
        const string letters = "abcdef";
        var left = new List<long>();
        var slow = new Slow(() => left.Add(_store.CountAsync(Owner.Local, Cancellation).GetAwaiter().GetResult()));
        await _store.SaveAsync(Owner.Local, [.. letters.Select(static l => Mail(l, $"{l}", "text"))], Cancellation);

        var deleted = await new SqliteMailStore(_database, slow).DeleteAsync(Owner.Local, [.. letters.Select(Id)], Cancellation);

        deleted.ShouldBe([.. letters.Select(Id)]);
        (await _store.CountAsync(Owner.Local, Cancellation)).ShouldBe(0);
        left.Distinct().ShouldBe([6, 5, 4, 3, 2, 1], "each was committed before the next was begun");
    }

    private static EmailId Id(char letter) => new(new string(letter, EmailId.Length));

    private static MailToSave Mail(char letter, string subject, string text)
    {
        var raw = Encoding.ASCII.GetBytes($"Subject: {subject}\r\n\r\n{text}\r\n");
        var message = new MailMessage
        {
            Id = Id(letter),
            MessageId = $"{subject}@example.org",
            Subject = subject,
            From = [new MailAddress(subject == "kept" ? "kept" : "zxname", "someone@example.org")],
            To = [],
            Cc = [],
            Bcc = [],
            Date = DateTimeOffset.UnixEpoch,
            Text = text,
            Attachments = [],
            Size = raw.Length,
        };
        return new MailToSave(message, [], new Placement(MailboxId.Imported, "INBOX", 0, letter, MailFlags.None), raw);
    }

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

    /// <summary>Between any two looks at it longer has passed than a transaction may take.</summary>
    private sealed class Slow(Action looked) : TimeProvider
    {
        private long _now;

        public override long GetTimestamp()
        {
            looked();
            return _now += TimestampFrequency;
        }
    }
}

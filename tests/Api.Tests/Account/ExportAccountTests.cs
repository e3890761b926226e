using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Tests.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Audit;
using InboxMind.Core.Counting;
using InboxMind.Core.Import;
using InboxMind.Core.Privacy;
using InboxMind.Testing;

namespace InboxMind.Api.Tests.Account;

[ThroughFunctions]
public sealed class ExportAccountTests : IAsyncLifetime
{
    private const string Path = "/api/v1/account/export";

    private readonly TempFolder _files = new();
    private AuthApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await AuthApi.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _files.Dispose();
    }

    [Fact]
    public async Task Export_SampleMailbox_ImportsToTheSameMessages()
    {
        var (owner, token) = await SignInAsync();
        await ImportAsync(_api, owner, SampleMailbox.Folder);

        var before = await ExportAsync(_api, token, "one");

        await using var other = await AuthApi.StartAsync();
        await other.SignInAsync("local");
        await ImportAsync(other, owner, System.IO.Path.Combine(before, "mail"));
        var ids = Ids(before);
        ids.Count.ShouldBeGreaterThan(80);
        ids.ShouldBeUnique();
        (await other.Get<IMailStore>()
            .GetAsync(owner, [.. ids.Select(static i => new EmailId(i))], Cancellation)).Count.ShouldBe(ids.Count);
        (await other.Get<IMailStore>().CountAsync(owner, Cancellation)).ShouldBe(ids.Count, "and no other");
    }

    [Theory]
    [InlineData("Subject: a\n\nFrom here on\n>From there\n\n>>From everywhere\n From\nFromage\n")]
    [InlineData("Subject: a\r\n\r\nFrom here on\r\n\r\nFrom x Tue Jan  2 10:00:00 2024\r\nmore\r\n")]
    [InlineData("Subject: a\n\nends in empty lines\n\n\n")]
    [InlineData("Subject: a\r\n\r\nends in empty lines\r\n\r\n")]
    [InlineData("From: \nSubject: no sender\n\nx\n")]
    public async Task Export_Mbox_KeepsEveryByte(string mail)
    {
        var (owner, token) = await SignInAsync();
        await SaveAsync(_api, owner, "m.eml", Encoding.ASCII.GetBytes(mail));
        await SaveAsync(_api, owner, "n.eml", "Subject: another\n\nFrom the other mail\n"u8.ToArray());
        var export = await ExportAsync(_api, token, "one");

        await using var other = await AuthApi.StartAsync();
        await other.SignInAsync("local");
        await ImportAsync(other, owner, System.IO.Path.Combine(export, "mail"));

        var ids = Ids(export);
        ids.Count.ShouldBe(2);
        foreach (var id in ids.Select(static i => new EmailId(i)))
        {
            (await other.Get<IMailStore>().GetRawAsync(owner, id, Cancellation))
                .ShouldBe(await _api.Get<IMailStore>().GetRawAsync(owner, id, Cancellation));
        }
    }

    [Fact]
    public async Task Export_Account_HoldsWhatIsKnownAndNoSecretAndNothingOfOthers()
    {
        var (owner, token) = await SignInAsync();
        var (ben, _, _) = await _api.SignInAsync("ben", static u => u with { Email = "zqben@example.org" });
        await SaveAsync(_api, owner, "m.eml", "Subject: mine\n\nx\n"u8.ToArray());
        await SaveAsync(_api, ben, "m.eml", "Subject: zqben\n\nx\n"u8.ToArray());
        await _api.Get<IMailboxStore>().SaveAsync(
            owner,
            new Mailbox(new MailboxId("work/../x"), MailboxKind.Imap, "Work")
            {
                Connection =
                    new ImapConnection("imap.example.org", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, AllowPrivateNetwork: false),
            },
            Cancellation);
        await _api.Get<ISecretStore>().SaveAsync(owner, new MailboxId("work/../x"), SecretKind.Password, "zqpassword", Cancellation);
        await _api.Get<IMailStore>().SaveAsync(owner, [Placed("work/../x")], Cancellation);
        await _api.Get<IMailStore>().SetAsideAsync(
            owner, new SetAsideMail(new EmailId(new string('q', EmailId.Length)), MailboxId.Imported, "there", "unreadable",
                _api.Time.GetUtcNow()),
            "zqaside"u8.ToArray(), Cancellation);

        await AskedAsync(owner, "Where is mine?");
        await AskedAsync(ben, "Where is zqben?");

        using var response = await _api.SendAsync(HttpMethod.Get, Path, token);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/zip");
        response.Content.Headers.ContentDisposition!.ToString().ShouldStartWith("attachment; filename=inboxmind-2026-03-01.zip");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var export = await ExportAsync(_api, token, "one");

        Directory.EnumerateFiles(export, "*", SearchOption.AllDirectories).Select(f => System.IO.Path.GetRelativePath(export, f))
            .Order(StringComparer.Ordinal)
            .ShouldBe([
                "account.json", "attachments.jsonl", "audit.json", "mail.jsonl", "mail/imported.mbox", "mail/work____x.mbox",
                "mailboxes.json",
                $"quarantine/{new string('q', EmailId.Length)}.eml", "quarantine.jsonl", "questions.jsonl", "people.json",
                "sessions.json"], ignoreOrder: true);
        Json(export, "account.json").GetProperty("id").GetString().ShouldBe("local");
        Json(export, "mailboxes.json").EnumerateArray().Select(static m => m.GetProperty("id").GetString())
            .ShouldBe(["imported", "work/../x"]);
        Json(export, "sessions.json").GetArrayLength().ShouldBe(1);
        Json(export, "audit.json").EnumerateArray().Select(static e => e.GetProperty("event").GetString()).ShouldContain("export");
        var line = JsonSerializer.Deserialize<JsonElement>(
            (await File.ReadAllLinesAsync(System.IO.Path.Combine(export, "mail.jsonl"), Cancellation))
                .Single(static l => l.Contains("work", StringComparison.Ordinal)));
        line.GetProperty("places")[0].GetProperty("folder").GetString().ShouldBe("INBOX");
        line.GetProperty("places")[0].GetProperty("flags").EnumerateArray().Select(static f => f.GetString()).ShouldBe(["seen", "flagged"]);
        line.GetProperty("date_source").GetString().ShouldBe("header");
        line.GetProperty("protection").ValueKind.ShouldBe(JsonValueKind.Null);
        var question = JsonSerializer.Deserialize<JsonElement>(
            (await File.ReadAllLinesAsync(System.IO.Path.Combine(export, "questions.jsonl"), Cancellation)).ShouldHaveSingleItem());
        question.GetProperty("query").GetString().ShouldBe("Where is mine?");
        (await File.ReadAllTextAsync(System.IO.Path.Combine(export, "quarantine", $"{new string('q', EmailId.Length)}.eml"), Cancellation))
            .ShouldBe("zqaside");
        foreach (var file in Directory.EnumerateFiles(export, "*", SearchOption.AllDirectories))
            (await File.ReadAllTextAsync(file, Cancellation))
                .ShouldSatisfyAllConditions(static t => t.ShouldNotContain("zqpassword"), static t => t.ShouldNotContain("zqben"));
        (await _api.AuditAsync(OrganisationId.Personal(owner.User))).Count(static e => e.Kind == AuditKind.Export).ShouldBe(2);
    }

    private Task AskedAsync(Owner owner, string question) => _api.Get<IQuestionLog>().AppendAsync(
        owner,
        new AskedQuestion
        {
            Id = QuestionId.New(),
            Conversation = ConversationId.New(),
            AskedAt = _api.Time.GetUtcNow(),
            Question = question,
            Answer = "Here.",
            Found = true,
        },
        Cancellation);

    [Fact]
    public async Task Export_WithoutAToken_IsUnauthorized()
    {
        using var response = await _api.SendAsync(HttpMethod.Get, Path);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Run_ReaderThatWaits_IsNotRunAheadOfAndStopsTheWorkWhenItLeaves()
    {
        var (owner, _) = await SignInAsync();
        const int mails = 200, bytes = 20_000;
        for (var i = 0; i < mails; i++)
            await SaveAsync(
                _api, owner, $"{i}.eml",
                Encoding.ASCII.GetBytes($"Subject: {i}\n\n{Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes / 2))}\n"),
                index: false);
        var read = 0;
        var export = new ExportAccount(
            _api.Get<IUserStore>(), _api.Get<ISessionStore>(), _api.Get<IMailboxStore>(),
            new ExportMail(
                Intercepted.Of(_api.Get<IMailStore>(), before: name => read += name == nameof(IMailStore.OpenRawAsync) ? 1 : 0),
                _api.Get<IMailExport>()),
            _api.Get<ExportAttachments>(), _api.Get<IQuestionLog>(), _api.Get<IPersonMerges>(), _api.Get<IAuditReader>(),
            _api.Get<IAuditLog>());
        var caller = new Caller((await _api.Get<IUserStore>().GetAsync(owner, Cancellation))!, new SessionId("s"), Role.User);
        using var leave = new CancellationTokenSource();
        await using var output = new WaitingStream(200_000);

        var running = export.ExportAsync(caller, output, RequestOrigin.CommandLine, leave.Token);
        await output.IsFull;

        // Half of what hexadecimal digits take is left after compression.
        read.ShouldBeInRange(1, mails / 2);
        await leave.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => running);
        read.ShouldBeLessThan(mails);
    }

    private async Task<(Owner Owner, string Token)> SignInAsync()
    {
        var (owner, _, token) = await _api.SignInAsync("local");
        return (owner, token);
    }

    private async Task SaveAsync(AuthApi api, Owner owner, string name, byte[] mail, bool index = true)
    {
        var folder = Directory.CreateDirectory(_files[$"{owner.User}-{Guid.NewGuid():n}"]).FullName;
        await File.WriteAllBytesAsync(System.IO.Path.Combine(folder, name), mail, Cancellation);
        if (index)
            await ImportAsync(api, owner, folder);
        else
            await api.Get<IMailStore>().SaveAsync(owner, [Placed("imported", name, mail)], Cancellation);
    }

    private static MailToSave Placed(string mailbox, string name = "placed", byte[]? raw = null)
    {
        raw ??= "Subject: placed\n\nx\n"u8.ToArray();
        var id = string.Concat(SHA512.HashData(Encoding.UTF8.GetBytes(name)).Take(EmailId.Length)
            .Select(static b => "abcdefghijklmnopqrstuvwxyz234567"[b & 31]));
        var message = new MailMessage
        {
            Id = new EmailId(id),
            MessageId = $"{name}@example.org",
            Subject = name,
            From = [new MailAddress("", "a@example.org")],
            To = [],
            Cc = [],
            Bcc = [],
            Date = new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Text = "x",
            Attachments = [],
            Size = raw.Length,
        };
        return new MailToSave(
            message, [],
            new Placement(new MailboxId(mailbox), "INBOX", 1, id.GetHashCode(StringComparison.Ordinal), MailFlags.Seen | MailFlags.Flagged),
            raw);
    }

    private static async Task ImportAsync(AuthApi api, Owner owner, string path) =>
        (await api.Get<ImportMail>()
            .ImportAsync(owner, MailFiles.Open([path]), new ImportProgress(), Cancellation)).Quarantined.ShouldBe(0);

    private async Task<string> ExportAsync(AuthApi api, string token, string name)
    {
        using var response = await api.SendAsync(HttpMethod.Get, Path, token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(Cancellation));
        await zip.ExtractToDirectoryAsync(_files[name], Cancellation);
        return _files[name];
    }

    private static JsonElement Json(string export, string file) =>
        JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(System.IO.Path.Combine(export, file)));

    private static List<string> Ids(string export) =>
        [.. File.ReadLines(System.IO.Path.Combine(export, "mail.jsonl"))
            .Select(static l => JsonSerializer.Deserialize<JsonElement>(l).GetProperty("id").GetString()!)];

    /// <summary>Takes so many bytes and then nothing more, like a client that does not read.</summary>
    private sealed class WaitingStream(int capacity) : Stream
    {
        private readonly TaskCompletionSource _full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = capacity;

        public Task IsFull => _full.Task;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if ((_left -= buffer.Length) > 0)
                return;
            _full.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken == default
                ? TestContext.Current.CancellationToken
                : cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("A server writes asynchronously.");
    }
}

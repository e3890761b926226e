using System.Text;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Attachments.Pictures;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Indexing;

/// <summary>Attachments whose text is on pictures.</summary>
public sealed class ReadPicturesTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly Scans _scans = new();
    private readonly Eyes _eyes = new();
    private ServiceProvider _services;

    public ReadPicturesTests() => _services = Build(withEyes: true);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_ScannedPages_AreFoundWithTheirPageAndPaidForOnce()
    {
        _scans.Files["scan"] = Scan((1, "harbour"), (3, "lighthouse"));
        await ImportAsync("scan");

        (await ReadAsync()).ShouldBeTrue();
        (await ReadAsync()).ShouldBeTrue();

        (await SearchAsync("lighthouse")).ShouldHaveSingleItem().In.ShouldNotBeNull().Passage.Page.ShouldBe(3);
        var reading = await ReadingAsync("lighthouse");
        reading.Passages.Select(static p => p.Page).ShouldBe([1, 2, 3]);
        reading.Passages.Select(static p => p.Picture is null).ShouldBe([false, true, false]);
        _eyes.Calls.ShouldBe(["harbour", "lighthouse"]);
        (await CountAsync()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task ReadAsync_EndpointLostInTheMiddle_KeepsWhatWasReadAndGoesOnLater()
    {
        _scans.Files["scan"] = Scan((1, "harbour"), (3, "lighthouse"), (4, "rope"));
        await ImportAsync("scan", "text");
        _eyes.Fails = static (text, calls) => calls > 1;

        (await ReadAsync()).ShouldBeTrue("nothing more can be read now");

        (await SearchAsync("harbour")).Count.ShouldBe(1);
        (await SearchAsync("lighthouse")).ShouldBeEmpty();
        (await CountAsync()).Waiting.ShouldBe(1);
        await ReadAsync();
        _eyes.Fails = static (_, _) => false;
        (await ReadAsync()).ShouldBeTrue();

        (await SearchAsync("lighthouse rope")).ShouldHaveSingleItem();
        (await CountAsync()).Waiting.ShouldBe(0);
        _eyes.Calls.Count(static c => c == "harbour").ShouldBe(1, "it was read before the endpoint was lost");
    }

    [Fact]
    public async Task ReadAsync_EndpointGone_ReadsAllTextAll()
    {
        _scans.Files["scan"] = Scan((1, "harbour"));
        _eyes.Fails = static (_, _) => true;
        await ImportAsync("text", "scan", "other");

        (await ReadAsync()).ShouldBeTrue();

        (await SearchAsync("typed")).Count.ShouldBe(3, "the second page of the scan is text too");
        (await CountAsync()).Waiting.ShouldBe(1);
        _eyes.Calls.Count.ShouldBe(1, "no more are tried once it does not answer");
    }

    [Fact]
    public async Task ReadAsync_SamePictureInManyMails_IsLookedAtOnce()
    {
        _scans.Files["one"] = _scans.Files["two"] = Scan((1, "harbour"));
        await ImportAsync("one", "two");

        await ReadAsync();

        (await SearchAsync("harbour")).Count.ShouldBe(2);
        _eyes.Calls.ShouldBe(["harbour"]);
    }

    [Fact]
    public async Task ReadAsync_MorePicturesThanAMailMayHave_SaysThatThereIsMore()
    {
        _scans.Files["scan"] = Scan([.. Enumerable.Range(10, 50).Select(static i => (i, $"page{i}"))]);
        await ImportAsync("scan");

        await ReadAsync();

        _eyes.Calls.Count.ShouldBe(40);
        (await ReadingAsync("page10")).IsCut.ShouldBeTrue();
        (await CountAsync()).Waiting.ShouldBe(0);
    }

    [Fact]
    public async Task ReadAsync_HostileAnswer_IsBoundedText()
    {
        _scans.Files["scan"] = Scan((1, "harbour"), (3, "blank"));
        _eyes.Reply = static text => text == "blank" ? " \u0000\u0007 " : $"harbour \u001b[2J\u0000{new string('x', 5_000_000)}";
        await ImportAsync("scan");

        await ReadAsync();

        var reading = await ReadingAsync("harbour");
        reading.Passages[0].Text.Length.ShouldBeLessThanOrEqualTo(20_000);
        reading.Passages[0].Text.ShouldNotContain('\u001b');
        reading.Blank.ShouldHaveSingleItem();
        await ReadAsync();
        _eyes.Calls.Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_SetLater_LooksAtPicturesOfMailThatWasReadWithoutThem()
    {
        _scans.Files["scan"] = Scan((1, "harbour"));
        await _services.DisposeAsync();
        _services = Build(withEyes: false);
        await ImportAsync("scan");
        await ReadAsync();
        (await CountAsync()).Waiting.ShouldBe(0);
        (await SearchAsync("harbour")).ShouldBeEmpty();

        await _services.DisposeAsync();
        _services = Build(withEyes: true);
        (await CountAsync()).Waiting.ShouldBe(1);
        await ReadAsync();

        (await SearchAsync("harbour")).Count.ShouldBe(1);
    }

    private static AttachmentReading Scan(params (int Page, string Text)[] pages) => new(
        AttachmentOutcome.Read, [new AttachmentPassage("typed") { Page = 2 }])
    {
        Pictures = [.. pages.Select(static p => new AttachmentPicture(Encoding.UTF8.GetBytes(p.Text)) { Page = p.Page })],
    };

    private ServiceProvider Build(bool withEyes)
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IAttachmentReader>(_scans).AddSingleton(new AttachmentLimits { Pictures = withEyes ? 100 : 0 });
        if (withEyes)
            services.AddSingleton<IPictureReader>(_eyes);
        return services.AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private Task<bool> ReadAsync() =>
        Get<ReadAttachments>().ReadAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, Cancellation);

    private Task<AttachmentCounts> CountAsync() => Get<CountAttachments>().CountAsync(Owner.Local, Cancellation);

    private Task<IReadOnlyList<SearchResult>> SearchAsync(string query) =>
        Get<SearchMail>().SearchAsync(Owner.Local, query, TimeZoneInfo.Utc, 10, Cancellation);

    private async Task<AttachmentReading> ReadingAsync(string query)
    {
        var id = (await SearchAsync(query)).ShouldHaveSingleItem().Mail.Message.Id;
        return (await Get<IAttachmentIndex>().AttachmentsAsync(Owner.Local, [id], Cancellation))[id].ShouldHaveSingleItem();
    }

    private async Task ImportAsync(params string[] names)
    {
        foreach (var name in names)
        {
            await File.WriteAllTextAsync(
                _folder[$"{name}.eml"],
                $"From: Jon <jon@example.com>\r\nTo: anna@example.com\r\nSubject: About {name}\r\n"
                + "Date: Mon, 4 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
                + "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee attached.\r\n"
                + $"--b\r\nContent-Type: application/pdf; name=file.pdf\r\n\r\n{name}\r\n--b--\r\n",
                Cancellation);
        }

        var sources = MailFiles.Open([.. names.Select(n => _folder[$"{n}.eml"])]);
        await Get<ImportMail>().ImportAsync(Owner.Local, sources, new ImportProgress(), Cancellation);
    }

    /// <summary>Gives what a file's content names.</summary>
    private sealed class Scans : IAttachmentReader
    {
        public Dictionary<string, AttachmentReading> Files { get; } = [];

        public Task<AttachmentReading> ReadAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation) => Task.FromResult(
            Files.GetValueOrDefault(
                Encoding.UTF8.GetString(content.Span).Trim(),
                new AttachmentReading(AttachmentOutcome.Read, [new AttachmentPassage("typed")])));
    }

    /// <summary>Reads pictures that are their text.</summary>
    private sealed class Eyes : IPictureReader
    {
        public List<string> Calls { get; } = [];

        public Func<string, int, bool> Fails { get; set; } = static (_, _) => false;

        public Func<string, string> Reply { get; set; } = static text => text;

        public Task<string> ReadAsync(Owner owner, AttachmentPicture picture, CancellationToken cancellation)
        {
            var text = Encoding.UTF8.GetString(picture.Data);
            Calls.Add(text);
            return Fails(text, Calls.Count)
                ? throw new PicturesUnreadableException("eyes at example.org cannot be reached")
                : Task.FromResult(Reply(text));
        }
    }
}

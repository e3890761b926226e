using System.Text;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Import;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Indexing;

public sealed class ReadAttachmentsTests : IAsyncDisposable
{
    private const string Card = "BEGIN:VCARD\r\nFN:Mira Okonjo\r\nNOTE:The spare key hangs in the boathouse.\r\nEND:VCARD\r\n";

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public ReadAttachmentsTests()
    {
        var services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton<IAttachmentReader, AttachmentsReadHere>();
        _services = services.AddInboxMindCore().AddInboxMindEmbedded(_folder["data"]).BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_ImportedMail_IsFoundByWhatItsAttachmentSays()
    {
        await ImportAsync(("Harbour", "See attached.", Card), ("Bare", "Nothing here.", null));
        (await SearchAsync("boathouse")).ShouldBeEmpty();
        (await CountAsync()).Waiting.ShouldBe(1);

        (await ReadAsync()).ShouldBe((true, 1));

        var found = (await SearchAsync("spare key boathouse")).ShouldHaveSingleItem();
        found.Mail.Message.Subject.ShouldBe("Harbour");
        found.In.ShouldNotBeNull().ToString().ShouldBe("contact.vcf");
        found.Snippet.ShouldContain("The spare key hangs in the boathouse.");
        var counts = await CountAsync();
        (counts.Waiting, counts[AttachmentOutcome.Read]).ShouldBe((0, 1));
        (await ReadAsync()).ShouldBe((true, 0));
    }

    [Fact]
    public async Task ReadAsync_MailThatSaysItItself_IsFoundByItsOwnWords()
    {
        await ImportAsync(("Key", "The spare key hangs in the boathouse.", Card));
        await ReadAsync();

        (await SearchAsync("spare key")).ShouldHaveSingleItem().In.ShouldBeNull();
    }

    [Fact]
    public async Task ReadAsync_TimeIsUpOrStopped_GoesOnTheNextTime()
    {
        await ImportAsync(("Harbour", "See attached.", Card), ("Later", "See attached.", Card));

        (await Get<ReadAttachments>().ReadAsync(Owner.Local, TimeSpan.Zero, static _ => { }, Cancellation)).ShouldBeFalse();
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => Get<ReadAttachments>().ReadAsync(
            Owner.Local, TimeSpan.MaxValue, static _ => { }, stop.Token));

        (await CountAsync()).Waiting.ShouldBe(2);
        (await ReadAsync()).ShouldBe((true, 2));
        (await SearchAsync("boathouse")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task ReadAsync_IndexLost_ReadsAgain()
    {
        await ImportAsync(("Harbour", "See attached.", Card));
        await ReadAsync();
        await Get<IMailIndex>().ClearAsync(Owner.Local, Cancellation);
        var ids = (await Get<IMailStore>().HeadsAsync(Owner.Local, null, 10, Cancellation)).Select(static h => h.Id).ToList();
        await Get<IndexMessages>().IndexAsync(Owner.Local, ids, again: true, Cancellation);

        (await ReadAsync()).ShouldBe((true, 1));

        (await SearchAsync("boathouse")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAsync_MailDeletedMeanwhile_LeavesNothing()
    {
        await ImportAsync(("Harbour", "See attached.", Card));
        await ReadAsync();
        var id = (await SearchAsync("boathouse")).ShouldHaveSingleItem().Mail.Message.Id;

        await Get<IMailStore>().DeleteAsync(Owner.Local, [id], Cancellation);
        await Get<RemoveDeleted>().RemoveAsync(Owner.Local, Cancellation);

        (await SearchAsync("boathouse")).ShouldBeEmpty();
        (await Get<IAttachmentIndex>().AttachmentsAsync(Owner.Local, [id], Cancellation)).ShouldBeEmpty();
        (await Get<OpenAttachmentText>().ReadAsync(Owner.Local, id, 1, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task AskAsync_OnlyTheAttachmentAnswers_QuotesItAndNamesIt()
    {
        await ImportAsync(("Harbour", "See attached.", Card), ("Weather", "It rains.", null));
        await ReadAsync();

        var answer = await Get<AskQuestion>().AskAsync(
            Owner.Local, new Question("Where does the spare key hang?", MailFilter.None, TimeZoneInfo.Utc), null, Cancellation);

        answer.Found.ShouldBeTrue();
        answer.Text.ShouldContain("The spare key hangs in the boathouse.");
        answer.Text.ShouldContain("contact.vcf");
        answer.Sources.ShouldHaveSingleItem().In.ShouldNotBeNull().Number.ShouldBe(1);
    }

    [Fact]
    public async Task ReadAsync_BeforeItWasIndexed_ReadsOnDemand()
    {
        await ImportAsync(("Harbour", "See attached.", Card));
        var id = (await SearchAsync("Harbour")).ShouldHaveSingleItem().Mail.Message.Id;

        var opened = (await Get<OpenAttachmentText>().ReadAsync(Owner.Local, id, 1, Cancellation)).ShouldNotBeNull();

        opened.Info.Name.ShouldBe("contact.vcf");
        opened.Text.ShouldContain("boathouse");
        (await Get<OpenAttachmentText>().ReadAsync(Owner.Local, id, 2, Cancellation)).ShouldBeNull();
        (await Get<OpenAttachmentText>().ReadAsync(new Owner(new UserId("mallory")), id, 1, Cancellation)).ShouldBeNull();
    }

    private T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    private async Task<(bool IsDone, int Read)> ReadAsync()
    {
        var read = 0;
        return (await Get<ReadAttachments>().ReadAsync(Owner.Local, TimeSpan.MaxValue, n => read += n, Cancellation), read);
    }

    private Task<AttachmentCounts> CountAsync() => Get<CountAttachments>().CountAsync(Owner.Local, Cancellation);

    private Task<IReadOnlyList<SearchResult>> SearchAsync(string query) =>
        Get<SearchMail>().SearchAsync(Owner.Local, query, TimeZoneInfo.Utc, 10, Cancellation);

    /// <summary>Each a minute later than the one before.</summary>
    private async Task ImportAsync(params (string Subject, string Text, string? Card)[] mails)
    {
        for (var i = 0; i < mails.Length; i++)
        {
            var (subject, text, card) = mails[i];
            var part = card is null ? "" : $"--b\r\nContent-Type: application/octet-stream; name=contact.vcf\r\n"
                + $"Content-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(Encoding.UTF8.GetBytes(card))}\r\n";
            await File.WriteAllTextAsync(
                _folder[$"{subject}.eml"],
                $"From: Jon <jon@example.com>\r\nTo: anna@example.com\r\nSubject: {subject}\r\nDate: Mon, 4 Mar 2024 10:0{i}:00 +0000\r\n"
                + $"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
                + $"{part}--b--\r\n",
                Cancellation);
        }

        var sources = MailFiles.Open([.. mails.Select(m => _folder[$"{m.Subject}.eml"])]);
        await Get<ImportMail>().ImportAsync(Owner.Local, sources, new ImportProgress(), Cancellation);
    }
}

using InboxMind.Api.Tests.Emails;
using InboxMind.Core.Indexing;

namespace InboxMind.Api.Tests.Indexing;

/// <summary>Mails whose texts together are more than is held at once.</summary>
public sealed class LongTextTests : IAsyncLifetime
{
    private const int Mails = 6;

    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MailApi.StartAsync();

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task IndexAsync_LongMails_AreAllIndexedToTheirEnd()
    {
        var ids = new List<EmailId>();
        for (var i = 0; i < Mails; i++)
            ids.Add(await _api.AddAsync(MailApi.Letter($"Long {i}", i, $"{new string('x', 70)}\r\n".PadRight(990_000, ' ') + $"ending{i}"),
                index: false));

        var written = await _api.Get<IndexMessages>()
            .IndexAsync(_api.Anna, [.. ids, new EmailId(new string('a', EmailId.Length))], again: false, Cancellation);

        written.ShouldBe(Mails);
        for (var i = 0; i < Mails; i++)
            (await _api.SubjectsAsync($"q=ending{i}")).ShouldBe([$"Long {i}"]);
        (await _api.Get<IndexMessages>().IndexAsync(_api.Anna, ids, again: false, Cancellation)).ShouldBe(0);
    }
}

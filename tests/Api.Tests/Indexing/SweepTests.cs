using InboxMind.Api.Tests.Account;
using InboxMind.Api.Tests.Emails;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Indexing;

/// <summary>Sweeps over all users leave alone who has nothing new.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private readonly WordEmbeddings _model = new();
    private MailApi _api = null!;
    private int _looks;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await MailApi.StartAsync(services => services
        .AddSingleton(_model.Model)
        .AddSingleton(s => Counted((IMailIndex)s.GetRequiredService<IVectorCache>()))
        .AddSingleton(s => Counted((IAttachmentIndex)s.GetRequiredService<IVectorCache>())));

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task EmbedAsync_NothingChangedSince_OpensNoIndex()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));
        (await EmbedAsync()).ShouldBe((1, true));

        (await EmbedAsync()).ShouldBe((0, false));

        await _api.AddAsync(MailApi.Letter("Two", 2));
        (await EmbedAsync()).ShouldBe((1, true));
    }

    [Fact]
    public async Task EmbedAsync_MailThatCannotBeEmbeddedNow_IsLookedAtAgain()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));
        _model.Asked = _ => throw new HttpRequestException("out of reach");
        await EmbedAsync();

        _model.Asked = static _ => { };

        (await EmbedAsync()).ShouldBe((1, true));
    }

    [Fact]
    public async Task EmbedAsync_NothingWasLeftAtTheFirstLook_OpensNoIndex()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));
        await _api.Get<EmbedMail>().EmbedAsync(_api.Anna, TimeSpan.MaxValue, static _ => { }, Cancellation);

        await _api.Get<EmbedAllMail>().LookAsync(_api.Anna, Cancellation);

        (await EmbedAsync()).ShouldBe((0, false));
    }

    [Fact]
    public async Task EmbedAsync_MailWaitedAtTheFirstLook_IsEmbedded()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));

        await _api.Get<EmbedAllMail>().LookAsync(_api.Anna, Cancellation);

        (await EmbedAsync()).ShouldBe((1, true));
    }

    [Fact]
    public async Task EmbedAsync_VectorsOfAnotherModelWereLeftAtTheFirstLook_ForgetsThem()
    {
        var id = await _api.AddAsync(MailApi.Letter("One", 1));
        var index = _api.Get<IMailIndex>();
        await index.WriteVectorsAsync(_api.Anna, "of before", [new MailVectors(id, 1, [])], Cancellation);

        // The process ends when all mail has vectors of this model, and before those of the other are gone.
        await Should.ThrowAsync<IOException>(() => _api.Get<EmbedMail>()
            .EmbedAsync(_api.Anna, TimeSpan.MaxValue, static _ => throw new IOException(), Cancellation));
        (await index.VectorModelsAsync(_api.Anna, Cancellation)).ShouldContain("of before");

        await _api.Get<EmbedAllMail>().LookAsync(_api.Anna, Cancellation);

        (await EmbedAsync()).ShouldBe((0, true));
        (await index.VectorModelsAsync(_api.Anna, Cancellation)).ShouldNotContain("of before");
    }

    [Fact]
    public async Task ReadAsync_NothingWasLeftAtTheFirstLook_OpensNoIndex()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));

        await _api.Get<ReadAllAttachments>().LookAsync(_api.Anna, Cancellation);

        (await ReadAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task ReadAsync_AttachmentWaitedAtTheFirstLook_IsLookedAt()
    {
        await _api.AddAsync(MailApi.Letter(
            "One", 1, headers: "Content-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n"));

        await _api.Get<ReadAllAttachments>().LookAsync(_api.Anna, Cancellation);

        (await ReadAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task ReadAsync_NothingChangedSince_OpensNoIndex()
    {
        await _api.AddAsync(MailApi.Letter("One", 1));
        (await ReadAsync()).ShouldBeTrue();

        (await ReadAsync()).ShouldBeFalse();

        await _api.AddAsync(MailApi.Letter("Two", 2));
        (await ReadAsync()).ShouldBeTrue();
    }

    /// <returns>How many mails were embedded, and whether any index was looked into.</returns>
    private async Task<(int Embedded, bool Looked)> EmbedAsync()
    {
        _looks = 0;
        var (embedded, _) = await _api.Get<EmbedAllMail>().EmbedAsync(TimeSpan.MaxValue, Cancellation);
        return (embedded, _looks > 0);
    }

    /// <returns>Whether any index was looked into.</returns>
    private async Task<bool> ReadAsync()
    {
        _looks = 0;
        await _api.Get<ReadAllAttachments>().ReadAsync(TimeSpan.MaxValue, Cancellation);
        return _looks > 0;
    }

    private T Counted<T>(T index)
        where T : class => Intercepted.Of(index, before: _ => _looks++);
}

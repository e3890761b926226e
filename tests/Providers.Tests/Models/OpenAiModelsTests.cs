using System.Text;
using System.Text.Json;
using InboxMind.Core;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Import;
using InboxMind.Core.Settings;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Providers.Tests.Models;

public sealed class OpenAiModelsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ModelEndpoint _endpoint = null!;
    private ServiceProvider _services = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _endpoint = await ModelEndpoint.StartAsync();
        _services = new ServiceCollection().AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddInboxMindCore().AddInboxMindModels(_endpoint.Configuration()).AddInboxMindEmbedded(_folder.Root).BuildServiceProvider();
        await _services.GetRequiredService<ImportMail>().ImportAsync(Owner.Local, new TwoMails(), new ImportProgress(), Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _endpoint.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Ask_ModelCites_GivesItsSentencesRenumbered()
    {
        _endpoint.Reply = static prompt =>
        {
            var sources = JsonDocument.Parse(prompt).RootElement.GetProperty("sources").EnumerateArray().ToList();
            var budget = sources.First(static s => s.GetProperty("subject").GetString() == "Budget").GetProperty("n").GetInt32();
            return $"Anna approved 12 boats [{budget}]. This rests on nothing. Invented [99].";
        };

        var answer = await AskAsync("How many boats were approved in the budget?");

        answer.Text.ShouldBe("Anna approved 12 boats [1]");
        answer.Sources.ShouldHaveSingleItem().Mail.Message.Subject.ShouldBe("Budget");
        answer.Metadata.Complete.ShouldBeFalse("two sentences had no source");
    }

    [Fact]
    public async Task Ask_ModelFindsNothing_SaysSo()
    {
        var answer = await AskAsync("How many boats were approved in the budget?");

        answer.Found.ShouldBeFalse();
        answer.Text.ShouldBe(AskQuestion.NotFoundText);
        answer.Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Ask_SendsTheKeyAndTheRulesAndTheMail()
    {
        await AskAsync("How many boats were approved in the budget?");

        _endpoint.Keys.ShouldAllBe(static k => k == "Bearer secret-key");
        var chat = _endpoint.Requests.Last();
        chat["model"]!.GetValue<string>().ShouldBe("chat-1");
        chat.ToJsonString().ShouldContain("NOT_FOUND");
        chat.ToJsonString().ShouldContain("boats");
    }

    [Fact]
    public async Task Import_SameMailAgain_EmbedsNothingAgain()
    {
        var before = _endpoint.Requests.Count;

        await _services.GetRequiredService<ImportMail>().ImportAsync(Owner.Local, new TwoMails(), new ImportProgress(), Cancellation);

        _endpoint.Requests.Count.ShouldBe(before);
    }

    [Theory]
    [InlineData(StatusCodes.Status401Unauthorized, "refuses the API key")]
    [InlineData(StatusCodes.Status404NotFound, "was not found")]
    public async Task Ask_EndpointRefuses_SaysWhatToDoWithoutKeyOrPrompt(int status, string expected)
    {
        _endpoint.Status = status;

        var failure = await Should.ThrowAsync<ModelUnavailableException>(() => AskAsync("boats"));

        failure.Message.ShouldContain(expected);
        failure.Message.ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("Models:Chat:Endpoint", "http://model.example/v1")]
    [InlineData("Models:Chat:Endpoint", "not an address")]
    [InlineData("Models:Chat:Model", "")]
    [InlineData("Models:Chat:ContextTokens", "many")]
    [InlineData("Models:Embedding:Dimensions", "")]
    [InlineData("Models:Embedding:Dimensions", "5000")]
    public void AddInboxMindModels_WrongSetting_NamesIt(string key, string value)
    {
        var configuration = _endpoint.Configuration();
        configuration[key] = value;

        Should.Throw<SettingsException>(() => new ServiceCollection().AddInboxMindModels(configuration)).Message.ShouldContain(key);
    }

    private Task<Answer> AskAsync(string question) => _services.GetRequiredService<AskQuestion>()
        .AskAsync(Owner.Local, new Question(question, MailFilter.None, TimeZoneInfo.Utc), null, Cancellation);

    private sealed class TwoMails : IMailSource
    {
        public long TotalBytes => 1;

        public long BytesRead => 1;

        public IEnumerable<RawMail> Read(CancellationToken cancellation)
        {
            yield return Mail("Budget", "I approve twelve boats in the budget of this year.");
            yield return Mail("Lunch", "Shall we meet for lunch at noon on Friday?");
        }

        private static RawMail Mail(string subject, string text) => new(
            Encoding.ASCII.GetBytes(
                $"From: Anna <anna@a.example>\r\nTo: b@b.example\r\nSubject: {subject}\r\nDate: Mon, 2 Mar 2026 10:00:00 +0000\r\n"
                + $"Message-ID: <{subject}@a.example>\r\n\r\n{text}\r\n"),
            "INBOX", MailFlags.None, DateTimeOffset.UnixEpoch, subject);
    }
}

using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.Tests.Auth;
using InboxMind.Api.Tests.Emails;
using InboxMind.Api.Tests.Mailboxes;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Connecting;
using InboxMind.Core.Counting;
using InboxMind.Core.Import;
using InboxMind.Core.Search;
using InboxMind.Core.Sync;
using InboxMind.Providers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>An API to send anything to: a real store, a mail server that lets everyone in, a provider that is not there.</summary>
internal sealed class HostileApi : IAsyncDisposable
{
    /// <summary>Limits have tests of their own; here they would hide what is behind them.</summary>
    private static readonly RequestLimits Unlimited = new()
    {
        QuestionsPerMinute = int.MaxValue,
        RequestsPerMinute = int.MaxValue,
        SignInsPerMinute = int.MaxValue,
        AddressRequestsPerMinute = int.MaxValue,
    };

    private int _users;

    public required AuthApi Api { get; init; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<HostileApi> StartAsync() => new()
    {
        Api = await AuthApi.StartAsync(static services =>
            services.AddSingleton(Unlimited).AddSingleton<IMailServerConnector, WelcomingServer>().AddInboxMindSignIn(
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Accounts:Google:ClientId"] = "never reached",
                ["Accounts:Google:ClientSecret"] = "never reached",
                ["Accounts:Google:Authority"] = "http://127.0.0.1:1",
            }).Build())),
    };

    /// <summary>A user with a mail and a mailbox, who may lose both: each operation has one of its own, so that none disturbs
    /// another.</summary>
    public async Task<Caller> CallerAsync()
    {
        var (owner, session, _) = await Api.SignInAsync($"user{_users++}");

        // Of the operator, for the routes of administrators.
        var once = await Api.Get<StartSession>()
            .OnceAsync(owner, RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator: true, Cancellation);
        var token = await Api.Get<AccessTokens>().IssueAsync(owner, once.Id, Cancellation);
        var asked = QuestionId.New();
        var letter = Path.Combine(Api.Data, $"{owner.User}.eml");
        await File.WriteAllTextAsync(
            letter,
            MailApi.Letter(
                "quokka", 1,
                "--b\r\nContent-Type: text/plain\r\n\r\nThe quokka is 4711.\r\n--b\r\nContent-Type: application/pdf\r\n"
                + "Content-Disposition: attachment; filename=a.pdf\r\n\r\nPDF\r\n--b--\r\n",
                "Content-Type: multipart/mixed; boundary=b\r\n"),
            Cancellation);
        await Api.Get<ImportMail>().ImportAsync(owner, MailFiles.Open([letter]), new ImportProgress(), Cancellation);
        var mail = (await Api.Get<SearchMail>().SearchAsync(owner, "quokka", TimeZoneInfo.Utc, 1, Cancellation))
            .ShouldHaveSingleItem().Mail;
        var user = (await Api.Get<IUserStore>().GetAsync(owner, Cancellation))!;
        var mailbox = await Api.Get<ConnectImap>()
            .ConnectAsync(user, "imap.example.com", 993, startTls: false, "boss", "secret", RequestOrigin.CommandLine, Cancellation);
        await Api.Get<IQuestionLog>().AppendAsync(
            owner,
            new AskedQuestion
            {
                Id = asked,
                Conversation = ConversationId.New(),
                AskedAt = Api.Time.GetUtcNow(),
                Question = "Where is the quokka?",
                Answer = "Here.",
                Found = true,
            },
            Cancellation);
        await Api.SignInAsync($"other-{owner.User}");
        var merge = PersonMerge.Of(["one@example.com", "two@example.com"], isSame: true, Api.Time.GetUtcNow());
        await Api.Get<IPersonMerges>().SaveAsync(owner, merge, Cancellation);
        return new Caller(token, new Dictionary<string, string>
        {
            ["emails/id"] = mail.Message.Id.Value,
            ["threads/id"] = mail.Thread.Value,
            ["mailboxes/id"] = mailbox.Id.Value,
            ["account/id"] = session.Session.Id.Value,
            ["emails/n"] = "1",
            ["oauth/provider"] = "google",
            ["account/provider"] = "google",
            ["emails/q"] = "quokka",
            ["emails/sender"] = "ben",
            ["emails/date_from"] = "2026-01-01",
            ["emails/limit"] = "10",
            ["emails/confirm"] = "all",
            ["account/confirm"] = "erase",
            ["rag/id"] = asked.Value,
            ["rag/query"] = "How many mails are there?",
            ["people/id"] = merge.Id,
            ["people/person"] = mail.Message.Sender.Address,
            ["admin/id"] = $"other-{owner.User}",
            ["admin/queue"] = "index-mail",
        });
    }

    public ValueTask DisposeAsync() => Api.DisposeAsync();

    /// <summary>Who sends, and values that name things of theirs, by tag and parameter.</summary>
    internal sealed record Caller(string Token, IReadOnlyDictionary<string, string> Values);
}

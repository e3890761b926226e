using System.Text;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Import;
using InboxMind.Core.Indexing;
using InboxMind.Embedded;
using InboxMind.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace InboxMind.Core.Tests.Telemetry;

/// <summary>The app on the embedded adapters, with models that are quick.</summary>
internal sealed class AppUnderWatch : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    public AppUnderWatch()
    {
        var services = new ServiceCollection()
            .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
            .AddSingleton(new WordEmbeddings().Model);
        services.AddInboxMindCore();
        services.AddInboxMindEmbedded(_folder["data"]);
        _services = services.BuildServiceProvider();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Imports mails about boats, and one file that is none.</summary>
    public async Task ImportAsync(int count)
    {
        Directory.CreateDirectory(_folder["mail"]);
        for (var i = 0; i < count; i++)
        {
            await File.WriteAllTextAsync(
                _folder[$"mail/{i}.eml"],
                $"From: anna@example.com\r\nSubject: Boat {i}\r\nMessage-ID: <{i}@example.com>\r\nDate: Thu, 26 Nov 2026 08:00:0{i} "
                    + $"+0000\r\n"
                    + $"\r\nThe boat number {i} is painted green because the harbour wants it so.\r\n",
                Encoding.UTF8, Cancellation);
        }

        await Get<ImportMail>().ImportAsync(
            Owner.Local, MailFiles.Open([_folder["mail"]]), new ImportProgress(), Cancellation);
    }

    public async Task EmbedAsync() => await Get<EmbedAllMail>().EmbedAsync(TimeSpan.FromMinutes(1), Cancellation);

    public Task<ConversationAnswer> AskAsync(string question) => Get<AskInConversation>().AskAsync(
        Owner.Local, new Question(question, MailFilter.None, TimeZoneInfo.Utc), conversation: null, changed: null, Cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}

using InboxMind.Core;
using InboxMind.Core.Import;
using InboxMind.Core.Indexing;
using InboxMind.Embedded;
using InboxMind.Embedded.Index;
using InboxMind.Onnx;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;

namespace InboxMind.Evaluation;

/// <summary>A mailbox imported into a folder of its own by the product's own import, and the document ids of its mails.</summary>
internal sealed class EvaluatedMailbox : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string _folder;
    private readonly bool _isKept;
    private readonly Dictionary<EmailId, List<string>> _documents = [];

    private EvaluatedMailbox(ServiceProvider services, string folder, bool isKept)
    {
        _services = services;
        _folder = folder;
        _isKept = isKept;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The program over the same mail, ranking in this way. Disposed by the caller.</summary>
    public ServiceProvider With(Ranking ranking) => Build(_folder, ranking);

    /// <summary>A message's documents: copies of one mail are one message.</summary>
    public IReadOnlyList<string> Documents(EmailId id) => _documents.TryGetValue(id, out var documents) ? documents : [];

    /// <summary>Imports a mailbox.</summary>
    /// <param name="path">The mailbox.</param>
    /// <param name="header">The header that names a mail's document.</param>
    /// <param name="kept">A data folder to use again and keep; null for one that is deleted at the end.</param>
    /// <param name="cancellation">Stops the import.</param>
    public static async Task<EvaluatedMailbox> OpenAsync(string path, string header, string? kept, CancellationToken cancellation)
    {
        var folder = kept ?? Directory.CreateTempSubdirectory("inboxmind-evaluation-").FullName;
        var mailbox = new EvaluatedMailbox(Build(folder, Ranking.Usual), folder, kept is not null);
        var summary = await mailbox.Get<ImportMail>().ImportAsync(Owner.Local, MailFiles.Open([path]), new ImportProgress(), cancellation);
        await mailbox.Get<EmbedMail>().EmbedAsync(Owner.Local, TimeSpan.MaxValue, static _ => { }, cancellation);
        mailbox.ReadDocuments(path, header, cancellation);
        await Console.Error.WriteLineAsync(
            $"{summary.Found} mails, {summary.Added} messages, {summary.Quarantined} set aside, {summary.Indexed} indexed.");
        return mailbox;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (!_isKept)
            Directory.Delete(_folder, recursive: true);
    }

    private static ServiceProvider Build(string folder, Ranking ranking) => new ServiceCollection()
        .AddSingleton(typeof(Microsoft.Extensions.Logging.ILogger<>), typeof(NullLogger<>)).AddSingleton(ranking)
        .AddInboxMindCore().AddShippedModel(Environment.ProcessorCount).AddInboxMindEmbedded(folder).BuildServiceProvider();

    private void ReadDocuments(string path, string header, CancellationToken cancellation)
    {
        var reader = Get<Core.Mail.Parsing.MimeReader>();
        foreach (var raw in MailFiles.Open([path]).Read(cancellation))
        {
            using var stream = new MemoryStream(raw.Bytes.ToArray());
            if (HeaderList.Load(stream, cancellation)[header]?.Trim() is not { Length: > 0 } document)
                continue;
            var id = reader.Read(Owner.Local.User, raw.Bytes, raw.FallbackDate).Message.Id;
            if (!_documents.TryGetValue(id, out var documents))
                _documents.Add(id, documents = []);
            documents.Add(document);
        }
    }
}

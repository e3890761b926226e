using InboxMind.Azure.Search;
using InboxMind.Core.Index;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Contracts.Azure.Search;

/// <summary>The index in Azure AI Search, on a service of its own.</summary>
internal sealed class SearchAdapter
{
    public SearchServer Server { get; } = new();

    public AzureMailIndex Index => field ??= Create();

    public AzureMailIndex Create(bool semantic = false) =>
        new(new SearchService(Settings(semantic), Server.Configure), TimeProvider.System);

    public static SearchSettings Settings(bool semantic = false, string? key = SearchServer.Key) => SearchSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Search:Endpoint", SearchServer.Address), new("Search:ApiKey", key), new("Search:Semantic", semantic ? "true" : "false"),
        ]).Build().GetSection("Search"),
        new ConfigurationBuilder().Build().GetSection("Azure"))!;
}

public sealed class AzureSearchIndexTests : MailIndexContract
{
    protected override IMailIndex Index { get; } = new SearchAdapter().Index;
}

public sealed class AzureSearchConditionsTests : MailConditionsContract
{
    protected override IMailIndex Index { get; } = new SearchAdapter().Index;
}

public sealed class AzureSearchAttachmentTests : AttachmentIndexContract
{
    private readonly SearchAdapter _adapter = new();

    protected override IMailIndex Index => _adapter.Index;

    protected override IAttachmentIndex Attachments => _adapter.Index;
}

public sealed class AzureSearchLanguageTests : LanguageIndexContract
{
    protected override IMailIndex Index { get; } = new SearchAdapter().Index;
}

public sealed class AzureSearchVectorCacheTests : VectorCacheContract
{
    private readonly SearchAdapter _adapter = new();

    protected override IMailIndex Index => _adapter.Index;

    protected override IVectorCache Cache => _adapter.Index;
}

using System.Text.Json;
using System.Text.RegularExpressions;
using InboxMind.Core.Answers;
using InboxMind.Core.Health;
using InboxMind.Core.Index;
using InboxMind.Functions.Sync;
using InboxMind.Functions.Upkeep;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests.Settings;

/// <summary>The settings that the code reads, those of the sample, and those of the page are the same.</summary>
public sealed partial class SettingsTests
{
    /// <summary>Read by the host, not by the app.</summary>
    private static readonly string[] OfTheHost = ["FUNCTIONS_WORKER_RUNTIME", "AzureWebJobsStorage", "AzureWebJobsDisableHomepage"];

    [Fact]
    public void Sample_EachSetting_IsReadAndEachThatIsReadIsThere()
    {
        var read = new Recorder(new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["AzureWebJobsStorage:accountName"] = "account",
            ["InboxMind:Cosmos:accountEndpoint"] = "https://account.documents.azure.com",
            ["InboxMind:Azure:KeyVault:Uri"] = "https://vault.vault.azure.net",
            ["InboxMind:Search:Endpoint"] = "https://name.search.windows.net",
            ["InboxMind:Models:Chat:Endpoint"] = "https://models.example/v1",
            ["InboxMind:Models:Chat:Model"] = "chat",
            ["InboxMind:Models:Embedding:Endpoint"] = "https://models.example/v1",
            ["InboxMind:Models:Embedding:Model"] = "embedding",
            ["InboxMind:Models:Embedding:Dimensions"] = "256",
            ["InboxMind:Attachments:Ocr:Endpoint"] = "https://models.example/v1",
            ["InboxMind:Attachments:Ocr:Model"] = "eyes",
            ["InboxMind:Accounts:Organisations:0:Domain"] = "example.com",
            ["InboxMind:Accounts:Google:ClientId"] = "id",
            ["InboxMind:Accounts:Google:ClientSecret"] = "secret",
            ["InboxMind:Accounts:Microsoft:ClientId"] = "id",
            ["InboxMind:Accounts:Microsoft:ClientSecret"] = "secret",
        });

        HostServices.Add(new ServiceCollection(), new ConfigurationRoot([read])).ShouldBeNull();
        foreach (var kind in (string[])["Chat", "Embedding"])
        {
            read.Set($"InboxMind:Models:{kind}:Deployment", "deployment");
            read.Set($"InboxMind:Models:{kind}:Endpoint", "https://name.openai.azure.com");
        }

        HostServices.Add(new ServiceCollection(), new ConfigurationRoot([read])).ShouldBeNull();

        Sample().Keys.Except(OfTheHost).ShouldBe(
            read.Keys.Where(static k => !k.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal) && k != OwnAddress.Key)
                .Select(static k => k.Replace(":", "__", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public void ConfigurationPage_TableOfThisHost_IsTheSample()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "configuration.md"));

        Row().Matches(page).Select(static m => m.Groups[1].Value).ShouldBe(Sample().Keys, ignoreOrder: true);
        foreach (Match shared in Shared().Matches(page))
            page.ShouldContain($"| `INBOXMIND_{shared.Groups[1].Value}` |", customMessage: "what the table refers to is explained above");
    }

    [Fact]
    public void Sample_AsItIs_IsGoodAndHasTheDefaults()
    {
        var sample = Sample().ToDictionary(static s => s.Key.Replace("__", ":", StringComparison.Ordinal), static s => (string?)s.Value);
        sample["InboxMind:Data"] = Path.GetFullPath("data");
        var (with, without) = (new ServiceCollection(), new ServiceCollection());

        HostServices.Add(with, new ConfigurationBuilder().AddInMemoryCollection(sample).Build()).ShouldBeNull();
        HostServices.Add(without, new ConfigurationBuilder().AddInMemoryCollection([new("InboxMind:Data", Path.GetFullPath("data"))])
            .Build()).ShouldBeNull();

        foreach (
            var type in (Type[])[typeof(SyncSettings), typeof(DurableSettings), typeof(AnswerSettings), typeof(Api.Limits.RequestLimits)])
            Instance(with, type).ShouldBe(Instance(without, type));
    }

    [Theory]
    [InlineData("Azure:Identity", "key", "InboxMind:Azure:Identity must be managed or developer.")]
    [InlineData("Azure:KeyVault:Uri", "http://vault", "InboxMind:Azure:KeyVault:Uri must be a Key Vault's address, such as "
        + "https://NAME.vault.azure.net.")]
    [InlineData("Azure:KeyVault:Uri", "",
        "InboxMind:Azure:KeyVault:Uri is missing; set it to the Key Vault that holds the certificate of the key ring.")]
    [InlineData("Azure:KeyVault:Certificate", "a/b",
        "InboxMind:Azure:KeyVault:Certificate must be a certificate's name: 1 to 127 letters, digits and hyphens.")]
    [InlineData("Cosmos:accountEndpoint", "account", "InboxMind:Cosmos:accountEndpoint must be an https address such as "
        + "https://ACCOUNT.documents.azure.com.")]
    public void Add_WrongSettingOfAzure_SaysWhichOne(string key, string value, string problem)
    {
        var settings = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage:accountName"] = "account",
            ["InboxMind:Cosmos:accountEndpoint"] = "https://account.documents.azure.com",
            ["InboxMind:Azure:KeyVault:Uri"] = "https://vault.vault.azure.net",
            [$"InboxMind:{key}"] = value,
        };

        HostServices.Add(new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).ShouldBe(problem);
    }

    [Fact]
    public void Add_CosmosWithoutAStorageAccount_SaysWhatToSet() => HostServices.Add(
        new ServiceCollection(), new ConfigurationBuilder().AddInMemoryCollection(
            [new("InboxMind:Cosmos:accountEndpoint", "https://account.documents.azure.com")]).Build())
        .ShouldBe("InboxMind:Cosmos:accountEndpoint is set, but no storage account for raw mail and keys: set AzureWebJobsStorage too.");

    [Theory]
    [InlineData("Sync:By", "1", "InboxMind:Sync:By must be messages or orchestrations.")]
    [InlineData("Sync:EveryMinutes", "0", "InboxMind:Sync:EveryMinutes must be a number from 1 to 1440.")]
    [InlineData("Sync:SideBySide", "many", "InboxMind:Sync:SideBySide must be a number from 1 to 500.")]
    [InlineData("Sync:Shards", "65", "InboxMind:Sync:Shards must be a number from 1 to 64.")]
    [InlineData("Sync:TurnSeconds", "600", "InboxMind:Sync:TurnSeconds must be a number from 10 to 480.")]
    [InlineData("Durable:HistoryDays", "0", "InboxMind:Durable:HistoryDays must be a number from 1 to 365.")]
    [InlineData("Durable:PurgePerRun", "-5", "InboxMind:Durable:PurgePerRun must be a number from 1 to 100000.")]
    [InlineData("Models:Chat:Endpoint", "http://models.example",
        "InboxMind:Models:Chat:Endpoint must be an https address, or http on this machine.")]
    public void Add_WrongSetting_SaysWhichOne(string key, string value, string problem) => HostServices.Add(
        new ServiceCollection(),
        new ConfigurationBuilder()
            .AddInMemoryCollection([new("InboxMind:Data", Path.GetFullPath("data")), new($"InboxMind:{key}", value)]).Build())
        .ShouldBe(problem);

    [Fact]
    public async Task Add_ModelsNamed_AreUsedInPlaceOfTheOfflineOnes()
    {
        await using var host = new EmbeddedHost(
            ("InboxMind:Models:Chat:Endpoint", "https://models.example/v1"), ("InboxMind:Models:Chat:Model", "chat"),
            ("InboxMind:Models:Embedding:Endpoint", "https://models.example/v1"), ("InboxMind:Models:Embedding:Model", "embedding"),
            ("InboxMind:Models:Embedding:Dimensions", "256"));

        var chat = await host.Get<IChatModels>().GetActiveAsync(Owner.Local, TestContext.Current.CancellationToken);
        chat.Id.ShouldBe("chat");
        (await host.Get<IEmbeddingModels>().GetActiveAsync(Owner.Local, TestContext.Current.CancellationToken))!.Key
            .ShouldBe("embedding@1/256");
        host.Services.GetServices<IModelEndpoint>().Select(static e => e.GetType().Assembly.GetName().Name)
            .ShouldBe(["InboxMind.Providers", "InboxMind.Providers"]);
    }

    [Fact]
    public async Task Add_DeploymentsNamed_AreThoseOfAzureOpenAi()
    {
        await using var host = new EmbeddedHost(
            ("InboxMind:Models:Chat:Endpoint", "https://name.openai.azure.com"), ("InboxMind:Models:Chat:Deployment", "chat"),
            ("InboxMind:Models:Embedding:Endpoint", "https://name.openai.azure.com"),
            ("InboxMind:Models:Embedding:Deployment", "embedding"), ("InboxMind:Models:Embedding:Dimensions", "256"));

        var chat = await host.Get<IChatModels>().GetActiveAsync(Owner.Local, TestContext.Current.CancellationToken);
        chat.Id.ShouldBe("chat");
        (await host.Get<IEmbeddingModels>().GetActiveAsync(Owner.Local, TestContext.Current.CancellationToken))!.Key
            .ShouldBe("embedding@1/256");
        host.Services.GetServices<IModelEndpoint>().Select(static e => e.GetType().Assembly.GetName().Name)
            .ShouldBe(["InboxMind.Azure", "InboxMind.Azure"]);
    }

    [Fact]
    public void Sample_IsPlainJson_NoCommentsAndNothingNested()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SamplePath));

        document.RootElement.GetProperty("Values").EnumerateObject().ShouldAllBe(static p => p.Value.ValueKind == JsonValueKind.String);
    }

    private static string SamplePath => Path.Combine(Repository.Folder, "local.settings.sample.json");

    private static object? Instance(IServiceCollection services, Type type) =>
        services.Last(s => s.ServiceType == type).ImplementationInstance;

    private static Dictionary<string, string> Sample()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(SamplePath));
        return document.RootElement.GetProperty("Values").EnumerateObject()
            .ToDictionary(static p => p.Name, static p => p.Value.GetString()!);
    }

    [GeneratedRegex("^\\| `(InboxMind__[A-Za-z0-9_]+|FUNCTIONS_WORKER_RUNTIME|AzureWebJobs[A-Za-z]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("^\\| `InboxMind__[A-Za-z0-9_]+` \\| as `INBOXMIND_([A-Za-z0-9_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Shared();

    private sealed class Recorder(Dictionary<string, string?> settings) : ConfigurationProvider
    {
        public HashSet<string> Keys { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Keys.Add(key);
            return settings.TryGetValue(key, out value);
        }

        public override void Set(string key, string? value) => settings[key] = value;

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            parentPath == "InboxMind:Accounts:Organisations" ? ["0"] : base.GetChildKeys(earlierKeys, parentPath);
    }
}

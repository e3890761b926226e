using System.Text.RegularExpressions;
using InboxMind.Azure;
using InboxMind.Core.Mail.Raw;
using InboxMind.Core.Settings;
using InboxMind.Core.Work;
using InboxMind.Embedded;
using InboxMind.Server.Background;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Server.Tests;

public sealed partial class StorageSettingsTests : IDisposable
{
    private const string NotAConnection =
        "Storage must be the connection string of a storage account with queues and blobs, or UseDevelopmentStorage=true.";
    private const string Queues = "https://account.queue.core.windows.net";
    private const string Blobs = "https://account.blob.core.windows.net";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(NotAConnection, "Storage", "secret")]
    [InlineData(NotAConnection, "Storage", "AccountName=a;AccountKey=secret")]
    [InlineData("Storage:blobServiceUri must be an https address such as https://ACCOUNT.blob.core.windows.net.",
        "Storage:queueServiceUri", Queues)]
    [InlineData("Storage:queueServiceUri must be an https address such as https://ACCOUNT.queue.core.windows.net.",
        "Storage:blobServiceUri", Blobs)]
    [InlineData(
        "Storage:queueServiceUri must be an https address such as https://ACCOUNT.queue.core.windows.net.", "Storage:queueServiceUri",
        "http://account.queue.core.windows.net", "Storage:blobServiceUri", Blobs)]
    [InlineData("Storage:accountName must be 3 to 24 lower-case letters and digits.", "Storage:accountName", "account.example/x")]
    [InlineData(
        "Set either Storage or Storage:queueServiceUri and Storage:blobServiceUri, not both.", "Storage", "UseDevelopmentStorage=true",
        "Storage:queueServiceUri", Queues)]
    public void Add_WrongSetting_SaysWhichOneWithoutTheKey(string problem, params string[] settings)
    {
        var error = Should.Throw<SettingsException>(() => Add(new ServiceCollection(), Configuration(settings)));

        error.Message.ShouldBe(problem);
    }

    [Theory]
    [InlineData("Storage", "UseDevelopmentStorage=true")]
    [InlineData("Storage", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net")]
    [InlineData("Storage:queueServiceUri", Queues, "Storage:blobServiceUri", Blobs)]
    [InlineData("Storage:accountName", "account", "Storage:clientId", "00000000-0000-0000-0000-000000000001")]
    public async Task Add_StorageIsSet_TakesQueueAndRawMailThere(params string[] settings)
    {
        await using var services = Add(new ServiceCollection(), Configuration(settings))
            .AddInboxMindEmbedded(_folder["data"])
            .BuildServiceProvider();

        services.GetRequiredService<IWorkQueue>().GetType().Assembly.ShouldBe(typeof(AzureServices).Assembly);
        services.GetRequiredService<IWorkStatus>().GetType().Assembly.ShouldBe(typeof(AzureServices).Assembly);
        services.GetRequiredService<IRawMailStore>().GetType().Assembly.ShouldBe(typeof(AzureServices).Assembly);
    }

    [Fact]
    public async Task Add_NothingSet_StaysEmbedded()
    {
        await using var services = Add(new ServiceCollection(), Configuration())
            .AddInboxMindEmbedded(_folder["data"])
            .BuildServiceProvider();

        services.GetRequiredService<IWorkQueue>().GetType().Assembly.ShouldBe(typeof(EmbeddedServices).Assembly);
        services.GetService<IRawMailStore>().ShouldBeNull();
    }

    [Theory]
    [InlineData("1")]
    [InlineData("3601")]
    [InlineData("soon")]
    public void WorkSettings_WrongVisibility_SaysSo(string value) =>
        Should.Throw<SettingsException>(() => WorkSettingsReader.Read(Configuration("Work:VisibilitySeconds", value).GetSection("Work")))
            .Message.ShouldBe("Work:VisibilitySeconds must be a number from 2 to 3600.");

    [Fact]
    public void WorkSettings_Visibility_IsTaken()
    {
        WorkSettingsReader.Read(Configuration("Work:VisibilitySeconds", "30")
            .GetSection("Work")).Visibility.ShouldBe(TimeSpan.FromSeconds(30));
        WorkSettingsReader.Read(Configuration().GetSection("Work")).Visibility.ShouldBe(TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task ConfigurationPage_StorageAndWork_AreThoseRead()
    {
        var settings = new RecordingProvider();
        var configuration = new ConfigurationRoot([settings]);
        Add(new ServiceCollection(), configuration);
        WorkSettingsReader.Read(configuration.GetSection("Work"));

        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        Row().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .ShouldBe(settings.Read, ignoreOrder: true);
    }

    /// <summary>A row of the page's table about storage and work.</summary>
    [GeneratedRegex("^\\| `INBOXMIND_((?:Storage|Work)[A-Za-z_]*)` \\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    private static IServiceCollection Add(IServiceCollection services, IConfiguration settings) =>
        services.AddInboxMindAzureStorage(settings.GetSection("Storage"), settings.GetSection("Azure"));

    private sealed class RecordingProvider : ConfigurationProvider
    {
        public HashSet<string> Read { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Read.Add(key);
            value = null;
            return false;
        }
    }

    private static IConfigurationRoot Configuration(params string[] settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Chunk(2).Select(static pair => KeyValuePair.Create<string, string?>(pair[0], pair[1]))).Build();
}

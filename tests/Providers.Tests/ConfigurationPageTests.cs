using System.Text.RegularExpressions;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Providers.Tests;

public sealed partial class ConfigurationPageTests
{
    /// <summary>Read by the project that runs them.</summary>
    private static readonly string[] OfModelsOnThisMachine =
        ["Models:Embedding:Folder", "Models:Embedding:Shipped", "Models:Embedding:Threads"];

    /// <summary>Read by the project of Azure's models.</summary>
    private static readonly string[] OfModelsOnAzure = ["Models:Chat:TokensPerMinute", "Models:Embedding:TokensPerMinute"];

    [Fact]
    public async Task ConfigurationPage_ModelSettings_AreThoseRead()
    {
        var settings = new RecordingProvider(new()
        {
            ["Models:Chat:Endpoint"] = "https://models.example/v1",
            ["Models:Chat:Model"] = "chat",
            ["Models:Embedding:Endpoint"] = "https://models.example/v1",
            ["Models:Embedding:Model"] = "embedding",
            ["Models:Embedding:Dimensions"] = "256",
        });
        new ServiceCollection().AddInboxMindModels(new ConfigurationRoot([settings]));

        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        SettingRow().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .Except(OfModelsOnThisMachine).Except(OfModelsOnAzure)
            .ShouldBe(settings.Read.Where(static r => r.StartsWith("Models:", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public async Task ConfigurationPage_SettingsOfPictures_AreThoseRead()
    {
        var settings = new RecordingProvider(new()
        {
            ["Attachments:Ocr:Endpoint"] = "https://models.example/v1",
            ["Attachments:Ocr:Model"] = "eyes",
        });
        new ServiceCollection().AddInboxMindModels(new ConfigurationRoot([settings]));
        AttachmentLimits.From(new ConfigurationRoot([settings]));

        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        OcrRow().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .ShouldBe(settings.Read.Where(static r => r.StartsWith("Attachments:Ocr:", StringComparison.Ordinal)), ignoreOrder: true);
    }

    [Fact]
    public async Task ConfigurationPage_AccountSettings_AreThoseRead()
    {
        var settings = new RecordingProvider(new()
        {
            ["Accounts:Organisations:0:Domain"] = "example.com",
            ["Accounts:Google:ClientId"] = "id",
            ["Accounts:Google:ClientSecret"] = "secret",
            ["Accounts:Microsoft:ClientId"] = "id",
            ["Accounts:Microsoft:ClientSecret"] = "secret",
        });
        new ServiceCollection().AddInboxMindSignIn(new ConfigurationRoot([settings]));

        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        AccountRow().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .ShouldBe(settings.Read, ignoreOrder: true);
    }

    /// <summary>A row of the page's table about text on pictures.</summary>
    [GeneratedRegex("^\\| `INBOXMIND_(Attachments__Ocr__[A-Za-z0-9_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex OcrRow();

    /// <summary>A row of the page's table about accounts.</summary>
    [GeneratedRegex("^\\| `INBOXMIND_(Accounts__[A-Za-z0-9_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex AccountRow();

    /// <summary>A row of the page's tables about a model.</summary>
    [GeneratedRegex("^\\| `INBOXMIND_(Models__[A-Za-z_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();

    private sealed class RecordingProvider(Dictionary<string, string?> settings) : ConfigurationProvider
    {
        public HashSet<string> Read { get; } = [];

        public override bool TryGet(string key, out string? value)
        {
            Read.Add(key);
            return settings.TryGetValue(key, out value);
        }

        public override IEnumerable<string> GetChildKeys(IEnumerable<string> earlierKeys, string? parentPath) =>
            parentPath == "Accounts:Organisations" ? ["0"] : base.GetChildKeys(earlierKeys, parentPath);
    }
}

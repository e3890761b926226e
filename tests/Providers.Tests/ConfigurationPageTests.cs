using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Providers.Tests;

public sealed partial class ConfigurationPageTests
{
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
            Path.Combine(AppContext.BaseDirectory, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        SettingRow().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal))
            .ShouldBe(settings.Read, ignoreOrder: true);
    }

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
    }
}

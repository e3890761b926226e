using System.Text.RegularExpressions;
using InboxMind.Core.Settings;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Tests.Settings;

public sealed partial class KnownSettingsTests
{
    [Fact]
    public async Task Names_PageOfSettings_AreThoseOfThePage()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        KnownSettings.Names.ShouldBe(
            Setting().Matches(page).Select(static m => m.Groups[1].Value.Replace("__", ":", StringComparison.Ordinal)),
            ignoreOrder: true);
    }

    [Theory]
    [InlineData("Models:Chat:Endpoint", null)]
    [InlineData("models:chat:ENDPOINT", null)]
    [InlineData("Accounts:Organisations:12:Domain", null)]
    [InlineData("Model:Chat:Endpoint", "Model:Chat:Endpoint > Models:Chat:Endpoint")]
    [InlineData("Models:Chat:ApiKeys", "Models:Chat:ApiKeys > Models:Chat:ApiKey")]
    [InlineData("Limits:QuestionPerMinute", "Limits:QuestionPerMinute > Limits:QuestionsPerMinute")]
    [InlineData("Zebra", "Zebra > ")]
    public void Unknown_Setting_IsTheOneThatNoOneReads(string name, string? unknown)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(name, "x")]).Build();

        KnownSettings.Unknown(settings).Select(static u => $"{u.Name} > {u.Nearest}")
            .ShouldBe(unknown is null ? [] : [unknown]);
    }

    /// <summary>Those of Azure are named as the Functions host reads them.</summary>
    [GeneratedRegex("^\\| `(?:INBOXMIND_|InboxMind__(?=Cosmos__|Azure__|Index__|Search__))([A-Za-z0-9_]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Setting();
}

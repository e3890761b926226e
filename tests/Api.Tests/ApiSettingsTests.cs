using System.Text.RegularExpressions;
using InboxMind.Api.Limits;
using InboxMind.Core;
using InboxMind.Core.Answers;
using InboxMind.Core.Settings;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests;

public sealed partial class ApiSettingsTests
{
    [Fact]
    public void AddInboxMindApi_Settings_AreRead()
    {
        var services = Add(new()
        {
            ["Limits:QuestionsPerMinute"] = "7",
            ["Limits:Proxies"] = "1",
            ["Answers:CachedAnswers"] = "0",
            ["Answers:QuestionsPerDay"] = "50",
        });

        services.GetRequiredService<RequestLimits>().ShouldBe(new RequestLimits { QuestionsPerMinute = 7, Proxies = 1 });
        services.GetRequiredService<AnswerSettings>().ShouldBe(new AnswerSettings { CachedAnswers = 0, QuestionsPerDay = 50 });
    }

    [Fact]
    public void AddInboxMindApi_NoSettings_HasTheDefaults()
    {
        var services = Add([]);

        services.GetRequiredService<RequestLimits>().ShouldBe(new RequestLimits());
        services.GetRequiredService<AnswerSettings>().ShouldBe(new AnswerSettings());
    }

    [Theory]
    [InlineData("Limits:QuestionsPerMinute", "0")]
    [InlineData("Limits:SignInsPerMinute", "many")]
    [InlineData("Limits:Proxies", "-1")]
    [InlineData("Answers:HistoryDays", "1.5")]
    public void AddInboxMindApi_WrongSetting_IsNamed(string key, string value) =>
        Should.Throw<SettingsException>(() => Add(new() { [key] = value })).Message.ShouldStartWith($"{key} must be a number from ");

    [Fact]
    public async Task ConfigurationPage_LimitsAndAnswers_AreThoseRead()
    {
        var page = await File.ReadAllTextAsync(
            Path.Combine(Repository.Folder, "docs", "configuration.md"), TestContext.Current.CancellationToken);

        SettingRow().Matches(page).Select(static m => m.Groups[1].Value).ShouldBe(
            [
                .. typeof(RequestLimits).GetProperties().Select(static p => $"Limits__{p.Name}"),
                .. typeof(AnswerSettings).GetProperties().Select(static p => $"Answers__{p.Name}"),
            ],
            ignoreOrder: true);
    }

    private static ServiceProvider Add(Dictionary<string, string?> settings) => new ServiceCollection()
        .AddInboxMindCore().AddInboxMindApi(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();

    /// <summary>A row of the page's tables about limits and answers.</summary>
    [GeneratedRegex("^\\| `INBOXMIND_((?:Limits|Answers)__[A-Za-z]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex SettingRow();
}

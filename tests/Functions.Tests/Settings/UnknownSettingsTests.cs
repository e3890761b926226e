using System.Text.RegularExpressions;
using InboxMind.Testing;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Tests.Settings;

public sealed partial class UnknownSettingsTests
{
    [Theory]
    [InlineData("InboxMind:Sync:EveryMinute", "InboxMind__Sync__EveryMinutes")]
    [InlineData("InboxMind:Models:Chat:Endpont", "InboxMind__Models__Chat__Endpoint")]
    [InlineData("InboxMind:Zebra", "")]
    [InlineData("InboxMind:Data", null)]
    [InlineData("InboxMind:Cache", null)]
    [InlineData("InboxMind:Durable:HistoryDays", null)]
    [InlineData("AzureWebJobsStorage", null)]
    [InlineData("PATH", null)]
    public void Find_Setting_IsTheOneThatNoOneReads(string name, string? meant)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(name, "x")]).Build();

        var variable = name.Replace(":", "__", StringComparison.Ordinal);
        UnknownSettings.Find(settings).ShouldBe(meant switch
        {
            null => [],
            "" => [$"{variable} is no setting of InboxMind."],
            _ => [$"{variable} is no setting of InboxMind; is {meant} meant?"],
        });
    }

    [Fact]
    public void Find_SettingsOfThePage_AreKnown()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder, "docs", "configuration.md"));
        var named = Setting().Matches(page).Select(static m => m.Value.Replace("__", ":", StringComparison.Ordinal)).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(30);
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection(named.ToDictionary(static n => n, static _ => (string?)"x")).Build();
        UnknownSettings.Find(settings).ShouldBeEmpty();
    }

    [GeneratedRegex("(?<=`)InboxMind__[A-Za-z0-9_]*[A-Za-z0-9](?=`)")]
    private static partial Regex Setting();
}

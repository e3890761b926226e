using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Tests.Settings;

public sealed class ProductionRulesTests
{
    private static readonly Dictionary<string, string?> Good = new()
    {
        ["Environment"] = "production",
        ["Accounts:PublicAddress"] = "https://mail.example.com",
        ["Limits:Proxies"] = "1",
    };

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("development", false)]
    [InlineData("Production", true)]
    public void IsProduction_BySetting_IsThat(string? value, bool isProduction) =>
        ProductionRules.IsProduction(Settings(("Environment", value))).ShouldBe(isProduction);

    [Fact]
    public void IsProduction_AnotherWord_IsRefused() =>
        Should.Throw<SettingsException>(() => ProductionRules.IsProduction(Settings(("Environment", "prod"))))
            .Message.ShouldBe("Environment must be development or production.");

    [Fact]
    public void Broken_GoodSettings_IsNothing() => ProductionRules.Broken(Settings(), hasOwnAddress: false).ShouldBeEmpty();

    [Theory]
    [InlineData("Accounts:PublicAddress", null, "Accounts:PublicAddress is missing")]
    [InlineData("Accounts:PublicAddress", "http://mail.example.com", "Accounts:PublicAddress must be an https address")]
    [InlineData("Limits:Proxies", "0", "Limits:Proxies is 0")]
    [InlineData("Limits:Proxies", null, "Limits:Proxies is 0")]
    [InlineData("Storage", "UseDevelopmentStorage=true", "Storage names an emulator")]
    [InlineData("Cosmos:key", "a secret key", "Cosmos:key is for an emulator")]
    [InlineData("Azure:Identity", "Developer", "Azure:Identity is developer")]
    [InlineData("Models:Chat:Endpoint", "https://models.example.com/v1", "Answers:QuestionsPerDay is 0")]
    public void Broken_UnsafeSetting_SaysWhatToDo(string name, string? value, string begin)
    {
        var broken = ProductionRules.Broken(Settings((name, value)), hasOwnAddress: false).ShouldHaveSingleItem();

        broken.ShouldStartWith(begin);
        broken.ShouldContain(": ");
        broken.ShouldEndWith(".");
        broken.ShouldNotContain("a secret key");
    }

    [Theory]
    [InlineData("Models:Chat:Endpoint", "http://localhost:11434/v1")]
    [InlineData("Storage", "DefaultEndpointsProtocol=https;AccountName=mail")]
    public void Broken_SafeSetting_IsNothing(string name, string value) =>
        ProductionRules.Broken(Settings((name, value)), hasOwnAddress: false).ShouldBeEmpty();

    [Fact]
    public void Broken_AddressOfThePlatform_NeedsNoOther() =>
        ProductionRules.Broken(Settings(("Accounts:PublicAddress", null)), hasOwnAddress: true).ShouldBeEmpty();

    private static IConfiguration Settings(params (string Name, string? Value)[] changes)
    {
        var settings = new Dictionary<string, string?>(Good);
        foreach (var (name, value) in changes)
            settings[name] = value;
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}

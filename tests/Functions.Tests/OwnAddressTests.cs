using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests;

public sealed class OwnAddressTests
{
    [Theory]
    [InlineData("app.azurewebsites.net", "https://app.azurewebsites.net/")]
    [InlineData("localhost:7071", null)]
    [InlineData("localhost", null)]
    [InlineData("no name", null)]
    [InlineData(null, null)]
    public void Add_NameOfThePlatform_IsAnsweredWithoutASetting(string? name, string? expected)
    {
        var services = new ServiceCollection();
        HostServices.Add(services, new ConfigurationBuilder().AddInMemoryCollection(
            [new("InboxMind:Data", Path.GetFullPath("data")), new(OwnAddress.Key, name)]).Build()).ShouldBeNull();

        var accounts = (AccountSettings)services.Last(static s => s.ServiceType == typeof(AccountSettings)).ImplementationInstance!;

        accounts.Addresses.Select(static a => a.ToString()).ShouldBe(expected is null ? [] : [expected]);
    }
}

using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace InboxMind.Functions.Tests;

public sealed class OneDataFolderTests(Azurite azurite)
{
    [Fact]
    public async Task RefusalAsync_SecondInstanceWithAFolderOfItsOwn_SaysWhatToDo()
    {
        using var mine = new TempFolder();
        using var theirs = new TempFolder();
        await using var first = Build(mine.Root);
        await using var again = Build(mine.Root);
        await using var second = Build(theirs.Root);

        (await OneDataFolder.RefusalAsync(first.Services)).ShouldBeNull();
        (await OneDataFolder.RefusalAsync(again.Services)).ShouldBeNull();
        (await OneDataFolder.RefusalAsync(second.Services)).ShouldBe(OneDataFolder.Refused);
    }

    private WebApplication Build(string data)
    {
        var host = WebApplication.CreateSlimBuilder();
        HostServices.Add(host.Services, new ConfigurationBuilder().AddInMemoryCollection(
            [new("InboxMind:Data", data), new("AzureWebJobsStorage", azurite.ConnectionString)]).Build()).ShouldBeNull();
        return host.Build();
    }
}

using InboxMind.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace InboxMind.Functions.Tests;

public sealed class HostConfigurationTests
{
    [Theory]
    [InlineData("""{"InboxMind": {"Data": "/elsewhere"}, "Logging": {"LogLevel": {"Default": "Trace"}}}""")]
    [InlineData("this is no JSON")]
    public void Arguments_FolderWithSettingsOfItsOwn_ReadsAndWatchesNoneOfThem(string settings)
    {
        using var folder = new TempFolder();
        File.WriteAllText(Path.Combine(folder.Root, "appsettings.json"), settings);

        var builder = Host.CreateApplicationBuilder(HostConfiguration.Arguments([$"--contentRoot={folder.Root}", "--given=yes"]));
        HostConfiguration.DropFiles(builder.Configuration);

        builder.Environment.ContentRootPath.ShouldNotBe(folder.Root);
        builder.Configuration["InboxMind:Data"].ShouldBeNull();
        builder.Configuration["Logging:LogLevel:Default"].ShouldBeNull();
        builder.Configuration["given"].ShouldBe("yes");
        ((IConfigurationBuilder)builder.Configuration).Sources.OfType<FileConfigurationSource>().ShouldBeEmpty();
    }
}

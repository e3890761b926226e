using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Tests;

public sealed class DataFolderSettingTests
{
    [Fact]
    public void TryRead_FullPath_IsTheFolder()
    {
        var full = Path.GetFullPath("data");

        DataFolderSetting.TryRead(Settings(full), out var folder, out var problem).ShouldBeTrue();

        folder.ShouldBe(full);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void TryRead_Missing_SaysWhatToSet(string? value)
    {
        DataFolderSetting.TryRead(Settings(value), out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain("InboxMind:Data");
        problem.ShouldContain("InboxMind__Data");
    }

    [Fact]
    public void TryRead_RelativePath_SaysWhatItMustBe()
    {
        DataFolderSetting.TryRead(Settings("data"), out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain("full path");
    }

    private static IConfiguration Settings(string? folder) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("InboxMind:Data", folder)]).Build();
}

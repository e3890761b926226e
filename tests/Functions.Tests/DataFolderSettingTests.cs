using Microsoft.Extensions.Configuration;

namespace InboxMind.Functions.Tests;

public sealed class DataFolderSettingTests
{
    [Fact]
    public void TryRead_FullPath_IsTheFolder()
    {
        var full = Path.GetFullPath("data");

        DataFolderSetting.TryRead(Settings(full), isShared: false, out var folder, out var problem).ShouldBeTrue();

        folder.ShouldBe(full);
        problem.ShouldBeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void TryRead_Missing_SaysWhatToSet(string? value)
    {
        DataFolderSetting.TryRead(Settings(value), isShared: false, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain("InboxMind:Data");
        problem.ShouldContain("InboxMind__Data");
    }

    [Fact]
    public void TryRead_RelativePath_SaysWhatItMustBe()
    {
        DataFolderSetting.TryRead(Settings("data"), isShared: false, out _, out var problem).ShouldBeFalse();

        problem.ShouldNotBeNull().ShouldContain("full path");
    }

    [Fact]
    public void TryRead_StateLiesInCosmos_IsACacheThatNeedsNoSetting()
    {
        DataFolderSetting.TryRead(Settings(null), isShared: true, out var folder, out _).ShouldBeTrue();

        Path.IsPathFullyQualified(folder.ShouldNotBeNull()).ShouldBeTrue();
        DataFolderSetting.TryRead(Settings(Path.GetFullPath("data")), isShared: true, out _, out var problem).ShouldBeFalse();
        problem.ShouldBe(
            "Set either InboxMind:Data or InboxMind:Cosmos:accountEndpoint, not both: the state lies in the one place or the other.");
    }

    private static IConfiguration Settings(string? folder) =>
        new ConfigurationBuilder().AddInMemoryCollection([new("InboxMind:Data", folder)]).Build();
}

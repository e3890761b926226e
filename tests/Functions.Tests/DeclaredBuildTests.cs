using Microsoft.Azure.Functions.Worker;

namespace InboxMind.Functions.Tests;

public sealed class DeclaredBuildTests
{
    private const string WhatToSet = "build it with FunctionsWorker=nuget";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_Declared_FailsAndSaysWhatToSet()
    {
        using var artifacts = new TemporaryFolder();

        var (exitCode, output) = await DotNet.RunAsync(
            Cancellation, "publish", "src/Functions", "-p:FunctionsWorker=declared", "--artifacts-path", artifacts.Path);

        exitCode.ShouldNotBe(0);
        output.ShouldContain(WhatToSet);
        Directory.Exists(Path.Combine(artifacts.Path, "publish")).ShouldBeFalse();
    }

    [Fact]
    public async Task Build_UnknownWorker_FailsAndNamesTheChoices()
    {
        using var artifacts = new TemporaryFolder();

        var (exitCode, output) = await DotNet.RunAsync(
            Cancellation, "build", "src/Functions", "-p:FunctionsWorker=other", "--artifacts-path", artifacts.Path);

        exitCode.ShouldNotBe(0);
        output.ShouldContain("FunctionsWorker is 'other'; set it to 'nuget'");
    }

    [Fact]
    public async Task Run_Declared_FailsAndSaysWhatToSet()
    {
        Assert.SkipUnless(
            typeof(FunctionAttribute).Assembly.GetName().Name == "InboxMind.FunctionsWorker.Declared",
            "This build has the real worker.");

        var (exitCode, output) = await DotNet.RunAsync(Cancellation, typeof(HttpPipeline).Assembly.Location);

        exitCode.ShouldBe(1);
        output.Trim().ShouldNotContain("\n");
        output.ShouldContain(WhatToSet);
    }
}

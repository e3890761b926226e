using InboxMind.Server.Commands;
using InboxMind.Server.Output;

namespace InboxMind.Server.Tests;

/// <summary>What a run of the command line gave.</summary>
internal sealed record CliResult(int Code, string Out, string Error)
{
    /// <summary>Asserts that it failed with this code, one line on stderr and nothing on stdout.</summary>
    public void ShouldFail(int code, params string[] parts)
    {
        Code.ShouldBe(code, Error);
        Out.ShouldBeEmpty();
        Error.ShouldEndWith("\n");
        Error.TrimEnd('\n').ShouldNotContain('\n');
        Error.Length.ShouldBeGreaterThan(10);
        foreach (var part in parts)
            Error.ShouldContain(part);
    }

    public CliResult ShouldSucceed()
    {
        Code.ShouldBe(0, Error);
        return this;
    }
}

/// <summary>Runs the command line within this process.</summary>
internal static class Cli
{
    public static async Task<CliResult> RunAsync(params string[] args)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        await using var error = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(args, new Terminal(output, error, ShowsProgress: false));
        return new CliResult(code, output.ToString(), error.ToString());
    }
}

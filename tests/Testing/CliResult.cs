namespace InboxMind.Testing;

/// <summary>What a run of the command line gave.</summary>
public sealed record CliResult(int Code, string Out, string Error)
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

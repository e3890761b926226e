using Microsoft.AspNetCore.Http;

namespace InboxMind.Functions.Tests;

public sealed class ForwardedAddressTests
{
    private readonly HeaderDictionary headers = [];

    [Theory]
    [InlineData("""{"Host":"localhost","X-Forwarded-For":"198.51.100.1, 203.0.113.9:51234"}""", "198.51.100.1, 203.0.113.9:51234")]
    [InlineData("""{"x-forwarded-for":"203.0.113.9"}""", "203.0.113.9")]
    public void Restore_SentWithTheRequest_IsTheRequestsAgain(string told, string expected)
    {
        headers["X-Forwarded-For"] = "192.0.2.1";

        ForwardedAddress.Restore(new Dictionary<string, object?> { ["Headers"] = told }, headers);

        headers["X-Forwarded-For"].ToString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"Host":"localhost"}""")]
    [InlineData("""{"Cookie":"X-Forwarded-For"}""")]
    [InlineData("""{"X-Forwarded-For":7}""")]
    public void Restore_NotSentWithTheRequest_IsTakenAway(string told)
    {
        headers["X-Forwarded-For"] = "192.0.2.1";

        ForwardedAddress.Restore(new Dictionary<string, object?> { ["Headers"] = told }, headers);

        headers.ContainsKey("X-Forwarded-For").ShouldBeFalse();
    }

    [Fact]
    public void Restore_NothingTold_StaysAsItIs()
    {
        headers["X-Forwarded-For"] = "192.0.2.1";

        ForwardedAddress.Restore(new Dictionary<string, object?>(), headers);

        headers["X-Forwarded-For"].ToString().ShouldBe("192.0.2.1");
    }
}

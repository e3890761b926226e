using System.Net;
using InboxMind.Core.Accounts.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Auth;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("mail.example", HttpStatusCode.OK)]
    [InlineData("MAIL.example:443", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("mail.example:8443", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("mail.example.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task AnyRequest_PublicAddressSet_AnswersThatNameAndThisMachine(string host, HttpStatusCode expected)
    {
        await using var api = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/health", UriKind.Relative));
        request.Headers.Host = host;
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Cookie_AtAPublicAddress_IsSecure()
    {
        await using var api = await StartAsync();
        var code = await api.Get<LocalSignIn>().OfferAsync(TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/auth/local?code={code}", UriKind.Relative));
        request.Headers.Host = "mail.example";
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.Headers.GetValues("Set-Cookie").Single().ShouldContain("secure", Case.Insensitive);
    }

    private static Task<AuthApi> StartAsync() => AuthApi.StartAsync(static services =>
        services.AddSingleton(new AccountSettings { PublicAddress = new Uri("https://mail.example") }));
}

using System.Net;
using InboxMind.Core.Accounts.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Auth;

public sealed class PublicAddressTests
{
    [Theory]
    [InlineData("mail.example", HttpStatusCode.OK)]
    [InlineData("app.azurewebsites.net", HttpStatusCode.OK)]
    [InlineData("MAIL.example:443", HttpStatusCode.OK)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("mail.example:8443", HttpStatusCode.MisdirectedRequest)]
    [InlineData("evil.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("mail.example.evil.example", HttpStatusCode.MisdirectedRequest)]
    public async Task AnyRequest_PublicAddressSet_AnswersThatNameAndThisMachine(string host, HttpStatusCode expected)
    {
        await using var api = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/.well-known/jwks.json", UriKind.Relative));
        request.Headers.Host = host;
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("GET", "10.0.0.4:8080", "/health", HttpStatusCode.OK)]
    [InlineData("HEAD", "probe.example", "/health", HttpStatusCode.OK)]
    [InlineData("POST", "probe.example", "/health", HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "probe.example", "/health/detailed", HttpStatusCode.MisdirectedRequest)]
    public async Task AnyRequest_OfAProbe_IsAnsweredUnderAnyName(string method, string host, string path, HttpStatusCode expected)
    {
        await using var api = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        request.Headers.Host = host;
        using var response = await api.Client.SendAsync(request, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(expected);
    }

    [Theory]
    [InlineData("app.azurewebsites.net", "https://app.azurewebsites.net/api/v1/oauth/google/callback")]
    [InlineData("mail.example", "https://mail.example/api/v1/oauth/google/callback")]
    public async Task For_NameOfThePlatformAndAChosenOne_IsTheOneThatWasAsked(string host, string expected)
    {
        await using var api = await StartAsync();
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = api.Get<IServiceProvider>() };
        context.Request.Host = new Microsoft.AspNetCore.Http.HostString(host);

        new Uri(Api.Requests.PublicAddress.For(context), "/api/v1/oauth/google/callback").ToString().ShouldBe(expected);
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
        services.AddSingleton(new AccountSettings
        {
            PublicAddress = new Uri("https://mail.example"),
            OwnAddress = new Uri("https://app.azurewebsites.net"),
        }));
}

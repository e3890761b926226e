using System.Net;
using System.Text.Json;
using InboxMind.Api.Requests;
using InboxMind.Api.Tests.Emails;

namespace InboxMind.Api.Tests.Requests;

/// <summary>What a caller takes, and what a route gives.</summary>
[ThroughFunctions]
public sealed class AcceptTests : IAsyncLifetime
{
    private MailApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await MailApi.StartAsync();
        Mail = (await _api.AddAsync(MailApi.Letter(
            "Plan", 1, "--b\r\nContent-Type: text/plain\r\n\r\nHere\r\n--b\r\nContent-Type: application/pdf\r\n"
            + "Content-Disposition: attachment; filename=a.pdf\r\n\r\nPDF\r\n--b--\r\n",
            "Content-Type: multipart/mixed; boundary=b\r\n"))).Value;
    }

    private string Mail { get; set; } = "";

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/emails", "application/json", true)]
    [InlineData("/api/v1/emails", "APPLICATION/JSON; charset=utf-8", true)]
    [InlineData("/api/v1/emails", "application/*;q=0.1", true)]
    [InlineData("/api/v1/emails", "text/html, */*;q=0.8", true)]
    [InlineData("/api/v1/emails", "", true)]
    [InlineData("/api/v1/emails", ";;,", true)]
    [InlineData("/api/v1/emails", "text/html", false)]
    [InlineData("/api/v1/emails", "*/*;q=0", false)]
    [InlineData("/api/v1/emails", "*/*, application/json;q=0", false)]
    [InlineData("/api/v1/emails", "application/*;q=0, application/json;q=0.2", true)]
    [InlineData("/api/v1/emails", "application/problem+json", false)]
    [InlineData("/api/v1/emails/{mail}/raw", "message/rfc822", true)]
    [InlineData("/api/v1/emails/{mail}/raw", "application/json", false)]
    [InlineData("/api/v1/emails/{mail}/attachments/1", "application/pdf", true)]
    [InlineData("/api/v1/emails/{mail}/attachments/1", "*/*;q=0", false)]
    [InlineData("/api/v1/account/export", "application/zip", true)]
    [InlineData("/api/v1/account/export", "application/json", false)]
    [InlineData("/", "text/html", true)]
    [InlineData("/", "application/json", false)]
    [InlineData("/openapi/v1.json", "application/json", true)]
    [InlineData("/openapi/v1.json", "text/html", false)]
    [InlineData("/health", "*/*", true)]
    public async Task Get_Accept_IsMetOrRefused(string path, string accept, bool isGood)
    {
        using var response = await SendAsync(HttpMethod.Get, path, accept);

        response.StatusCode.ShouldBe(isGood ? HttpStatusCode.OK : HttpStatusCode.NotAcceptable);
        if (!isGood)
            await ShouldBeProblemAsync(response, 406);
    }

    [Fact]
    public async Task Refused_Deletion_HasNotHappened()
    {
        using var all = await SendAsync(HttpMethod.Delete, "/api/v1/emails?confirm=all", "text/plain");

        all.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await _api.SubjectsAsync("")).ShouldBe(["Plan"]);
    }

    [Theory]
    [InlineData("application/json", HttpStatusCode.NotAcceptable)]
    [InlineData("text/event-stream", HttpStatusCode.OK)]
    public async Task Stream_Accept_IsMetOrRefused(string accept, HttpStatusCode status)
    {
        using var content = new StringContent("{\"query\":\"where is the plan?\"}", System.Text.Encoding.UTF8, "application/json");
        using var response = await SendAsync(HttpMethod.Post, "/api/v1/rag/query/stream", accept, content);

        response.StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task NothingToSend_AnyAccept_IsDone()
    {
        using var response = await SendAsync(HttpMethod.Delete, $"/api/v1/emails/{Mail}", "image/png");

        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("/api/v1/emails/nothing", 404)]
    [InlineData("/api/v1/emails?limit=0", 400)]
    public async Task Error_ProblemIsNotAccepted_IsAProblemAllTheSame(string path, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, path, "application/json");

        await ShouldBeProblemAsync(response, status);
    }

    [Fact]
    public async Task NoToken_WrongAccept_IsToldOfTheToken()
    {
        using var response = await _api.Api.SendAsync(HttpMethod.Get, "/api/v1/emails", accept: "image/png");

        await ShouldBeProblemAsync(response, 401);
    }

    [Theory]
    [InlineData("application/x-ndjson", true)]
    [InlineData("application/json", true)]
    [InlineData("text/csv", false)]
    public void IsAccepted_OneOfSeveral_IsEnough(string accept, bool isGood) =>
        MediaTypes.IsAccepted(accept, ["application/json", "application/x-ndjson"]).ShouldBe(isGood);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accept, HttpContent? content = null)
    {
        using var request =
            new HttpRequestMessage(method, new Uri(path.Replace("{mail}", Mail, StringComparison.Ordinal), UriKind.Relative))
            {
                Content = content,
            };
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {_api.AnnasToken}");
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _api.Api.Client.SendAsync(request, Cancellation);
    }

    private static async Task ShouldBeProblemAsync(HttpResponseMessage response, int status)
    {
        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation)).GetProperty("request_id")
            .GetString()
            .ShouldNotBeNullOrEmpty();
    }
}

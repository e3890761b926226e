using System.Globalization;
using System.Text.Json;

namespace InboxMind.Api.Tests.OpenApi;

/// <summary>Whatever is sent to whichever route, the answer is one that the document promises.</summary>
public sealed class HostileRequestTests
{
    /// <summary>So many differences say enough.</summary>
    private const int MaxTold = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryOperation_AnyRequest_AnswersAsTheDocumentSays()
    {
        await using var api = await HostileApi.StartAsync();
        var document = await ServedDocument.OfAsync(api.Api);
        var wrong = new List<string>();
        var (sent, good) = (0, new HashSet<string>());
        foreach (var (index, operation) in document.Operations.Index())
        {
            var caller = await api.CallerAsync();
            foreach (var (who, isNobody) in ((HostileApi.Caller, bool)[])[(caller, false), (caller with { Token = "nobody" }, true)])
            {
                // Nobody is refused before most of it is looked at: a part of the requests says as much.
                foreach (var (what, request) in new HostileRequests(document, operation, who, seed: index).All()
                    .Where((_, i) => !isNobody || i % 3 == 0))
                {
                    var (differences, isGood) = await SendAsync(api, document, operation, request);
                    wrong.AddRange(differences.Select(d => $"{operation.Name}{(isNobody ? " without a token" : "")}, {what}: {d}"));
                    if (isGood && isNobody && operation.NeedsToken)
                        wrong.Add($"{operation.Name} without a token, {what}: let in");
                    if (isGood && !isNobody)
                        good.Add(operation.Name);
                    sent++;
                }
            }
        }

        wrong.Take(MaxTold).ShouldBeEmpty($"{wrong.Count} of {sent} answers are not as the document says");
        sent.ShouldBeGreaterThan(70 * document.Operations.Count);

        // What was never answered well was hardly tested.
        document.Operations.Select(static o => o.Name).Except(good).ShouldBe(
            [
                "GET /api/v1/oauth/{provider}", "GET /api/v1/oauth/{provider}/callback", "GET /api/v1/auth/local",
                "POST /api/v1/auth/refresh",
                "DELETE /api/v1/account/identities/{provider}/{subject}", "POST /api/v1/admin/work/poisoned/{queue}/{id}/requeue",
                "POST /api/v1/imports",
            ],
            ignoreOrder: true,
            "give HostileApi.CallerAsync values with which the operation succeeds");
    }

    private static async Task<(IReadOnlyList<string> Differences, bool IsGood)> SendAsync(
        HostileApi api, ServedDocument document, ServedDocument.Operation operation, HttpRequestMessage request)
    {
        using (request)
        {
            try
            {
                using var response = await api.Api.Client.SendAsync(request, Cancellation);
                return (await DifferencesAsync(document, operation, response), (int)response.StatusCode < 400);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                return ([$"{e.GetType().Name}: {e.Message}"], false);
            }
        }
    }

    private static async Task<List<string>> DifferencesAsync(
        ServedDocument document, ServedDocument.Operation operation, HttpResponseMessage response)
    {
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        var body = await response.Content.ReadAsByteArrayAsync(Cancellation);
        var text = System.Text.Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 300)));
        if (!response.Headers.TryGetValues("X-Request-ID", out var ids) || ids.Count() != 1)
            return [$"{status} without a request id"];
        if (!operation.Json.GetProperty("responses").TryGetProperty(status, out var declared))
            return [$"{status} is not in the document: {text}"];
        if (status[0] == '5' && status is not ("503" or "502"))
            return [$"{status}: {text}"];
        if (operation.Method == "HEAD")
            return [];
        declared = document.Schemas.Resolve(declared);
        if (!declared.TryGetProperty("content", out var content))
            return body.Length == 0 || status is "206" or "304" ? [] : [$"{status} has a body: {text}"];
        var type = response.Content.Headers.ContentType?.MediaType;
        if (type is null || !(content.TryGetProperty(type, out var media) || content.TryGetProperty("*/*", out media)))
            return [$"{status} with the type {type}: {text}"];
        if (type is not ("application/json" or "application/problem+json") || !media.TryGetProperty("schema", out var schema))
            return [];
        var value = JsonSerializer.Deserialize<JsonElement>(body);
        var errors = document.Schemas.Check(schema, value);
        if (type == "application/problem+json" && value.GetProperty("request_id").GetString() != ids.Single())
            errors.Add("the request id of the problem is not that of the header");
        return [.. errors.Select(e => $"{status}: {e}")];
    }
}

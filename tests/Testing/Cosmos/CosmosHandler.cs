using System.Globalization;
using System.Net.Http.Headers;

namespace InboxMind.Testing.Cosmos;

/// <summary>Carries the SDK's requests to a <see cref="CosmosServer"/> within the process.</summary>
public sealed class CosmosHandler(CosmosServer server) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellationToken);
        var answer = server.Answer(new CosmosRequest(
            request.Method.Method, request.RequestUri!.AbsolutePath,
            name => Header(request.Headers, name) ?? (request.Content is { } c ? Header(c.Headers, name) : null) ?? "", body));
        var response = new HttpResponseMessage(answer.Status) { RequestMessage = request, Content = new ByteArrayContent(answer.Body) };
        response.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        response.Headers.TryAddWithoutValidation("x-ms-request-charge", answer.Charge.ToString(CultureInfo.InvariantCulture));
        foreach (var (name, value) in answer.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return response;
    }

    private static string? Header(HttpHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}

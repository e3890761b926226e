using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace InboxMind.Functions;

/// <summary>Gives a request its <c>X-Forwarded-For</c> back, as the host was sent it.</summary>
/// <remarks>The host hands a request to the worker as a proxy does, and puts the address that called the host in the place of what the
/// proxies in front had written. What the host tells the worker about the trigger still has it. How much of it is believed is decided
/// by the Api.</remarks>
public sealed class ForwardedAddress : IFunctionsWorkerMiddleware
{
    private const string Header = "X-Forwarded-For";

    /// <inheritdoc/>
    public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        if (context.GetHttpContext() is { } http)
            Restore(context.BindingContext.BindingData, http.Request.Headers);

        // Nothing is awaited before this: orchestrators do not take that.
        return next(context);
    }

    /// <summary>Takes the header from the trigger's data; a request that came without it has none afterwards.</summary>
    internal static void Restore(IReadOnlyDictionary<string, object?> trigger, IHeaderDictionary headers)
    {
        if (trigger.TryGetValue("Headers", out var told) && told is string json)
            headers[Header] = Find(json);
    }

    private static string? Find(string json)
    {
        if (!json.Contains(Header, StringComparison.OrdinalIgnoreCase))
            return null;
        using var headers = JsonDocument.Parse(json);
        return headers.RootElement.EnumerateObject()
            .FirstOrDefault(static header => header.Name.Equals(Header, StringComparison.OrdinalIgnoreCase)).Value
                is { ValueKind: JsonValueKind.String } value
            ? value.GetString()
            : null;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace InboxMind.Functions;

/// <summary>Hands a function's request to the one Api pipeline, which writes the response itself.</summary>
/// <remarks>
/// The worker has routed the request before the function sees it. Its endpoint would make the pipeline's own routing stand
/// aside and run the function again, so the pipeline is given a request that was not routed yet; afterwards the worker
/// finds its own again. No exception of the pipeline is handled here: the pipeline has its own handler.
/// </remarks>
public sealed class HttpPipeline(RequestDelegate pipeline, IHttpContextAccessor accessor)
{
    /// <summary>Runs the pipeline on a request.</summary>
    /// <returns>A result that writes nothing more.</returns>
    public async Task<IActionResult> RunAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var endpoint = context.GetEndpoint();
        var routeValues = context.Request.RouteValues;
        var outer = accessor.HttpContext;

        context.SetEndpoint(null);
        context.Request.RouteValues = [];
        accessor.HttpContext = context;
        try
        {
            await pipeline(context);
        }
        finally
        {
            accessor.HttpContext = outer;
            context.Request.RouteValues = routeValues;
            context.SetEndpoint(endpoint);
        }

        return new EmptyResult();
    }
}

using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests.Http;

/// <summary>The HTTP functions, and which of them a request belongs to.</summary>
internal static class FunctionRoutes
{
    /// <summary>The function that takes what no other does.</summary>
    public const string Rest = "Web";

    private static readonly List<HttpFunction> All =
        [.. typeof(HttpPipeline).Assembly.GetExportedTypes()
            .SelectMany(static type => type.GetMethods())
            .Select(static method => (method, method.GetCustomAttribute<FunctionAttribute>()?.Name, method.GetParameters()
                .Select(static parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>()
                .FirstOrDefault()))
            .Where(static f => f is { Name: not null, Item3: not null })
            .Select(static f => new HttpFunction(f.Name!, f.method, f.Item3!.Methods!, TemplateParser.Parse(f.Item3.Route!)))];

    /// <summary>The functions that take a method and a path.</summary>
    public static IReadOnlyList<HttpFunction> Find(string method, string path) =>
        [.. All.Where(f => f.Methods.Contains(method, StringComparer.OrdinalIgnoreCase) && Match(f, path) is not null)];

    /// <summary>Hands a request to its function: it was routed, the function is made for it, and its result writes the rest.</summary>
    public static async Task InvokeAsync(HttpContext context)
    {
        var found = Find(context.Request.Method, context.Request.Path.Value!).OrderBy(static f => f.Name == Rest).FirstOrDefault();
        if (found is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var values = Match(found, context.Request.Path.Value!)!;
        context.Request.RouteValues = values;
        context.SetEndpoint(new Endpoint(static _ => throw new InvalidOperationException("The function runs twice."), null, found.Name));
        var function = ActivatorUtilities.CreateInstance(context.RequestServices, found.Method.DeclaringType!);
        var result = await (Task<IActionResult>)found.Method.Invoke(function, [context.Request])!;
        await result.ExecuteResultAsync(
            new ActionContext(context, new RouteData(values), new Microsoft.AspNetCore.Mvc.Abstractions.ActionDescriptor()));
    }

    private static RouteValueDictionary? Match(HttpFunction function, string path)
    {
        var values = new RouteValueDictionary();
        return new TemplateMatcher(function.Template, []).TryMatch(path, values) ? values : null;
    }
}

internal sealed record HttpFunction(string Name, MethodInfo Method, IReadOnlyList<string> Methods, RouteTemplate Template);

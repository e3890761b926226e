using System.Globalization;
using System.Text.Json.Nodes;
using InboxMind.Api.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace InboxMind.Api.Requests;

/// <summary>What the OpenAPI document says about a parameter of a route: one that its handler names, or one that it reads from the query
/// string itself.</summary>
internal sealed record ParameterNote(string Name, ParameterLocation In, string Description)
{
    public JsonSchemaType Type { get; init; } = JsonSchemaType.String;

    /// <summary>The least and the greatest number.</summary>
    public (int Min, int Max)? Range { get; init; }

    /// <summary>The greatest length in characters.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The value it has when it is left out.</summary>
    public JsonNode? Default { get; init; }

    /// <summary>The only values it may have.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    public static ParameterNote Path(string name, string description) => new(name, ParameterLocation.Path, description);

    public static ParameterNote Text(string name, string description) =>
        new(name, ParameterLocation.Query, description) { MaxLength = QueryValues.MaxLength };

    public static ParameterNote Number(string name, int min, int max, int otherwise, string description) =>
        new(name, ParameterLocation.Query, description) { Type = JsonSchemaType.Integer, Range = (min, max), Default = otherwise };

    public static ParameterNote Flag(string name, string description) =>
        new(name, ParameterLocation.Query, description) { Type = JsonSchemaType.Boolean };

    public static ParameterNote Choice(string name, string description, params string[] values) =>
        new(name, ParameterLocation.Query, description) { Values = values };

    /// <summary>The schema of its values.</summary>
    public OpenApiSchema Schema() => new()
    {
        Type = Type,
        Minimum = Range?.Min.ToString(CultureInfo.InvariantCulture),
        Maximum = Range?.Max.ToString(CultureInfo.InvariantCulture),
        MaxLength = MaxLength,
        Default = Default?.DeepClone(),
        Enum = Values.Count > 0 ? [.. Values.Select(static v => (JsonNode)v)] : null,
    };
}

/// <summary>Says that a file has whatever type it has, which the framework's own metadata cannot.</summary>
internal sealed class AnyMediaType;

/// <summary>Notes on routes.</summary>
internal static class RouteNotes
{
    /// <summary>Describes parameters.</summary>
    public static TBuilder WithParameters<TBuilder>(this TBuilder builder, params ParameterNote[] notes)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata([.. notes]);

    /// <summary>Says that a route ends with these errors as problems, or as pages when the caller takes those.</summary>
    public static RouteHandlerBuilder ProducesFailurePages(this RouteHandlerBuilder route, params int[] statuses)
    {
        foreach (var status in statuses)
            route.Produces<string>(status, OperationNotes.Html);
        return route;
    }
}

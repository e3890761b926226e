using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InboxMind.Api.OpenApi;

/// <summary>Says of the fields of a request which of them it needs: those marked so, whatever a constructor takes.</summary>
internal sealed class RequestRules : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (schema.Properties is not { Count: > 0 } properties)
            return Task.CompletedTask;
        schema.Required = context.JsonTypeInfo.Properties
            .Where(static p => p.AttributeProvider?.IsDefined(typeof(RequiredAttribute), inherit: true) == true)
            .Select(static p => p.Name).Where(properties.ContainsKey).ToHashSet();
        foreach (var name in schema.Required)
        {
            if (properties[name] is OpenApiSchema { Type: { } type } property)
                property.Type = type & ~JsonSchemaType.Null;
        }

        return Task.CompletedTask;
    }
}

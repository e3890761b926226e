using System.Text.Json.Nodes;

namespace InboxMind.Api.OpenApi;

/// <summary>Examples of requests and answers: the files of the folder, each named for the type it is one of.</summary>
internal static class Examples
{
    /// <summary>The example of a type; null when there is none.</summary>
    public static JsonNode? Find(string type)
    {
        using var file = typeof(Examples).Assembly.GetManifestResourceStream($"Examples/{type}");
        return file is null ? null : JsonNode.Parse(file);
    }
}

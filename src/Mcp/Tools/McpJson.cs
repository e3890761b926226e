using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace InboxMind.Mcp.Tools;

/// <summary>Arguments and results as JSON. An argument that no tool has is refused: left out in silence, it would make the answer one to
/// another question.</summary>
[JsonSerializable(typeof(SearchArguments))]
[JsonSerializable(typeof(SearchData))]
[JsonSerializable(typeof(FetchArguments))]
[JsonSerializable(typeof(FetchData))]
[JsonSerializable(typeof(AskArguments))]
[JsonSerializable(typeof(AskData))]
[JsonSerializable(typeof(CountArguments))]
[JsonSerializable(typeof(CountData))]
[JsonSerializable(typeof(ThreadsArguments))]
[JsonSerializable(typeof(ThreadsData))]
[JsonSerializable(typeof(SimilarArguments))]
[JsonSerializable(typeof(SimilarData))]
[JsonSerializable(typeof(StatusArguments))]
[JsonSerializable(typeof(StatusData))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class McpJson : JsonSerializerContext
{
    /// <summary>Only what JSON itself needs is escaped: anything else would cost an assistant tokens.</summary>
    public static McpJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        MaxDepth = 16,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

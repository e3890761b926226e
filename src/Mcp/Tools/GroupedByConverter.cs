using System.Text.Json;
using System.Text.Json.Serialization;

namespace InboxMind.Mcp.Tools;

/// <summary>Writes groups in lower case, as the command line has them.</summary>
internal sealed class GroupedByConverter() : JsonStringEnumConverter<GroupedBy>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);

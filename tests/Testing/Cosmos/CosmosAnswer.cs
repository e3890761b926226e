using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace InboxMind.Testing.Cosmos;

/// <summary>An answer of Cosmos DB.</summary>
public sealed record CosmosAnswer(HttpStatusCode Status, byte[] Body)
{
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>What it is charged, in request units.</summary>
    public double Charge { get; init; } = 1;

    public static CosmosAnswer Json(HttpStatusCode status, JsonNode body, double charge = 1) =>
        new(status, System.Text.Encoding.UTF8.GetBytes(body.ToJsonString())) { Charge = charge };

    public static CosmosAnswer Error(HttpStatusCode status, string message, int subStatus = 0, double charge = 1)
    {
        var answer = Json(status, new JsonObject { ["code"] = status.ToString(), ["message"] = message }, charge);
        if (subStatus != 0)
            answer.Headers["x-ms-substatus"] = subStatus.ToString(CultureInfo.InvariantCulture);
        return answer;
    }
}

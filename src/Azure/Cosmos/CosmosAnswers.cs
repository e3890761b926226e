using System.Globalization;
using System.Net;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Cosmos;

/// <summary>What answers say beside their status.</summary>
internal static class CosmosAnswers
{
    /// <summary>What is missing is the container, not the item.</summary>
    private const int OwnerMissing = 1003;

    public static int SubStatus(this ResponseMessage answer) =>
        int.TryParse(answer.Headers["x-ms-substatus"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static bool IsContainerMissing(this ResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.NotFound && answer.SubStatus() == OwnerMissing;
}

using System.Text.Json;
using InboxMind.Azure.Storage;
using InboxMind.Core.Work;

namespace InboxMind.Azure.Work;

/// <summary>Work that was set aside and names a user. Work that waits is taken within moments, finds nothing of them, and is
/// gone.</summary>
internal sealed class PoisonedUserData(StorageClients clients, TimeProvider time) : IUserData
{
    public async Task<bool> EraseAsync(Owner owner, CancellationToken cancellation)
    {
        var found = false;
        foreach (var queue in WorkQueues.All)
            found |= await AzureWorkQueue.Poison(clients, queue, time).RemoveAsync(body => Names(body, owner), cancellation) > 0;
        return found;
    }

    /// <summary>What is not JSON names no one.</summary>
    private static bool Names(string body, Owner owner)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("user", out var user) && user.ValueKind == JsonValueKind.String
                && user.ValueEquals(owner.User.Value);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

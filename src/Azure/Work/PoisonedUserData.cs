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

    private static bool IsOf(JsonElement element, Owner owner) => element.TryGetProperty("user", out var user)
        && user.ValueKind == JsonValueKind.String && user.ValueEquals(owner.User.Value);

    /// <summary>What is not JSON names no one. An item that names others besides goes with it: what is due is queued again.</summary>
    private static bool Names(string body, Owner owner)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && (IsOf(json.RootElement, owner)
                    || (json.RootElement.TryGetProperty("mailboxes", out var mailboxes) && mailboxes.ValueKind == JsonValueKind.Array
                        && mailboxes.EnumerateArray().Any(m => m.ValueKind == JsonValueKind.Object && IsOf(m, owner))));
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

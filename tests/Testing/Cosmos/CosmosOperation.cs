namespace InboxMind.Testing.Cosmos;

/// <summary>What is done to an item.</summary>
internal enum CosmosAction
{
    Create,
    Upsert,
    Replace,
    Patch,
    Delete,
    Read,
}

/// <summary>One change, or one point read.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Id">The item; null when the body says.</param>
/// <param name="Body">The item or the patch.</param>
/// <param name="IfMatch">The etag it must have; null for any.</param>
internal sealed record CosmosOperation(CosmosAction Action, string? Id, byte[] Body, string? IfMatch);

/// <summary>Where and when a change is made.</summary>
internal sealed record CosmosWrite(string KeyName, string Key, string Rid, DateTimeOffset Now, Func<long> Next);

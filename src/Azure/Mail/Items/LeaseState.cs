namespace InboxMind.Azure.Mail.Items;

/// <summary>Who syncs a mailbox.</summary>
/// <param name="Holder">Null when it was given back.</param>
/// <param name="Fence">Its number.</param>
/// <param name="Expires">Until when.</param>
internal sealed record LeaseState(string? Holder, long Fence, DateTimeOffset Expires);

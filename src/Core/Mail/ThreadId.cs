namespace InboxMind.Core.Mail;

/// <summary>Names a conversation. When a late mail joins two conversations the older id stays and the other becomes an
/// alias of it, so an id handed out once goes on working; nothing derived may treat a message's thread as fixed.</summary>
public readonly record struct ThreadId(string Value)
{
    public override string ToString() => Value;
}

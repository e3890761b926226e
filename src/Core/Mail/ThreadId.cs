namespace InboxMind.Core.Mail;

/// <summary>Names a thread. When a late mail joins two threads the older id stays and the other becomes an
/// alias of it, so an id handed out once goes on working; nothing derived may treat a message's thread as fixed.</summary>
public readonly record struct ThreadId(string Value)
{
    public override string ToString() => Value;
}

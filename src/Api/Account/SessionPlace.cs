using System.Globalization;
using InboxMind.Api.Requests;
using InboxMind.Core.Accounts.Sessions;

namespace InboxMind.Api.Account;

/// <summary>A place in the list of sessions, which goes by the time of their last use, the latest first, and by id. A session that is used
/// meanwhile goes to the front; none comes twice.</summary>
internal sealed record SessionPlace(long LastUsed, string Id)
{
    public static IComparer<Session> Comparer { get; } = Comparer<Session>.Create(static (a, b) => Compare(From(a), From(b)));

    public static SessionPlace From(Session session) => new(session.LastUsedAt.ToUnixTimeMilliseconds(), session.Id.Value);

    public static SessionPlace? Read(string[] parts) =>
        parts is [var at, { Length: > 0 } id] && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
            ? new SessionPlace(time, id)
            : null;

    public string Write() => Cursor.Write(LastUsed.ToString(CultureInfo.InvariantCulture), Id);

    public bool IsBehind(SessionPlace other) => Compare(this, other) > 0;

    private static int Compare(SessionPlace a, SessionPlace b) =>
        a.LastUsed != b.LastUsed ? b.LastUsed.CompareTo(a.LastUsed) : string.CompareOrdinal(a.Id, b.Id);
}

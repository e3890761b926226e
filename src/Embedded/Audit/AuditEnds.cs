using System.Security.Cryptography;
using InboxMind.Core.Audit;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>The marked ends of one organisation's chain.</summary>
internal sealed class AuditEnds(SqliteSession session, AuditKeys keys, string organisation)
{
    /// <summary>No chain comes that far: a larger number was put in from outside, to leave no room behind it.</summary>
    public const long Limit = 1L << 62;

    /// <summary>The last number and seal, by the head mark. Where that fits nothing, of the newest batch, else of the anchor, else the
    /// beginning.</summary>
    /// <returns>Also whether the head mark fits.</returns>
    public (long Number, byte[] Seal, bool IsMarked) Newest()
    {
        var ends = session
            .Prepare(
                "SELECT last, seal, 0 FROM audit_seal WHERE organisation = ?1 AND last = (SELECT last FROM audit_head WHERE organisation = "
                    + "?1) "
                + "UNION ALL SELECT seq, seal, 0 FROM audit_anchor WHERE organisation = ?1 "
                + $"UNION ALL SELECT * FROM (SELECT last, seal, 1 FROM audit_seal WHERE organisation = ?1 AND {Numbers("last")} "
                + "ORDER BY last DESC LIMIT 1) ORDER BY 3, 1 DESC")
            .Query(static r => (Number: r.GetInt64(0), Seal: r.GetBytes(1)), organisation);
        foreach (var (number, seal) in ends)
        {
            if (EndsAt(number, seal))
                return (number, seal, true);
        }

        var newest = ends.Where(static e => e.Number is > 0 and < Limit).OrderByDescending(static e => e.Number)
            .FirstOrDefault((0, AuditChain.Start));
        return (newest.Number, newest.Seal, newest.Number == 0 && EndsAt(0, AuditChain.Start));
    }

    /// <summary>The first number behind another that nothing stands at. What does was put in from outside: a chain goes on behind
    /// it.</summary>
    public long FreeAfter(long number) => (long)session
        .Prepare(
            "SELECT MIN(n) + 1 FROM (SELECT ?2 AS n "
            + $"UNION ALL SELECT seq FROM audit_entry WHERE organisation = ?1 AND seq > ?2 AND {Numbers("seq")} "
            + $"UNION ALL SELECT last FROM audit_seal WHERE organisation = ?1 AND last > ?2 AND {Numbers("last")}) "
            + "WHERE NOT EXISTS (SELECT 1 FROM audit_entry WHERE organisation = ?1 AND seq = n + 1) "
            + "AND NOT EXISTS (SELECT 1 FROM audit_seal WHERE organisation = ?1 AND last = n + 1)")
        .Scalar(organisation, number)!;

    /// <summary>What the chain begins after, and whether that was written by us.</summary>
    public (long Number, byte[] Seal, bool IsOurs) Anchor()
    {
        var anchor = session.Prepare("SELECT seq, seal, key, mark FROM audit_anchor WHERE organisation = ?1").First(
            static r => Tuple.Create(r.GetInt64(0), r.GetBytes(1), r.GetInt64(2), r.GetBytes(3)), organisation);
        return anchor is null
            ? (0, AuditChain.Start, true)
            : (anchor.Item1, anchor.Item2, Fits(AuditEnd.Anchor, anchor.Item1, anchor.Item2, anchor.Item3, anchor.Item4));
    }

    /// <summary>The number the head mark names; 0 when there is no mark.</summary>
    public long Head() => session.Prepare("SELECT last FROM audit_head WHERE organisation = ?1")
        .Scalar(organisation) is long number and < Limit
        ? number
        : 0;

    /// <summary>Whether the chain ends where the head mark says.</summary>
    public bool EndsAt(long number, byte[] seal)
    {
        var head = session.Prepare("SELECT last, key, mark FROM audit_head WHERE organisation = ?1")
            .First(static r => Tuple.Create(r.GetInt64(0), r.GetInt64(1), r.GetBytes(2)), organisation);
        return head is null ? number == 0 : head.Item1 == number && Fits(AuditEnd.Head, number, seal, head.Item2, head.Item3);
    }

    public void SaveHead((long Id, byte[] Value) key, long number, byte[] seal) => session
        .Prepare("INSERT OR REPLACE INTO audit_head(organisation, last, key, mark) VALUES(?1, ?2, ?3, ?4)")
        .Run(organisation, number, key.Id, AuditChain.Mark(key.Value, AuditEnd.Head, organisation, number, seal));

    public void SaveAnchor((long Id, byte[] Value) key, long number, byte[] seal) => session
        .Prepare("INSERT OR REPLACE INTO audit_anchor(organisation, seq, seal, key, mark) VALUES(?1, ?2, ?3, ?4, ?5)")
        .Run(organisation, number, seal, key.Id, AuditChain.Mark(key.Value, AuditEnd.Anchor, organisation, number, seal));

    private bool Fits(AuditEnd end, long number, byte[] seal, long key, byte[] mark) => keys.Open(session, key) is { } opened
        && CryptographicOperations.FixedTimeEquals(AuditChain.Mark(opened, end, organisation, number, seal), mark);

    /// <summary>SQLite keeps a text in a column of numbers, and orders it behind all of them.</summary>
    public static string Numbers(string column) => $"typeof({column}) = 'integer' AND {column} BETWEEN 1 AND 4611686018427387903";
}

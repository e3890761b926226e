using System.Security.Cryptography;
using InboxMind.Core.Audit;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Audit;

/// <summary>The marked ends of one organisation's chain.</summary>
internal sealed class AuditEnds(Session session, AuditKeys keys, string organisation)
{
    /// <summary>The last number and seal: of the newest batch, else of the anchor, else the beginning.</summary>
    public (long Number, byte[] Seal) Newest() => session
        .Prepare(
            "SELECT last, seal FROM audit_seal WHERE organisation = ?1 UNION ALL SELECT seq, seal FROM audit_anchor WHERE organisation = ?1 "
            + "ORDER BY 1 DESC LIMIT 1")
        .Query(static r => (r.GetInt64(0), r.GetFieldValue<byte[]>(1)), organisation) is [var newest] ? newest : (0, AuditChain.Start);

    /// <summary>What the chain begins after, and whether that was written by us.</summary>
    public (long Number, byte[] Seal, bool IsOurs) Anchor()
    {
        var anchor = session.Prepare("SELECT seq, seal, key, mark FROM audit_anchor WHERE organisation = ?1").First(
            static r => Tuple.Create(r.GetInt64(0), r.GetFieldValue<byte[]>(1), r.GetInt64(2), r.GetFieldValue<byte[]>(3)), organisation);
        return anchor is null
            ? (0, AuditChain.Start, true)
            : (anchor.Item1, anchor.Item2, Fits(AuditEnd.Anchor, anchor.Item1, anchor.Item2, anchor.Item3, anchor.Item4));
    }

    /// <summary>The number the head mark names; 0 when there is no mark.</summary>
    public long Head() => session.Prepare("SELECT last FROM audit_head WHERE organisation = ?1").Scalar(organisation) as long? ?? 0;

    /// <summary>Whether the chain ends where the head mark says.</summary>
    public bool EndsAt(long number, byte[] seal)
    {
        var head = session.Prepare("SELECT last, key, mark FROM audit_head WHERE organisation = ?1")
            .First(static r => Tuple.Create(r.GetInt64(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2)), organisation);
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
}

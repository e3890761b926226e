using InboxMind.Core.Mail.Heads;

namespace InboxMind.Core.Counting;

/// <summary>The heads of all of an owner's mail at one moment.</summary>
public sealed class MailRegister
{
    private readonly Lazy<bool[]> _own;

    internal MailRegister(IEnumerable<MailHead> heads, IEnumerable<PersonMerge> merges)
        : this(new HeadTable([.. heads.Chunk(HeadPack.MaxCount).Select(HeadPack.Of)]), merges)
    {
    }

    internal MailRegister(HeadTable table, IEnumerable<PersonMerge> merges)
    {
        Newest = new MailHeads(table, [.. Enumerable.Range(0, table.Count)]);
        People = new KnownPeople(table, merges);
        _own = new Lazy<bool[]>(() => table.Addresses.Among(Own!));
    }

    /// <summary>By (date, id), the newest first.</summary>
    public MailHeads Newest { get; }

    /// <summary>Who wrote and was written to.</summary>
    public KnownPeople People { get; }

    /// <summary>The owner's own addresses, in lower case.</summary>
    public required IReadOnlySet<string> Own { get; init; }

    /// <summary>The heads as they lie in memory.</summary>
    internal HeadTable Table => Newest.Table;

    /// <summary>A head by its message; null when there is none.</summary>
    public MailHead? Find(EmailId id) => Table.Rank(id) is { } rank ? Table[rank] : null;

    /// <summary>Whether the owner sent it.</summary>
    public bool IsOwn(MailHead head) => Own.Count > 0 && head.From.Any(a => Own.Contains(KnownPeople.Fold(a)));

    /// <summary>Whether the owner sent the mail of a rank.</summary>
    internal bool IsOwn(int rank) => Table.Has(rank, PersonPart.From, _own.Value);
}

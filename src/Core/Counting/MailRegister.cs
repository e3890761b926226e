using System.Collections.Concurrent;

namespace InboxMind.Core.Counting;

/// <summary>The heads of all of an owner's mail at one moment.</summary>
public sealed class MailRegister
{
    private readonly Dictionary<EmailId, MailHead> _byId;

    internal MailRegister(IReadOnlyList<MailHead> heads, IEnumerable<PersonMerge> merges)
    {
        Newest = [.. heads.OrderByDescending(static h => h.Date).ThenByDescending(static h => h.Id.Value, StringComparer.Ordinal)];
        _byId = Newest.ToDictionary(static h => h.Id);
        People = new KnownPeople(Newest, merges);
    }

    /// <summary>The heads as they are after some changes; those of before are the same objects.</summary>
    internal IReadOnlyList<MailHead> After(HeadChanges changes)
    {
        var others = changes.Gone.Concat(changes.Heads.Select(static h => h.Id)).ToHashSet();
        return [.. Newest.Where(h => !others.Contains(h.Id)), .. changes.Heads];
    }

    /// <summary>Takes over the digests of texts that are the same in both.</summary>
    internal void TakeTexts(MailRegister before)
    {
        foreach (var (id, digest) in before.Texts)
        {
            if (ReferenceEquals(before.Find(id), Find(id)))
                Texts[id] = digest;
        }
    }

    /// <summary>By (date, id), the newest first.</summary>
    public IReadOnlyList<MailHead> Newest { get; }

    /// <summary>Who wrote and was written to.</summary>
    public KnownPeople People { get; }

    /// <summary>The owner's own addresses, in lower case.</summary>
    public required IReadOnlySet<string> Own { get; init; }

    /// <summary>Digests of the texts that were compared so far (<see cref="MailCopies"/>).</summary>
    internal ConcurrentDictionary<EmailId, UInt128> Texts { get; } = new();

    public MailHead? Find(EmailId id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether the owner sent it.</summary>
    public bool IsOwn(MailHead head) => Own.Count > 0 && head.From.Any(a => Own.Contains(KnownPeople.Fold(a)));
}

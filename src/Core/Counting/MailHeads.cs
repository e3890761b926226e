using System.Collections;

namespace InboxMind.Core.Counting;

/// <summary>Some heads of a register, in its order or the other way round. Each is made when it is looked at: many of them take little
/// memory.</summary>
public sealed class MailHeads : IReadOnlyList<MailHead>
{
    private readonly bool _isReversed;

    internal MailHeads(HeadTable table, int[] ranks, bool isReversed = false)
    {
        (Table, Ranks, _isReversed) = (table, ranks, isReversed);
    }

    /// <inheritdoc/>
    public int Count => Ranks.Length;

    /// <inheritdoc/>
    public MailHead this[int index] => Table[Ranks[_isReversed ? Ranks.Length - 1 - index : index]];

    /// <summary>Where the heads lie.</summary>
    internal HeadTable Table { get; }

    /// <summary>Which they are, the newest first.</summary>
    internal int[] Ranks { get; }

    /// <summary>Heads the other way round.</summary>
    public static IReadOnlyList<MailHead> Reverse(IReadOnlyList<MailHead> heads) => heads is MailHeads view
        ? new MailHeads(view.Table, view.Ranks, !view._isReversed)
        : [.. Enumerable.Reverse(heads)];

    /// <summary>Those that meet a condition.</summary>
    public MailHeads FindAll(Predicate<MailHead> match) => Where(rank => match(Table[rank]));

    /// <summary>Those of some ranks.</summary>
    internal MailHeads Where(Predicate<int> match) => new(Table, Array.FindAll(Ranks, match), _isReversed);

    /// <inheritdoc/>
    public IEnumerator<MailHead> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

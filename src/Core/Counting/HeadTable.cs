using InboxMind.Core.Mail.Heads;

namespace InboxMind.Core.Counting;

/// <summary>Heads by (date, id), the newest first, as they lie packed. A head is named by its rank; those that are looked at as objects are
/// made of it each time.</summary>
internal sealed class HeadTable
{
    /// <summary>Bits of a place that say which head of its pack it is.</summary>
    private const int PackShift = 10;

    private readonly IReadOnlyList<HeadPack> _packs;
    private readonly int[][] _addressesOf;
    private readonly int[] _places;
    private readonly long[] _dates;

    public HeadTable(IReadOnlyList<HeadPack> packs)
        : this(packs, [.. packs.SelectMany(static (p, pack) => Enumerable.Range(0, p.Count).Select(i => (pack << PackShift) | i))])
    {
    }

    private HeadTable(IReadOnlyList<HeadPack> packs, int[] places)
    {
        _packs = packs;
        _addressesOf = [.. packs.Select(p => Addresses.Add(p.Addresses()))];
        _places = places;

        // Turned round, so that the newest stand first.
        _dates = Array.ConvertAll(_places, p => -Pack(p).Date(Head(p)));
        Array.Sort(_dates, _places);
        for (var from = 0; from < Count; from = SameDate(from))
        {
            if (SameDate(from) is var to && to > from + 1)
                _places.AsSpan(from, to - from).Sort((a, b) => CompareIds(b, a));
        }
    }

    /// <summary>The heads as they are after some changes.</summary>
    public HeadTable After(HeadChanges changes)
    {
        var others = changes.Gone.Concat(changes.Heads.Select(static h => h.Id)).ToHashSet();
        var packs = _packs.ToList();
        var places = _places.Where(p => !others.Contains(new EmailId(Behind(p).Id()))).ToList();
        foreach (var some in changes.Heads.Chunk(HeadPack.MaxCount))
        {
            places.AddRange(Enumerable.Range(packs.Count << PackShift, some.Length));
            packs.Add(HeadPack.Of(some));
        }

        return new HeadTable(packs, [.. places]) { Followed = Followed + 1 };
    }

    /// <summary>How many there are.</summary>
    public int Count => _places.Length;

    /// <summary>How often changes were put beside what was read first.</summary>
    public int Followed { get; private init; }

    /// <summary>Who stands in them.</summary>
    public AddressNumbers Addresses { get; } = new();

    /// <summary>A whole head.</summary>
    public MailHead this[int rank] => Pack(_places[rank]).Head(Head(_places[rank]), At(rank));

    public DateTimeOffset Date(int rank) => DateTimeOffset.FromUnixTimeSeconds(-_dates[rank]);

    public EmailId Id(int rank) => new(Behind(_places[rank]).Id());

    /// <summary>The rank of a message; null when there is none. All heads are looked at, their ids as they lie packed.</summary>
    public int? Rank(EmailId id)
    {
        Span<byte> packed = stackalloc byte[PackedId.Length];
        var canBePacked = PackedId.TryPack(id.Value, packed);
        for (var rank = 0; rank < Count; rank++)
        {
            var bytes = Behind(_places[rank]).Id(out var isPacked);
            if (isPacked ? canBePacked && bytes.SequenceEqual(packed) : Behind(_places[rank]).Id() == id.Value)
                return rank;
        }

        return null;
    }

    public string Subject(int rank)
    {
        var reader = Behind(_places[rank]);
        reader.Id(out _);
        reader.Id(out _);
        return reader.Text();
    }

    /// <summary>The rank behind the last head of the same second.</summary>
    public int SameDate(int rank)
    {
        var date = _dates[rank];
        do
            rank++;
        while (rank < _dates.Length && _dates[rank] == date);
        return rank;
    }

    /// <summary>The first rank of those that are older than a moment.</summary>
    public int Before(DateTimeOffset moment)
    {
        // Heads are of whole seconds: older than a part of one is what was written in it.
        var (seconds, part) = Math.DivRem(moment.UtcTicks - DateTimeOffset.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        seconds += part > 0 ? 1 : 0;
        var (from, to) = (0, Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = -_dates[middle] < seconds ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    /// <summary>The number of the first sender's folded address; that of the empty one when there is none.</summary>
    public int Sender(int rank)
    {
        var reader = Pack(_places[rank]).People(Head(_places[rank]));
        return reader.Number() == 0 ? AddressNumbers.Empty : Addresses.Folded(_addressesOf[_places[rank] >> PackShift][reader.Number()]);
    }

    /// <summary>Whether one of some folded addresses has a part in a mail.</summary>
    public bool Has(int rank, PersonPart part, bool[] folded)
    {
        var addresses = _addressesOf[_places[rank] >> PackShift];
        var reader = Pack(_places[rank]).People(Head(_places[rank]));
        for (var i = 0; i < 3; i++)
        {
            var counts = part == PersonPart.With || (i == 0) == (part == PersonPart.From);
            for (var left = reader.Number(); left > 0; left--)
            {
                if (reader.Number() is var address && counts && folded[Addresses.Folded(addresses[address])])
                    return true;
            }
        }

        return false;
    }

    /// <summary>Goes through the people of a mail: each address by its number, and whether it is a sender's.</summary>
    public void Visit(int rank, Action<int, bool> see)
    {
        var addresses = _addressesOf[_places[rank] >> PackShift];
        var reader = Pack(_places[rank]).People(Head(_places[rank]));
        for (var part = 0; part < 3; part++)
        {
            for (var left = reader.Number(); left > 0; left--)
                see(addresses[reader.Number()], part == 0);
        }
    }

    /// <summary>The digest of a mail's text; null when it was not computed.</summary>
    public UInt128? Text(int rank) => Pack(_places[rank]).Text(Head(_places[rank]));

    /// <summary>Notes the digest of a mail's text.</summary>
    /// <returns>The pack that has it now.</returns>
    public HeadPack SetText(int rank, UInt128 digest)
    {
        Pack(_places[rank]).SetText(Head(_places[rank]), digest);
        return Pack(_places[rank]);
    }

    private HeadPack Pack(int place) => _packs[place >> PackShift];

    private static int Head(int place) => place & ((1 << PackShift) - 1);

    private Func<int, MailAddress> At(int rank)
    {
        var addresses = _addressesOf[_places[rank] >> PackShift];
        return i => Addresses[addresses[i]];
    }

    private int CompareIds(int one, int other)
    {
        var first = Behind(one).Id(out var isPacked);
        var second = Behind(other).Id(out var isOtherPacked);
        return isPacked && isOtherPacked
            ? first.SequenceCompareTo(second)
            : string.CompareOrdinal(Behind(one).Id(), Behind(other).Id());
    }

    private HeadReader Behind(int place)
    {
        var reader = Pack(place).People(Head(place));
        reader.SkipPeople();
        return reader;
    }
}

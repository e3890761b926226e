using System.Buffers.Binary;
using System.Text;

namespace InboxMind.Core.Import.Outlook;

/// <summary>A compound file (MS-CFB): a file system in a file, of which Outlook and older office programs make theirs. Nothing in it is
/// believed: chains that lead in a circle or out of the file end it.</summary>
internal sealed class CompoundFile
{
    private const uint LastRegular = 0xFFFFFFFA;
    private const int HeaderBytes = 512, EntryBytes = 128, InHeader = 109, MaxEntries = 200_000;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly int _sector, _miniSector, _miniCutoff;
    private readonly uint[] _next, _miniNext;
    private readonly ReadOnlyMemory<byte> _mini;
    private readonly List<Entry> _entries = [];

    /// <exception cref="InvalidDataException">It is none, or damaged.</exception>
    public CompoundFile(ReadOnlyMemory<byte> file)
    {
        _file = file;
        if (!IsOne(file.Span) || file.Length < HeaderBytes)
            throw Damaged();
        var header = file.Span;
        var (shift, miniShift) = (header[30], header[32]);
        if (shift is not (9 or 12) || miniShift != 6)
            throw Damaged();
        (_sector, _miniSector, _miniCutoff) = (1 << shift, 1 << miniShift, (int)Math.Min(U32(header, 56), 1 << 20));
        _next = Table(FatSectors(header));
        var directory = Chain(U32(header, 48), long.MaxValue);
        for (var at = 0; at + EntryBytes <= directory.Length && _entries.Count < MaxEntries; at += EntryBytes)
            _entries.Add(Entry.Read(directory.Span.Slice(at, EntryBytes)));
        if (_entries is not [{ Kind: EntryKind.Root } root, ..])
            throw Damaged();
        _miniNext = Table(Sectors(U32(header, 60)));
        _mini = Chain(root.Start, root.Size);
        Root = new Storage(this, 0);
    }

    public Storage Root { get; }

    /// <summary>Whether a file begins as one.</summary>
    public static bool IsOne(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);

    private List<uint> FatSectors(ReadOnlySpan<byte> header)
    {
        var sectors = new List<uint>();
        for (var i = 0; i < InHeader; i++)
            sectors.Add(U32(header, 76 + (i * 4)));
        var next = U32(header, 68);
        for (var left = _file.Length / _sector; next < LastRegular && left > 0; left--)
        {
            var table = Sector(next).Span;
            for (var at = 0; at + 8 <= table.Length; at += 4)
                sectors.Add(U32(table, at));
            next = table.Length == _sector ? U32(table, _sector - 4) : uint.MaxValue;
        }

        return [.. sectors.Where(static s => s < LastRegular)];
    }

    private uint[] Table(IEnumerable<uint> sectors)
    {
        var table = new List<uint>();
        foreach (var sector in sectors)
        {
            var bytes = Sector(sector).Span;
            for (var at = 0; at + 4 <= bytes.Length; at += 4)
                table.Add(U32(bytes, at));
            if (table.Count > (_file.Length / _sector) + (_sector / 4) && table.Count > (_file.Length / _miniSector) + (_sector / 4))
                throw Damaged();
        }

        return [.. table];
    }

    private IEnumerable<uint> Sectors(uint start)
    {
        var left = _file.Length / _sector;
        for (var sector = start; sector < LastRegular; sector = sector < _next.Length ? _next[sector] : uint.MaxValue)
        {
            if (left-- < 0)
                throw Damaged();
            yield return sector;
        }
    }

    /// <summary>The bytes of a chain of sectors, those that stand together without a copy.</summary>
    private ReadOnlyMemory<byte> Chain(uint start, long size)
    {
        var all = new MemoryStream();
        foreach (var sector in Sectors(start))
        {
            all.Write(Sector(sector).Span);
            if (all.Length >= size)
                break;
        }

        return all.GetBuffer().AsMemory(0, (int)Math.Min(size, all.Length));
    }

    private ReadOnlyMemory<byte> MiniChain(uint start, long size)
    {
        var all = new MemoryStream();
        var left = _miniNext.Length;
        for (var sector = start; sector < LastRegular && all.Length < size; sector = sector < _miniNext.Length
            ? _miniNext[sector]
            : uint.MaxValue)
        {
            var at = (long)sector * _miniSector;
            if (left-- < 0 || at >= _mini.Length)
                throw Damaged();
            all.Write(_mini.Span.Slice((int)at, (int)Math.Min(_miniSector, _mini.Length - at)));
        }

        return all.GetBuffer().AsMemory(0, (int)Math.Min(size, all.Length));
    }

    private ReadOnlyMemory<byte> Sector(uint number)
    {
        var at = ((long)number + 1) * _sector;
        return at >= _file.Length ? throw Damaged() : _file.Slice((int)at, (int)Math.Min(_sector, _file.Length - at));
    }

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static InvalidDataException Damaged() => new("The compound file is damaged.");

    /// <summary>A folder of the file.</summary>
    public sealed class Storage
    {
        private readonly CompoundFile _file;
        private readonly Dictionary<string, int> _children = new(StringComparer.OrdinalIgnoreCase);

        internal Storage(CompoundFile file, int number)
        {
            _file = file;
            var (left, seen) = (new Stack<uint>(), new HashSet<uint>());
            left.Push(file._entries[number].Child);
            while (left.TryPop(out var next))
            {
                if (next >= file._entries.Count || !seen.Add(next))
                    continue;
                var entry = file._entries[(int)next];
                _children.TryAdd(entry.Name, (int)next);
                left.Push(entry.Left);
                left.Push(entry.Right);
            }
        }

        public IEnumerable<string> Names => _children.Keys.Order(StringComparer.OrdinalIgnoreCase);

        /// <summary>The bytes of a stream; null when there is none of this name.</summary>
        public ReadOnlyMemory<byte>? Stream(string name)
        {
            if (!_children.TryGetValue(name, out var number) || _file._entries[number] is not { Kind: EntryKind.Stream } entry)
                return null;
            return entry.Size >= _file._miniCutoff ? _file.Chain(entry.Start, entry.Size) : _file.MiniChain(entry.Start, entry.Size);
        }

        /// <summary>A folder within; null when there is none of this name.</summary>
        public Storage? Folder(string name) =>
            _children.TryGetValue(name, out var number) && _file._entries[number].Kind == EntryKind.Storage
                ? new Storage(_file, number)
                : null;
    }

    private enum EntryKind
    {
        None = 0,
        Storage = 1,
        Stream = 2,
        Root = 5,
    }

    private readonly record struct Entry(string Name, EntryKind Kind, uint Left, uint Right, uint Child, uint Start, long Size)
    {
        public static Entry Read(ReadOnlySpan<byte> bytes)
        {
            var length = Math.Clamp(BinaryPrimitives.ReadUInt16LittleEndian(bytes[64..]) - 2, 0, 62);
            return new Entry(
                Encoding.Unicode.GetString(bytes[..length]), (EntryKind)bytes[66], U32(bytes, 68), U32(bytes, 72), U32(bytes, 76),
                U32(bytes, 116), U32(bytes, 120));
        }
    }
}

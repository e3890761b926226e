using System.Buffers.Binary;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>The pages of a file as they are with what its write-ahead log holds (<see href="https://www.sqlite.org/fileformat2.html"/>, 4).
/// The log is of one writer that never moved it into the file.</summary>
internal sealed class LogPages : IDisposable
{
    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    private readonly FileStream _file;
    private readonly FileStream? _log;
    private readonly Dictionary<int, long> _changed = [];

    public LogPages(string path)
    {
        _file = Open(path);
        _log = File.Exists($"{path}-wal") ? Open($"{path}-wal") : null;
        Span<byte> header = stackalloc byte[LogHeader];
        if (_log is null || RandomAccess.Read(_log.SafeFileHandle, header, 0) < LogHeader)
        {
            RandomAccess.Read(_file.SafeFileHandle, header, 0);
            PageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65_536 : size;
            Pages = PageSize == 0 ? 0 : (int)(_file.Length / PageSize);
            return;
        }

        PageSize = BinaryPrimitives.ReadInt32BigEndian(header[8..]);
        Read(header[16..24].ToArray());
    }

    public int PageSize { get; }

    /// <summary>Pages of the file.</summary>
    public int Pages { get; private set; }

    /// <summary>The pages that the log holds, in order.</summary>
    public IEnumerable<int> Changed => _changed.Keys.Where(p => p <= Pages).Order();

    /// <summary>Reads pages one behind the other.</summary>
    public byte[] Read(IReadOnlyList<int> pages)
    {
        var data = new byte[pages.Count * PageSize];
        for (var i = 0; i < pages.Count; i++)
        {
            var (file, at) = _changed.TryGetValue(pages[i], out var logged) ? (_log!, logged) : (_file, (pages[i] - 1L) * PageSize);
            if (RandomAccess.Read(file.SafeFileHandle, data.AsSpan(i * PageSize, PageSize), at) != PageSize)
                throw new IOException("An index file is shorter than it should be.");
        }

        return data;
    }

    public void Dispose()
    {
        _file.Dispose();
        _log?.Dispose();
    }

    /// <summary>Frames of a transaction count once its last one is there, which says how long the file is.</summary>
    private void Read(ReadOnlySpan<byte> salts)
    {
        var pending = new List<(int Page, long At)>();
        Span<byte> frame = stackalloc byte[FrameHeader];
        for (long at = LogHeader; RandomAccess.Read(_log!.SafeFileHandle, frame, at) == FrameHeader; at += FrameHeader + PageSize)
        {
            if (!frame[8..16].SequenceEqual(salts))
                break;
            pending.Add((BinaryPrimitives.ReadInt32BigEndian(frame), at + FrameHeader));
            if (BinaryPrimitives.ReadInt32BigEndian(frame[4..]) is not (> 0 and var pages))
                continue;
            Pages = pages;
            foreach (var (page, place) in pending)
                _changed[page] = place;
            pending.Clear();
        }

        if (Pages == 0)
            Pages = (int)(_file.Length / PageSize);
    }

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
}

using System.Security.Cryptography;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Raw;
using Microsoft.Win32.SafeHandles;

namespace InboxMind.Embedded.Index.Shared;

/// <summary>Writes packs, and fetches what a copy lacks. Pages of packs come in any order: which pack has the last word on a page is known
/// before.</summary>
internal sealed class PackFetch(IIndexStorage storage, Owner owner)
{
    /// <summary>Pages of a pack: four megabytes, as a rule.</summary>
    public const int PackPages = 1_024;

    /// <summary>Calls at once.</summary>
    private const int SideBySide = 16;

    /// <summary>Fetches pages written after a generation.</summary>
    /// <param name="head">The index.</param>
    /// <param name="after">What is there already; 0 for nothing.</param>
    /// <param name="write">Given the number of a page, and the page; called side by side.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>False when a pack is not there, or is not what was written.</returns>
    public async Task<bool> FetchAsync(
        HeadContent head, long after, Action<int, ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        var wanted = Wanted(head, after);
        var lost = false;
        await Parallel.ForEachAsync(
            wanted, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation },
            async (one, stop) =>
            {
                if (Volatile.Read(ref lost))
                    return;
                var (pack, pages) = one;
                if (await storage.ReadPackAsync(owner, pack.Name, stop) is not { } content
                    || Decompress(pack, content, head.PageSize) is not { } data)
                {
                    Volatile.Write(ref lost, true);
                    return;
                }

                var at = 0;
                foreach (var page in PageSet.FromRuns(pack.Runs))
                {
                    if (pages.Contains(page))
                        write(page, data.AsMemory(at, head.PageSize));
                    at += head.PageSize;
                }
            });
        return !lost;
    }

    /// <summary>Writes pages as packs.</summary>
    public async Task<IReadOnlyList<Pack>> WriteAsync(LogPages source, IReadOnlyCollection<int> pages, CancellationToken cancellation)
    {
        var chunks = pages.Chunk(PackPages).ToList();
        var packs = new Pack[chunks.Count];
        await Parallel.ForAsync(
            0, chunks.Count, new ParallelOptions { MaxDegreeOfParallelism = SideBySide / 4, CancellationToken = cancellation },
            async (i, stop) =>
            {
                var content = Compression.Compress(source.Read(chunks[i]));
                packs[i] = new Pack(
                    $"p-{Guid.NewGuid():n}", content.Length, Convert.ToBase64String(SHA256.HashData(content)),
                    PageSet.ToRuns(chunks[i]));
                await storage.WritePackAsync(owner, packs[i].Name, content, stop);
            });
        return packs;
    }

    /// <summary>Writes a page to a file.</summary>
    public static void WritePage(SafeFileHandle file, int page, ReadOnlyMemory<byte> data) =>
        RandomAccess.Write(file, data.Span, (page - 1L) * data.Length);

    private static List<(Pack Pack, HashSet<int> Pages)> Wanted(HeadContent head, long after)
    {
        var seen = new HashSet<int>();
        var wanted = new List<(Pack, HashSet<int>)>();
        foreach (var layer in head.Layers.Where(l => l.Generation > after).Reverse())
        {
            foreach (var pack in layer.Packs)
            {
                var pages = PageSet.FromRuns(pack.Runs).Where(p => p <= head.Pages && seen.Add(p)).ToHashSet();
                if (pages.Count > 0)
                    wanted.Add((pack, pages));
            }
        }

        return wanted;
    }

    private static byte[]? Decompress(Pack pack, ReadOnlyMemory<byte> content, int pageSize)
    {
        if (Convert.ToBase64String(SHA256.HashData(content.Span)) != pack.Hash)
            return null;
        try
        {
            return Compression.Decompress(content.Span, checked(pack.Count * pageSize));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}

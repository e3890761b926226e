using System.Runtime.InteropServices;
using InboxMind.Server.Memory;

namespace InboxMind.Server.Tests.Memory;

[Collection(nameof(MemoryOfTheProcess))]
public sealed class NativeHeapTests
{
    private const int Block = 16 * 1024;
    private const int Blocks = 8_192;

    [Fact]
    public void Trim_MemoryUnusedBetweenBlocksInUse_IsGivenBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out _), "Other C libraries than glibc give it back by themselves.");
        var blocks = Enumerable.Range(0, Blocks).Select(static _ => Take()).ToList();

        // One of sixteen stays in use, so the C library cannot shorten its heap.
        foreach (var unused in blocks.Where(static (_, i) => i % 16 != 0))
            Marshal.FreeHGlobal(unused);
        var before = Resident();

        NativeHeap.Trim();

        (before - Resident()).ShouldBeGreaterThan(Block * Blocks / 2);
        foreach (var used in blocks.Where(static (_, i) => i % 16 == 0))
            Marshal.FreeHGlobal(used);
    }

    private static nint Take()
    {
        var block = Marshal.AllocHGlobal(Block);
        Marshal.Copy(new byte[Block], 0, block, Block);
        return block;
    }

    private static long Resident()
    {
        var line = File.ReadLines("/proc/self/status").Single(static l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line["RssAnon:".Length..]
            .Replace("kB", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) * 1024;
    }
}

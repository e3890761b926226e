using System.Runtime.InteropServices;

namespace InboxMind.Server.Memory;

/// <summary>Bounds what the C library keeps for later. glibc gives threads arenas of their own, up to eight for each processor; SQLite
/// takes memory in whichever thread a request runs on, and what it gives back lies unused in all of them: more and more of it, in a process
/// that many users ask. Other C libraries have no arenas and are left alone.</summary>
internal sealed partial class NativeHeap : IDisposable
{
    private const string GnuLibrary = "libc.so.6";

    /// <summary><c>M_ARENA_MAX</c> of glibc's <c>malloc.h</c>.</summary>
    private const int ArenaMax = -8;

    private const int Arenas = 2;

    /// <summary>It takes up to 0.1 s and lets other threads wait for a part of that.</summary>
    private static readonly TimeSpan TrimInterval = TimeSpan.FromMinutes(1);

    private readonly ITimer? _timer;

    private NativeHeap(ITimer? timer) => _timer = timer;

    /// <summary>Lets threads that start from now on share the arenas that there are, and gives unused pages of all arenas back to the
    /// system once a minute.</summary>
    /// <returns>Ends the latter.</returns>
    public static NativeHeap Bound(TimeProvider time)
    {
        if (!IsGnu())
            return new NativeHeap(null);
        _ = SetOption(ArenaMax, Arenas);
        return new NativeHeap(time.CreateTimer(static _ => Trim(), null, TrimInterval, TrimInterval));
    }

    public void Dispose() => _timer?.Dispose();

    /// <summary>Gives unused pages back to the system.</summary>
    internal static void Trim() => _ = Trim(0);

    private static bool IsGnu() => OperatingSystem.IsLinux() && NativeLibrary.TryLoad(GnuLibrary, out var library)
        && NativeLibrary.TryGetExport(library, "mallopt", out _) && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    [LibraryImport(GnuLibrary, EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);

    [LibraryImport(GnuLibrary, EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);
}

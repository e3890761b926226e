namespace InboxMind.Server.Memory;

/// <summary>Bounds the memory of objects that lived for a moment. Mail on its way is read, parsed, stored and indexed in about the time in
/// which the collector looks at new objects once: what survives that look waits in generation 1, which the collector lets grow to more than
/// 40 MB. Its own limit for this, <c>GCGen1MaxBudget</c>, is read from the environment alone.</summary>
internal static class GenerationOne
{
    /// <summary>Bytes in generation 1 above which it is collected.</summary>
    private const long MaxBytes = 12 * 1024 * 1024;

    /// <summary>From now on looks at generation 1 after each collection. A process that rests costs nothing.</summary>
    public static void Bound() => _ = new AfterCollection();

    /// <summary>Collects generation 1 when the last collection left more than so many bytes in it.</summary>
    internal static void CollectAbove(long bytes)
    {
        if (GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[1].SizeAfterBytes > bytes)
            GC.Collect(1);
    }

    /// <summary>Nothing refers to it, so the next collection has it finalized, whichever generation it is of.</summary>
    private sealed class AfterCollection
    {
        ~AfterCollection()
        {
            if (Environment.HasShutdownStarted)
                return;
            CollectAbove(MaxBytes);
            Bound();
        }
    }
}

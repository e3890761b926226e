using System.Diagnostics;
using InboxMind.Documents.Process;
using InboxMind.Server.Commands;
using InboxMind.Server.Memory;

if (AttachmentChild.IsMeant(args))
    return AttachmentChild.Run();

// Bulk work gives way to whoever asks meanwhile. On Linux threads inherit it, so it is set before there are others.
if (args is ["import" or "sync", ..])
{
    using var process = Process.GetCurrentProcess();
    process.PriorityClass = ProcessPriorityClass.BelowNormal;

    // Nothing here waits while it holds a thread except for the disk. Each further thread would cost memory, not save time: the C library
    // keeps a heap for each.
    ThreadPool.SetMaxThreads(Environment.ProcessorCount + 1, 100);
}

using var heap = NativeHeap.Bound(TimeProvider.System);
GenerationOne.Bound();
return await CommandLine.RunAsync(args, CommandLine.Console);

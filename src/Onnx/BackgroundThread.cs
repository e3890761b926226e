using System.Runtime.InteropServices;

namespace InboxMind.Onnx;

/// <summary>Threads that get the processor when no other wants it.</summary>
internal static partial class BackgroundThread
{
    /// <summary>Of a thread's priorities on Linux, -20 to 19, where 0 is usual and the last comes last.</summary>
    private const int Low = 10;

    private const int OfThread = 0;

    /// <summary>Runs work on a thread of its own.</summary>
    public static Task RunAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            // On Linux .NET gives no thread another priority, and the call names the calling thread.
            if (OperatingSystem.IsLinux())
                _ = SetPriority(OfThread, 0, Low);
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception e)
            {
                // Whoever waits for it gets it.
                done.SetException(e);
            }
        })
        {
            IsBackground = true,
            Name = "embedding",
            Priority = ThreadPriority.BelowNormal,
        };
        thread.Start();
        return done.Task;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int priority);
}

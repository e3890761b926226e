using System.Diagnostics;
using InboxMind.Server.Commands;

// Bulk work gives way to whoever asks meanwhile. On Linux threads inherit it, so it is set before there are others.
if (args is ["import" or "sync", ..])
{
    using var process = Process.GetCurrentProcess();
    process.PriorityClass = ProcessPriorityClass.BelowNormal;
}

return await CommandLine.RunAsync(args, CommandLine.Console);

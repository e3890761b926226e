namespace InboxMind.Load;

/// <summary>What the server's process takes at a moment.</summary>
/// <param name="At">Since the run began.</param>
/// <param name="Megabytes">Resident memory.</param>
/// <param name="Handles">Files and connections that are open.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Cpu">Processor time so far.</param>
internal sealed record Reading(TimeSpan At, long Megabytes, int Handles, int Threads, TimeSpan Cpu);

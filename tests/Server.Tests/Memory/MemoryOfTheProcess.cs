namespace InboxMind.Server.Tests.Memory;

/// <summary>Tests that look at the memory of their own process run alone: any other test changes it.</summary>
[CollectionDefinition(nameof(MemoryOfTheProcess), DisableParallelization = true)]
public sealed class MemoryOfTheProcess;

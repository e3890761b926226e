namespace InboxMind.Core.Work;

/// <summary>Work that failed too often and was set aside.</summary>
public sealed record PoisonedWork(string Id, string Body, int DequeueCount, DateTimeOffset At);

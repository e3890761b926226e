namespace InboxMind.Load;

/// <summary>A request that was sent.</summary>
/// <param name="Kind">Its place in <see cref="Traffic.Kinds"/>.</param>
/// <param name="Name">Who sent it.</param>
/// <param name="At">When it was to be sent, since the run began.</param>
/// <param name="Took">How long after that its answer was there.</param>
/// <param name="Error">What went wrong, or null.</param>
internal sealed record Sent(int Kind, string Name, TimeSpan At, TimeSpan Took, string? Error);

namespace InboxMind.Api.Requests;

/// <summary>Marks a route that takes a longer body than others, of any type.</summary>
/// <param name="MaxLength">Bytes.</param>
internal sealed record LongBody(long MaxLength);

using System.Globalization;
using InboxMind.Core.Answers;

namespace InboxMind.Api.Rag;

/// <summary>One of what was counted: a mail with its subject as <c>name</c>, or a person, attachment or month.</summary>
public sealed record ExactItemResponse(string Name, string? EmailId, string? Sender, string? Date, long? Count,
    decimal? Amount, string? Currency)
{
    internal static ExactItemResponse From(ExactItem item) => new(
        item.Name, item.Id?.Value, item.Sender,
        item.Date?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), item.Count, item.Amount?.Value,
        item.Amount?.Currency);
}

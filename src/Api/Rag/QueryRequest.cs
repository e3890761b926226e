using System.ComponentModel.DataAnnotations;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;

namespace InboxMind.Api.Rag;

/// <summary>The body of <c>POST /api/v1/rag/query</c>.</summary>
/// <param name="Query">The question.</param>
/// <param name="Filters">Conditions the mails must meet.</param>
/// <param name="ConversationId">The conversation it follows up in; without one it begins one.</param>
public sealed record QueryRequest(
    [property: Required, MinLength(1), MaxLength(Question.MaxLength)] string? Query, QueryFilters? Filters,
    [property: MinLength(1), MaxLength(64), RegularExpression("^[A-Za-z0-9_-]+$")] string? ConversationId)
{
    public override string ToString() => nameof(QueryRequest);

    /// <summary>Reads the question.</summary>
    /// <param name="zone">The zone in which bare dates are days.</param>
    /// <param name="policy">What is taken out of the answer.</param>
    /// <param name="errors">Filled with what is wrong, by field.</param>
    internal Question Read(TimeZoneInfo zone, RedactionPolicy policy, Dictionary<string, string[]> errors)
    {
        if (!Question.IsLegal(Query))
            errors["query"] = [$"A question has 1 to {Question.MaxLength} characters."];
        if (ConversationId is not null && !Core.Answers.History.ConversationId.IsLegal(ConversationId))
            errors["conversation_id"] = [RagEndpoints.ConversationRule];
        return new Question(Query ?? "", Filters?.Read(zone, "filters.", errors) ?? MailFilter.None, zone) { Policy = policy };
    }

    internal ConversationId? Conversation => ConversationId is { } id ? new ConversationId(id) : null;
}

/// <summary>Conditions on the mails an answer may use.</summary>
/// <param name="DateFrom">RFC 3339 time, or a day in the user's zone; included.</param>
/// <param name="DateTo">RFC 3339 time (excluded), or a day in the user's zone (the whole day is included).</param>
/// <param name="Sender">In a sender's name or address.</param>
/// <param name="Recipient">In a recipient's name or address.</param>
/// <param name="Subject">In the subject.</param>
/// <param name="Folder">The folder's name.</param>
/// <param name="HasAttachments">With or without attachments.</param>
public sealed record QueryFilters(
    [property: MaxLength(QueryFilters.MaxTime)] string? DateFrom, [property: MaxLength(QueryFilters.MaxTime)] string? DateTo,
    [property: MaxLength(MailFilter.MaxLength)] string? Sender, [property: MaxLength(MailFilter.MaxLength)] string? Recipient,
    [property: MaxLength(MailFilter.MaxLength)] string? Subject, [property: MaxLength(MailFilter.MaxLength)] string? Folder,
    bool? HasAttachments)
{
    /// <summary>Characters of a time; none is as long.</summary>
    internal const int MaxTime = 64;

    /// <summary>Reads the conditions.</summary>
    /// <param name="zone">The zone in which bare dates are days.</param>
    /// <param name="prefix">What stands before a field's name in the errors.</param>
    /// <param name="errors">Filled with what is wrong, by field.</param>
    internal MailFilter Read(TimeZoneInfo zone, string prefix, Dictionary<string, string[]> errors) => new()
    {
        Since = Time($"{prefix}date_from", DateFrom, 0, zone, errors),
        Until = Time($"{prefix}date_to", DateTo, 1, zone, errors),
        From = Words($"{prefix}sender", Sender, errors),
        To = Words($"{prefix}recipient", Recipient, errors),
        Subject = Words($"{prefix}subject", Subject, errors),
        Folders = string.IsNullOrWhiteSpace(Folder) || IsTooLong($"{prefix}folder", Folder, errors) ? [] : [Folder],
        HasAttachments = HasAttachments,
    };

    private static string[] Words(string field, string? value, Dictionary<string, string[]> errors)
    {
        if (string.IsNullOrWhiteSpace(value) || IsTooLong(field, value, errors))
            return [];
        if (Core.Text.Words.Split(value).Count == 0)
            errors[field] = ["A text with at least one letter or digit."];
        return [value];
    }

    private static bool IsTooLong(string field, string value, Dictionary<string, string[]> errors)
    {
        if (value.Length <= MailFilter.MaxLength)
            return false;
        errors[field] = [$"A text of at most {MailFilter.MaxLength} characters."];
        return true;
    }

    private static DateTimeOffset? Time(string field, string? value, int addDays, TimeZoneInfo zone, Dictionary<string, string[]> errors)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        if (string.IsNullOrEmpty(value))
            return null;
        if (DateOnly.TryParseExact(value, "yyyy-MM-dd", invariant, System.Globalization.DateTimeStyles.None, out var day))
            return day < DateOnly.MaxValue ? LocalDay.StartOf(day.AddDays(addDays), zone) : DateTimeOffset.MaxValue;
        if (value.Length is > 10 and <= MaxTime && value[10] is 'T' or 't'
            && DateTimeOffset.TryParse(value, invariant, System.Globalization.DateTimeStyles.AssumeUniversal, out var time))
            return time.ToUniversalTime();
        errors[field] = ["A day such as 2024-10-01 or a time such as 2024-10-01T09:30:00Z."];
        return null;
    }
}

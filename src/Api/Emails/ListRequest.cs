using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Core.Index;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using Microsoft.AspNetCore.Http;

namespace InboxMind.Api.Emails;

/// <summary>The query string of a list.</summary>
internal sealed record ListRequest(SearchQuery Query, ThreadId? Thread, MailRange Range, bool IncludeTotal)
{
    private const int DefaultLimit = 50;

    /// <summary>Whether something was typed in the search language.</summary>
    public bool IsSearch { get; init; }

    /// <summary>The parameters of <see cref="Paging"/>.</summary>
    public static ParameterNote[] PagingParameters { get; } =
    [
        ParameterNote.Number("limit", 1, ListMail.MaxLimit, DefaultLimit, "How many mails a page has."),
        ParameterNote.Text("next", "The value of next in the page before, to get the page after it."),
        ParameterNote.Number("skip", 0, ListMail.MaxSkip, 0, "Mails to pass over."),
        ParameterNote.Flag("include_total", "Counts the whole list as total."),
    ];

    /// <summary>The parameters of <see cref="Read"/>.</summary>
    public static ParameterNote[] Parameters { get; } =
    [
        ParameterNote.Text("sender", "Words in the sender's name or address."),
        ParameterNote.Text("recipient", "Words in the name or address of someone in To, Cc or Bcc."),
        ParameterNote.Text("subject", "Words in the subject."),
        ParameterNote.Text("q", "Words and conditions of the search language."),
        ParameterNote.Text("folder", "The folder's full name, or the last part of it."),
        ParameterNote.Text("date_from", "A day of the user's zone such as 2026-03-01, or an RFC 3339 time; included."),
        ParameterNote.Text("date_to", "A day, the whole of it included, or a time, excluded."),
        ParameterNote.Flag("has_attachments", "With or without attachments; what is merely shown inline is none."),
        ParameterNote.Text("thread_id", "One thread, also by an id it had before."),
        .. PagingParameters,
    ];

    /// <summary>Reads <c>GET /api/v1/emails</c>.</summary>
    /// <param name="parameters">The query string.</param>
    /// <param name="zone">The zone in which bare dates are days.</param>
    /// <param name="today">The day there.</param>
    /// <param name="errors">Filled with what is wrong, by parameter.</param>
    public static ListRequest Read(IQueryCollection parameters, TimeZoneInfo zone, DateOnly today, Dictionary<string, string[]> errors)
    {
        var values = new QueryValues(parameters, errors);
        var filters = new QueryFilters(
            values.Text("date_from"), values.Text("date_to"), values.Text("sender"), values.Text("recipient"), values.Text("subject"),
            values.Text("folder"), values.Flag("has_attachments"));
        var typed = QueryParser.Parse(values.Text("q") ?? "", zone, today);
        return new ListRequest(
            typed with { Filter = typed.Filter.And(filters.Read(zone, "", errors)) },
            values.Text("thread_id") is { } thread ? new ThreadId(thread) : null,
            Paging(values, errors), values.Flag("include_total") ?? false)
        {
            IsSearch = values.Text("q") is not null,
        };
    }

    /// <summary>Reads <c>limit</c>, <c>skip</c> and <c>next</c>.</summary>
    public static MailRange Paging(QueryValues values, Dictionary<string, string[]> errors)
    {
        MailPosition? after = null;
        if (values.Text("next") is { } next)
        {
            if (PageCursor.TryRead(next, out var position))
                after = position;
            else
                errors["next"] = ["The value of next in the page before, unchanged."];
        }

        return new MailRange(
            after, values.Number("skip", 0, ListMail.MaxSkip, 0), values.Number("limit", 1, ListMail.MaxLimit, DefaultLimit));
    }
}

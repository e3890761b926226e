using System.Globalization;
using InboxMind.Api.Auth;
using InboxMind.Api.Emails;
using InboxMind.Api.Requests;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Mailboxes;

/// <summary><c>GET /api/v1/mailboxes/{id}/set-aside</c>: which mails could not be read or fetched, and why.</summary>
internal static class SetAsideEndpoints
{
    public static void MapApi(RouteGroupBuilder api) => api.MapGet("/mailboxes/{id}/set-aside", ListAsync)
        .WithSummary("The mails of a mailbox that were set aside, the newest first.")
        .WithParameters([MailboxEndpoints.Id, .. Cursor.Parameters]);

    private static async Task<Results<Ok<SetAsideResponse>, NotFound, ValidationProblem>> ListAsync(
        string id, IMailboxStore mailboxes, ISetAsideMail mails, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageRequest<SetAsidePlace>.Read(new QueryValues(context.Request.Query, errors), ReadPlace, errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var (owner, mailbox) = (context.Caller().Owner, new MailboxId(id));
        if (await mailboxes.GetAsync(owner, mailbox, cancellation) is null)
            return TypedResults.NotFound();

        // One more tells whether there is a next page.
        var found = await mails.ListAsync(owner, mailbox, page.After, page.Skip, page.Limit + 1, cancellation);
        return TypedResults.Ok(new SetAsideResponse(
            [.. found.Take(page.Limit).Select(static m => new SetAsideItem(m.Id.Value, m.At.UtcDateTime, m.Source, m.Reason))],
            found.Count > page.Limit ? WritePlace(found[page.Limit - 1]) : null,
            page.IncludeTotal ? await mails.CountAsync(owner, mailbox, cancellation) : null));
    }

    private static string WritePlace(SetAsideMail mail) =>
        Cursor.Write(mail.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), mail.Id.Value);

    private static SetAsidePlace? ReadPlace(string[] values) =>
        values is [var at, var id] && EmailIds.IsLegal(id)
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new SetAsidePlace(DateTimeOffset.FromUnixTimeMilliseconds(time), new EmailId(id))
            : null;
}

/// <summary>A page of mails that were set aside. <c>next</c> asks for the one behind it; <c>total</c> is null unless asked for.</summary>
public sealed record SetAsideResponse(IReadOnlyList<SetAsideItem> Mails, string? Next, long? Total);

/// <summary>A mail that was set aside: <c>source</c> is the folder and number, or the file and place, it came from.</summary>
public sealed record SetAsideItem(string Id, DateTime At, string Source, string Reason);

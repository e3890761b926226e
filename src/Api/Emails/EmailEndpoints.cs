using System.Globalization;
using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.OpenApi;
using InboxMind.Api.Requests;
using InboxMind.Api.Search;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Deletion;
using InboxMind.Core.Index;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Reading;
using InboxMind.Core.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace InboxMind.Api.Emails;

/// <summary><c>/api/v1/emails</c> and <c>/api/v1/threads</c>: the caller's mail, listed, opened, deleted.</summary>
internal static class EmailEndpoints
{
    /// <summary>The most addresses and attachments in one part of them.</summary>
    private const int MaxPart = 1_000;

    /// <summary>The most mails one search gives.</summary>
    private const int MaxFound = 100;

    private const int DefaultFound = 20;

    private static readonly string[] AddressFields = ["from", "to", "cc", "bcc"];

    private static readonly ParameterNote[] PartParameters =
    [
        ParameterNote.Number("limit", 1, MaxPart, EmailResponse.MaxListed, "How many."),
        ParameterNote.Number("skip", 0, MailLimits.Addresses, 0, "How many to pass over."),
    ];

    private static readonly string[] GetAndHead = [HttpMethods.Get, HttpMethods.Head];

    public static void MapApi(RouteGroupBuilder api)
    {
        var email = ParameterNote.Path("id", "The mail's id.");
        var thread = ParameterNote.Path("id", "The thread's id, also one it had before.");
        api.MapGet("/emails", ListAsync).WithSummary("Lists mail, the newest first.").WithParameters(ListRequest.Parameters);
        api.MapGet("/emails/search", SearchAsync).WithSummary("Finds mail by words, meaning and conditions, the best first.")
            .WithParameters(
                ParameterNote.Text("q", "Words and conditions of the search language."),
                ParameterNote.Number("limit", 1, MaxFound, DefaultFound, "How many at most."));
        api.MapDelete("/emails", DeleteAllAsync)
            .WithSummary("Deletes all mail of the caller here, for good, and pauses sync.")
            .WithParameters(ParameterNote.Choice("confirm", "Confirms that you mean it.", "all")).ProducesProblem(409);
        api.MapGet("/emails/{id}", OpenAsync)
            .WithSummary("A mail: text, safe HTML, attachments, places.").WithParameters(email).Produces(304);
        api.MapDelete("/emails/{id}", DeleteAsync).WithSummary("Deletes a mail here, for good.").WithParameters(email);
        api.MapMethods("/emails/{id}/raw", GetAndHead, RawAsync)
            .WithSummary("A mail as it came.").WithParameters(email).Produces<Stream>(200, "message/rfc822").ProducesFile();
        api.MapMethods("/emails/{id}/attachments/{n}", GetAndHead, AttachmentAsync)
            .WithSummary("An attachment.").WithParameters(email, ParameterNote.Path("n", "The attachment's number, from 1."))
            .Produces<Stream>(200, OperationNotes.Binary).WithMetadata(new AnyMediaType()).ProducesFile().ProducesProblem(422);
        api.MapGet("/emails/{id}/attachments/{n}/text", AttachmentTextAsync)
            .WithSummary("The text of an attachment, with the pages, sheets and slides it stands on.")
            .WithParameters(email, ParameterNote.Path("n", "The attachment's number, from 1.")).ProducesProblem(422).ProducesProblem(503);
        api.MapGet("/emails/{id}/text", TextAsync)
            .WithSummary("A part of a mail's text, for a long one.").WithParameters(
                email, ParameterNote.Number("from", 0, MailLimits.Text, 0, "The first character."),
                ParameterNote.Number("limit", 1, EmailResponse.MaxText, EmailResponse.MaxText, "Characters."));
        api.MapGet("/emails/{id}/recipients", RecipientsAsync)
            .WithSummary("A part of a mail's senders or recipients, for one with many.").WithParameters(
                [email, ParameterNote.Choice("field", "Which of them; to without it.", AddressFields), .. PartParameters]);
        api.MapGet("/emails/{id}/attachments", AttachmentsAsync)
            .WithSummary("A part of the list of a mail's attachments, for one with many.").WithParameters([email, .. PartParameters]);
        api.MapGet("/threads/{id}", ThreadAsync)
            .WithSummary("The mails of a thread, the oldest first.").WithParameters([thread, .. ListRequest.PagingParameters]);
        api.MapGet("/threads/{id}/summary", SummaryAsync).WithMetadata(LimitedAs.Question)
            .WithSummary("Sums a thread up.").WithParameters(thread).ProducesProblem(503);
    }

    /// <summary>What files may end with besides: a part of one, the one that the caller has, none, another one, no such part.</summary>
    private static RouteHandlerBuilder ProducesFile(this RouteHandlerBuilder route) =>
        route.Produces(206).Produces(304).ProducesProblem(404).ProducesProblem(412).ProducesProblem(416);

    private static async Task<Results<Ok<EmailsResponse>, ValidationProblem>> ListAsync(
        ListMail list, LinkMail link, SearchReports reports, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var zone = UserZone.For(context);
        var request = ListRequest.Read(context.Request.Query, zone, LocalDay.From(time.GetUtcNow(), zone), errors);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        var page = await list.ListAsync(owner, request.Query, request.Thread, request.Range, request.IncludeTotal, cancellation);
        return TypedResults.Ok(EmailsResponse.From(
            page, await link.LinkAsync(owner, [.. page.Mails.Select(static m => m.Mail.Message)], cancellation),
            request.IsSearch ? await reports.ReportAsync(owner, request.Query.Reading, page.NotIndexed, cancellation) : null));
    }

    private static async Task<Results<Ok<FoundResponse>, ValidationProblem>> SearchAsync(
        SearchMail search, LinkMail link, SearchReports reports, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var (text, limit) = (values.Text("q") ?? "", values.Number("limit", 1, MaxFound, DefaultFound));
        if (string.IsNullOrWhiteSpace(text))
            errors["q"] = ["Words or conditions to look for."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var owner = context.Caller().Owner;
        var query = search.Understand(text, UserZone.For(context));
        var report = await reports.ReportAsync(owner, query.Reading, withoutText: null, cancellation);
        var found = await search.SearchAsync(owner, query, limit, cancellation);
        var links = await link.LinkAsync(owner, [.. found.Select(static f => f.Mail.Message)], cancellation);
        return TypedResults.Ok(new FoundResponse(
            text, [.. found.Select(f => FoundEmail.From(f, links[f.Mail.Message.Id]))], report.Coverage.WithoutText == 0,
            report.Coverage.WithoutText, report));
    }

    private static async Task<Results<Ok<ThreadResponse>, NotFound, ValidationProblem>> ThreadAsync(
        string id, ListMail list, LinkMail link, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var range = ListRequest.Paging(values, errors) with { OldestFirst = true };
        var total = values.Flag("include_total") ?? false;
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        var (owner, thread) = (context.Caller().Owner, new ThreadId(id));
        var page = await list.ListAsync(owner, SearchQuery.Empty, thread, range, total, cancellation);

        // Behind its end a thread has no mail and is there all the same.
        var one = page.Mails.Count > 0 || range is { After: null, Skip: 0 }
            ? page
            : await list.ListAsync(owner, SearchQuery.Empty, thread, new MailRange(null, 0, 1), count: false, cancellation);
        if (one.Mails.Count == 0)
            return TypedResults.NotFound();
        var emails = EmailsResponse.From(
            page, await link.LinkAsync(owner, [.. page.Mails.Select(static m => m.Mail.Message)], cancellation));
        return TypedResults.Ok(new ThreadResponse(one.Mails[0].Mail.Thread.Value, emails.Emails, emails.Next, emails.Total));
    }

    private static async Task<Results<Ok<SummaryResponse>, NotFound>> SummaryAsync(
        string id, SummariseThread summarise, HttpContext context, CancellationToken cancellation) =>
        await summarise.SummariseAsync(context.Caller().Owner, new ThreadId(id), UserZone.For(context), context.Caller().User.Redaction,
            cancellation)
            is var (thread, summary)
            ? TypedResults.Ok(SummaryResponse.From(thread, summary))
            : TypedResults.NotFound();

    private static async Task<Results<Ok<EmailResponse>, NotFound, StatusCodeHttpResult>> OpenAsync(
        string id, OpenMail open, LinkMail link, TimeProvider time, HttpContext context, CancellationToken cancellation)
    {
        var owner = context.Caller().Owner;
        if (!EmailIds.IsLegal(id) || await open.FindAsync(owner, new EmailId(id), cancellation) is not { } found)
            return TypedResults.NotFound();
        var tag = EmailTags.For(found);
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "private, no-cache";
        if (EmailTags.IsKnown(context.Request, tag))
            return TypedResults.StatusCode(StatusCodes.Status304NotModified);
        if (await open.ReadAsync(owner, found, cancellation) is not { } opened)
            return TypedResults.NotFound();
        var message = found.Mail.Message;
        return TypedResults.Ok(EmailResponse.For(
            opened, await SafeHtml.OfAsync(opened.Content.Html, message.Id, message.Attachments, time, cancellation),
            (await link.LinkAsync(owner, [message], cancellation))[message.Id]));
    }

    private static async Task<Results<Ok<TextResponse>, NotFound, ValidationProblem>> TextAsync(
        string id, OpenMail open, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var from = values.Number("from", 0, MailLimits.Text, 0);
        var limit = values.Number("limit", 1, EmailResponse.MaxText, EmailResponse.MaxText);
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        if (await FindAsync(id, open, context, cancellation) is not { } message)
            return TypedResults.NotFound();
        var part = MailLimits.Begin(message.Text[Math.Min(from, message.Text.Length)..], Math.Max(2, limit));
        int? next = from + part.Length < message.Text.Length ? from + part.Length : null;
        return TypedResults.Ok(new TextResponse(message.Id.Value, part, from, next, EmailTotals.For(message).Text));
    }

    private static async Task<Results<Ok<RecipientsResponse>, NotFound, ValidationProblem>> RecipientsAsync(
        string id, OpenMail open, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var (limit, skip) = Part(values);
        var field = values.Text("field") ?? "to";
        if (!AddressFields.Contains(field))
            errors["field"] = [$"One of {string.Join(", ", AddressFields)}."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        if (await FindAsync(id, open, context, cancellation) is not { } message)
            return TypedResults.NotFound();
        var totals = EmailTotals.For(message);
        var (all, total) = field switch
        {
            "from" => (message.From, totals.From),
            "cc" => (message.Cc, totals.Cc),
            "bcc" => (message.Bcc, totals.Bcc),
            _ => (message.To, totals.To),
        };
        return TypedResults.Ok(new RecipientsResponse(
            message.Id.Value, field, EmailAddress.From(all.Skip(skip).Take(limit)), NextSkip(skip, limit, all.Count), total));
    }

    private static async Task<Results<Ok<AttachmentsResponse>, NotFound, ValidationProblem>> AttachmentsAsync(
        string id, OpenMail open, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var (limit, skip) = Part(new QueryValues(context.Request.Query, errors));
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        if (await FindAsync(id, open, context, cancellation) is not { } message)
            return TypedResults.NotFound();
        return TypedResults.Ok(new AttachmentsResponse(
            message.Id.Value, AttachmentResponse.From(message, skip, limit), NextSkip(skip, limit, message.Attachments.Count),
            EmailTotals.For(message).Attachments));
    }

    private static (int Limit, int Skip) Part(QueryValues values) =>
        (values.Number("limit", 1, MaxPart, EmailResponse.MaxListed), values.Number("skip", 0, MailLimits.Addresses, 0));

    private static int? NextSkip(int skip, int limit, int kept) => skip + limit < kept ? skip + limit : null;

    private static async Task<MailMessage?> FindAsync(string id, OpenMail open, HttpContext context, CancellationToken cancellation) =>
        EmailIds.IsLegal(id) ? (await open.FindAsync(context.Caller().Owner, new EmailId(id), cancellation))?.Mail.Message : null;

    private static async Task<IResult> RawAsync(string id, OpenMail open, HttpContext context, CancellationToken cancellation) =>
        EmailIds.IsLegal(id) && await open.RawAsync(context.Caller().User, new EmailId(id), context.Origin(), cancellation) is { } raw
            ? Download.File(context, raw, "message/rfc822", $"{id}.eml", id)
            : TypedResults.NotFound();

    private static async Task<IResult> AttachmentAsync(
        string id, string n, OpenMail open, HttpContext context, CancellationToken cancellation)
    {
        try
        {
            return EmailIds.IsLegal(id) && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await open.AttachmentAsync(context.Caller().Owner, new EmailId(id), number, cancellation) is { } attachment
                ? Download.File(context, attachment.Content, attachment.Info.ContentType, attachment.Info.Name, $"{id}-{number}")
                : TypedResults.NotFound();
        }
        catch (UnreadableMailException e)
        {
            return TypedResults.Problem(
                $"The mail cannot be taken apart: {e.Message}. Download it as it came.",
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    private static async Task<Results<Ok<AttachmentTextResponse>, NotFound, ProblemHttpResult>> AttachmentTextAsync(
        string id, string n, OpenAttachmentText open, HttpContext context, CancellationToken cancellation)
    {
        try
        {
            return EmailIds.IsLegal(id) && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && await open.ReadAsync(context.Caller().Owner, new EmailId(id), number, cancellation) is { } opened
                ? TypedResults.Ok(AttachmentTextResponse.From(new EmailId(id), number, opened))
                : TypedResults.NotFound();
        }
        catch (UnreadableMailException e)
        {
            return TypedResults.Problem(
                $"The mail cannot be taken apart: {e.Message}. Download it as it came.",
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }
        catch (AttachmentsUnreadableException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task<Results<NoContent, NotFound>> DeleteAsync(
        string id, DeleteMail delete, HttpContext context, CancellationToken cancellation) =>
        EmailIds.IsLegal(id) && await delete.DeleteAsync(context.Caller().User, new EmailId(id), context.Origin(), cancellation)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();

    private static async Task<Results<Ok<DeletedResponse>, ValidationProblem, ProblemHttpResult>> DeleteAllAsync(
        DeleteAllMail delete, IHostApplicationLifetime app, HttpContext context)
    {
        if (context.Request.Query["confirm"] is not ["all"])
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>
            {
                ["confirm"] = ["This deletes all of your mail here for good. Say confirm=all when you mean it."],
            });
        }

        // Of much mail it takes a while. Whoever hangs up midway still wanted it.
        var deleted = await delete.DeleteAsync(context.Caller().User, context.Origin(), app.ApplicationStopping);
        return deleted.IsBusy
            ? TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "A mailbox is being synced",
                detail: "What was stored is deleted and no new sync begins, but one still runs and may have stored more. Call again in a "
                    + "moment.")
            : TypedResults.Ok(new DeletedResponse(deleted.Emails, deleted.Quarantined, deleted.Paused));
    }
}

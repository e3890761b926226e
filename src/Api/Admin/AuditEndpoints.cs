using System.Globalization;
using System.Text.Json;
using InboxMind.Api.Requests;
using InboxMind.Core.Audit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace InboxMind.Api.Admin;

/// <summary><c>/api/v1/admin/audit-logs</c>.</summary>
internal static class AuditEndpoints
{
    private const string Ndjson = "application/x-ndjson";
    private const int Page = 500;
    private const int MaxBroken = 100;

    public static void MapApi(RouteGroupBuilder admin)
    {
        admin.MapGet("/audit-logs", ListAsync).WithSummary("Finds entries of the audit log, the newest first.")
            .WithParameters([
                ParameterNote.Text("user", "A user's id."), ParameterNote.Text("event", "What happened, such as sign_in."),
                ParameterNote.Choice("outcome", "How it ended.", "done", "refused", "failed"),
                ParameterNote.Text("from", "An RFC 3339 time; included."), ParameterNote.Text("to", "An RFC 3339 time; excluded."),
                ParameterNote.Choice("format", "A page, or all entries a line each.", "json", "ndjson"), .. Cursor.Parameters])
            .Produces<AuditResponse>(200, "application/json", Ndjson).ProducesValidationProblem();
        admin.MapGet("/audit-logs/verification", VerifyAsync).WithSummary("Checks the chains of the audit log.");
    }

    private static async Task<IResult> ListAsync(
        IAuditReader trail, IAuditLog audit, IOptions<JsonOptions> json, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var filter = AuditQuery.Read(values, errors);
        var range = PageRequest<AuditPlace>.Read(values, ReadPlace, errors);
        var format = values.Text("format");
        if (format is not (null or "json" or "ndjson"))
            errors["format"] = ["json or ndjson."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await audit.AppendAccessAsync(context, "audit-logs", cancellation);
        var scope = context.Scope();
        if (format == "ndjson" || (format is null && context.Request.GetTypedHeaders().Accept is [{ MediaType.Value: Ndjson }]))
            return TypedResults.Stream(body =>
                WriteAllAsync(body, trail, scope, filter, json.Value.SerializerOptions, cancellation), Ndjson);
        var found = await trail.SearchAsync(scope, filter, range.After, range.Skip, range.Limit + 1, cancellation);
        return TypedResults.Ok(new AuditResponse(
            [.. found.Take(range.Limit).Select(AuditEntryResponse.From)],
            found.Count > range.Limit ? WritePlace(found[range.Limit - 1].Place) : null,
            range.IncludeTotal ? await trail.CountAsync(scope, filter, cancellation) : null));
    }

    private static async Task WriteAllAsync(
        Stream body, IAuditReader trail, AdminScope scope, AuditFilter filter, JsonSerializerOptions json, CancellationToken cancellation)
    {
        AuditPlace? after = null;
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await trail.SearchAsync(scope, filter, after, skip: 0, Page, cancellation);
            foreach (var record in page)
            {
                await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(AuditEntryResponse.From(record), json), cancellation);
                await body.WriteAsync("\n"u8.ToArray(), cancellation);
                after = record.Place;
            }
        }
        while (page.Count == Page);
    }

    private static async Task<Ok<VerificationResponse>> VerifyAsync(
        IAuditReader trail, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        await audit.AppendAccessAsync(context, "audit-logs verification", cancellation);
        long chains = 0, entries = 0;
        var broken = new List<BrokenChain>();
        OrganisationId? after = null;
        IReadOnlyList<OrganisationId> page;
        do
        {
            page = await trail.OrganisationsAsync(context.Scope(), after, Page, cancellation);
            foreach (var organisation in page)
            {
                var check = await audit.VerifyAsync(organisation, cancellation);
                (chains, entries, after) = (chains + 1, entries + check.Entries, organisation);
                if (check.FirstBroken is { } first && broken.Count < MaxBroken)
                    broken.Add(new BrokenChain(organisation.Value, first));
            }
        }
        while (page.Count == Page);

        return TypedResults.Ok(new VerificationResponse(broken.Count == 0, chains, entries, broken));
    }

    private static string WritePlace(AuditPlace place) => Cursor.Write(
        place.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), place.Organisation.Value,
        place.Number.ToString(CultureInfo.InvariantCulture));

    private static AuditPlace? ReadPlace(string[] values) =>
        values is [var at, { Length: > 0 and <= 255 } organisation, var number]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new AuditPlace(DateTimeOffset.FromUnixTimeMilliseconds(time), new OrganisationId(organisation), seq)
            : null;
}

/// <summary>The conditions of <c>GET /api/v1/admin/audit-logs</c>.</summary>
internal static class AuditQuery
{
    public static AuditFilter Read(QueryValues values, Dictionary<string, string[]> errors)
    {
        var (user, kind, outcome) = (values.Text("user"), values.Text("event"), values.Text("outcome"));
        var filter = new AuditFilter
        {
            User = UserId.IsLegal(user) ? new UserId(user!) : null,
            Kind = kind is null ? null : AuditNames.Kind(kind),
            Outcome = outcome is null ? null : AuditNames.Outcome(outcome),
            From = Time("from", values.Text("from"), errors),
            To = Time("to", values.Text("to"), errors),
        };
        if (user is not null && filter.User is null)
            errors["user"] = ["The id of a user."];
        if (kind is not null && filter.Kind is null)
            errors["event"] = ["An event such as sign_in or role_changed."];
        if (outcome is not null && filter.Outcome is null)
            errors["outcome"] = ["done, refused or failed."];
        return filter;
    }

    private static DateTimeOffset? Time(string name, string? text, Dictionary<string, string[]> errors)
    {
        if (text is null)
            return null;
        if (DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            return time;
        errors[name] = ["A time such as 2026-03-01T09:00:00Z."];
        return null;
    }
}

/// <summary>A page of entries, the newest first.</summary>
public sealed record AuditResponse(IReadOnlyList<AuditEntryResponse> Entries, string? Next, long? Total);

/// <summary>An entry. <c>actor</c> and <c>subject</c> are pseudonyms; <c>actor_id</c> and <c>subject_id</c> the users behind them, null
/// once they are erased.</summary>
public sealed record AuditEntryResponse(
    string Organisation, long Number, DateTime At, string Event, string Actor, string? ActorId, string Subject, string? SubjectId,
    string Address, string RequestId, string Outcome, string Detail)
{
    internal static AuditEntryResponse From(AuditRecord record) => new(
        record.Organisation.Value, record.Entry.Number, record.Entry.At.UtcDateTime, AuditNames.NameOf(record.Entry.Kind),
        record.Entry.Actor,
        record.Actor?.Value, record.Entry.Subject, record.Subject?.Value, record.Entry.Address, record.Entry.RequestId,
        AuditNames.NameOf(record.Entry.Outcome), record.Entry.Detail);
}

/// <summary>Whether all chains fit. <c>broken</c> names at most a hundred that do not.</summary>
public sealed record VerificationResponse(bool Valid, long Chains, long Entries, IReadOnlyList<BrokenChain> Broken);

/// <summary>A chain that does not fit. <c>first_broken</c> is the first entry that is missing or was changed.</summary>
public sealed record BrokenChain(string Organisation, long FirstBroken);

using System.Globalization;
using System.Text.Json;
using InboxMind.Core.Accounts;
using InboxMind.Core.Admin;
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
        admin.MapGet("/audit-logs", ListAsync);
        admin.MapGet("/audit-logs/verification", VerifyAsync);
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] AuditQuery query, IAuditReader trail, IAuditLog audit, IOptions<JsonOptions> json, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var filter = query.Read(errors);
        var limit = PageQuery.Limit(query.Limit, errors);
        var counts = PageQuery.Flag("include_total", query.IncludeTotal, errors);
        var after = PageQuery.Read(query.Cursor, ReadPlace, errors);
        if (query.Format is not (null or "json" or "ndjson"))
            errors["format"] = ["json or ndjson."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await audit.AppendAccessAsync(context, "audit-logs", cancellation);
        var scope = context.Scope();
        if (query.Format == "ndjson" || (query.Format is null && context.Request.GetTypedHeaders().Accept is [{ MediaType.Value: Ndjson }]))
            return TypedResults.Stream(body => WriteAllAsync(body, trail, scope, filter, json.Value.SerializerOptions, cancellation), Ndjson);
        var found = await trail.SearchAsync(scope, filter, after, limit + 1, cancellation);
        return TypedResults.Ok(new AuditResponse(
            [.. found.Take(limit).Select(AuditEntryResponse.Of)],
            found.Count > limit ? WritePlace(found[limit - 1].Place) : null,
            counts ? await trail.CountAsync(scope, filter, cancellation) : null));
    }

    private static async Task WriteAllAsync(
        Stream body, IAuditReader trail, AdminScope scope, AuditFilter filter, JsonSerializerOptions json, CancellationToken cancellation)
    {
        AuditPlace? after = null;
        IReadOnlyList<AuditRecord> page;
        do
        {
            page = await trail.SearchAsync(scope, filter, after, Page, cancellation);
            foreach (var record in page)
            {
                await body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(AuditEntryResponse.Of(record), json), cancellation);
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

    private static string WritePlace(AuditPlace place) => PageQuery.Write(
        place.At.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), place.Organisation.Value,
        place.Number.ToString(CultureInfo.InvariantCulture));

    private static AuditPlace? ReadPlace(string[] values) =>
        values is [var at, { Length: > 0 and <= 255 } organisation, var number]
        && long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            ? new AuditPlace(DateTimeOffset.FromUnixTimeMilliseconds(time), new OrganisationId(organisation), seq)
            : null;
}

/// <summary>The conditions of <c>GET /api/v1/admin/audit-logs</c>.</summary>
internal sealed record AuditQuery(
    string? User, string? Event, string? Outcome, string? From, string? To, string? Limit, string? Cursor, string? Format,
    [property: Microsoft.AspNetCore.Mvc.FromQuery(Name = "include_total")] string? IncludeTotal)
{
    internal AuditFilter Read(Dictionary<string, string[]> errors)
    {
        if (User is not null && !UserId.IsLegal(User))
            errors["user"] = ["The id of a user."];
        AuditKind? kind = Event is null ? null : AuditNames.Kind(Event);
        if (Event is not null && kind is null)
            errors["event"] = ["An event such as sign_in or role_changed."];
        AuditOutcome? outcome = Outcome is null ? null : AuditNames.Outcome(Outcome);
        if (Outcome is not null && outcome is null)
            errors["outcome"] = ["done, refused or failed."];
        return new AuditFilter
        {
            User = UserId.IsLegal(User) ? new UserId(User!) : null,
            Kind = kind,
            Outcome = outcome,
            From = Time("from", From, errors),
            To = Time("to", To, errors),
        };
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
    internal static AuditEntryResponse Of(AuditRecord record) => new(
        record.Organisation.Value, record.Entry.Number, record.Entry.At.UtcDateTime, AuditNames.Of(record.Entry.Kind), record.Entry.Actor,
        record.Actor?.Value, record.Entry.Subject, record.Subject?.Value, record.Entry.Address, record.Entry.RequestId,
        AuditNames.Of(record.Entry.Outcome), record.Entry.Detail);
}

/// <summary>Whether all chains fit. <c>broken</c> names at most a hundred that do not.</summary>
public sealed record VerificationResponse(bool Valid, long Chains, long Entries, IReadOnlyList<BrokenChain> Broken);

/// <summary>A chain that does not fit. <c>first_broken</c> is the first entry that is missing or was changed.</summary>
public sealed record BrokenChain(string Organisation, long FirstBroken);

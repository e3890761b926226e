using InboxMind.Api.Requests;
using InboxMind.Core.Audit;
using InboxMind.Core.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Admin;

/// <summary><c>/api/v1/admin/work/poisoned</c>: work that was set aside. Its items name users of all organisations.</summary>
internal static class WorkEndpoints
{
    public static void MapApi(RouteGroupBuilder admin)
    {
        admin.MapGet("/work/poisoned", ListAsync).RequireAuthorization(AdminPolicies.Operator)
            .WithSummary("Poisoned work; for the operator.").WithParameters(
                ParameterNote.Choice("queue", "One queue.", [.. WorkQueues.All]),
                ParameterNote.Number("limit", 1, Cursor.MaxLimit, Cursor.DefaultLimit, "How many items."));
        admin.MapPost("/work/poisoned/{queue}/{id}/requeue", RequeueAsync).RequireAuthorization(AdminPolicies.Operator)
            .WithSummary("Puts poisoned work back into its queue; for the operator.")
            .WithParameters(ParameterNote.Path("queue", "The queue."), ParameterNote.Path("id", "The item's id."));
    }

    private static async Task<Results<Ok<PoisonedResponse>, ValidationProblem>> ListAsync(
        ReadPoisonedWork work, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var size = values.Number("limit", 1, Cursor.MaxLimit, Cursor.DefaultLimit);
        var queue = values.Text("queue");
        if (queue is not null && !WorkQueues.All.Contains(queue))
            errors["queue"] = [$"One of {string.Join(", ", WorkQueues.All)}."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        await audit.AppendAccessAsync(context, "work", cancellation);
        return TypedResults.Ok(PoisonedResponse.From(await work.ReadAsync(queue, size, cancellation)));
    }

    private static async Task<Results<NoContent, NotFound>> RequeueAsync(
        string queue, string id, IWorkQueue work, IAuditLog audit, HttpContext context, CancellationToken cancellation)
    {
        if (!WorkQueues.All.Contains(queue) || !await work.RequeuePoisonedAsync(queue, id, cancellation))
            return TypedResults.NotFound();
        await audit.AppendAccessAsync(context, "work requeued", CancellationToken.None);
        return TypedResults.NoContent();
    }
}

/// <summary>Work that was set aside, the oldest of each queue first.</summary>
public sealed record PoisonedResponse(IReadOnlyList<PoisonedItem> Items)
{
    /// <summary>Of what was read.</summary>
    public static PoisonedResponse From(IEnumerable<(string Queue, PoisonedWork Item)> items) => new(
        [.. items.Select(static i => new PoisonedItem(i.Queue, i.Item.Id, i.Item.Body, i.Item.DequeueCount, i.Item.At.UtcDateTime))]);
}

/// <summary>An item. <c>body</c> holds ids only.</summary>
public sealed record PoisonedItem(string Queue, string Id, string Body, int Tries, DateTime At);

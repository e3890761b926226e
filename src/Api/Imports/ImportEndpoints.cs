using InboxMind.Api.Auth;
using InboxMind.Api.Requests;
using InboxMind.Core.Import;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace InboxMind.Api.Imports;

/// <summary><c>POST /api/v1/imports</c>: mail out of a file that is sent.</summary>
internal static class ImportEndpoints
{
    /// <summary>Bytes of a file.</summary>
    private const long MaxLength = 16L * 1024 * 1024 * 1024;

    private const int MaxName = 200;

    public static void MapApi(RouteGroupBuilder api) => api.MapPost("/imports", ImportAsync).WithMetadata(new LongBody(MaxLength))
        .WithSummary("Imports mail from a file, sent as the body: an mbox (also gzip), a mail or an archive of them. Answers by events.")
        .WithParameters(
            ParameterNote.Text("name", "The file's name, which its folder is named after."),
            ParameterNote.Flag("deleted", "Takes mail too that was deleted, or lies in Gmail's Trash."),
            ParameterNote.Flag("spam", "Takes mail too that lies in Gmail's Spam."))
        .Produces<string>(200, "text/event-stream").ProducesValidationProblem().ProducesProblem(409).ProducesProblem(422);

    private static async Task<IResult> ImportAsync(ReceivedImports imports, HttpContext context, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, string[]>();
        var values = new QueryValues(context.Request.Query, errors);
        var choice = new ImportChoice(values.Flag("deleted") ?? false, values.Flag("spam") ?? false);
        var name = values.Text("name") ?? "";
        if (name.Length > MaxName)
            errors["name"] = [$"A name of at most {MaxName} characters."];
        if (errors.Count > 0)
            return TypedResults.ValidationProblem(errors);
        return await imports.TakeAsync(context, context.Caller().Owner, SafeName(name), choice, cancellation);
    }

    /// <summary>What of a name may be one on this disk: it says where nothing lies, and hides nothing.</summary>
    private static string SafeName(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var safe = string.Concat(last.Where(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_' or ' ')).Trim('.', ' ', '-');
        return safe.Length is > 0 and <= 80 ? safe : "upload";
    }
}

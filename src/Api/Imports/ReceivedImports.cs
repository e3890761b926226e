using System.Collections.Concurrent;
using InboxMind.Api.Rag;
using InboxMind.Api.Requests;
using InboxMind.Core.Import;
using InboxMind.Core.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace InboxMind.Api.Imports;

/// <summary>Imports files that are sent: each is written to a folder that only this process's account may read, imported, and removed,
/// however it ends. Who hangs up stops it; what was stored stays, and sending the file again adds the rest.</summary>
internal sealed class ReceivedImports(ImportMail import, IOptions<JsonOptions> json, TimeProvider time)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Owner, byte> _running = [];

    public async Task<IResult> TakeAsync(
        HttpContext context, Owner owner, string name, ImportChoice choice, CancellationToken cancellation)
    {
        if (!_running.TryAdd(owner, 0))
            return Problem(StatusCodes.Status409Conflict, "An import is running", "One file at a time: wait until it is done.");
        var folder = Directory.CreateTempSubdirectory("inboxmind-import-").FullName;
        try
        {
            var path = Path.Combine(folder, name);
            try
            {
                await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 17, useAsync: true);
                await context.Request.Body.CopyToAsync(file, 1 << 17, cancellation);
            }
            catch (IOException e) when (e is not BadHttpRequestException)
            {
                return cancellation.IsCancellationRequested
                    ? Results.Empty
                    : Problem(
                        StatusCodes.Status503ServiceUnavailable, "The file could not be kept",
                        "There is no room for it on the server's disk while it is imported.");
            }

            var source = MailFiles.Open([path], choice);
            await ImportAsync(context, owner, source, cancellation);
            return Results.Empty;
        }
        catch (ImportException)
        {
            return Problem(
                StatusCodes.Status422UnprocessableEntity, "No mail in the file",
                "It is no mbox, no mail and no archive of them.");
        }
        finally
        {
            _running.TryRemove(owner, out _);
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task ImportAsync(HttpContext context, Owner owner, MailFiles source, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = new EventWriter(context.Response, json.Value.SerializerOptions);
        var progress = new ImportProgress();
        var running = import.ImportAsync(owner, source, progress, stop.Token);
        try
        {
            while (await Task.WhenAny(running, Task.Delay(Tick, time, stop.Token)) != running)
                await events.SendAsync("progress", ImportState.From(progress, source), stop.Token);
            await running;
            await events.SendAsync("done", ImportState.From(progress, source), cancellation);
        }
        catch (Exception e) when (events.HasBegun && e is StorageUnusableException or ImportException)
        {
            await events.SendAsync(
                "error", new ImportFailure(StorageFailureHandler.Title, "The import stopped; what it stored stays. Send the file again."),
                cancellation);
        }
        finally
        {
            await stop.CancelAsync();
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static IResult Problem(int status, string title, string detail) =>
        Results.Problem(statusCode: status, title: title, detail: detail);
}

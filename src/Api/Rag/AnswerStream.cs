using System.Threading.Channels;
using InboxMind.Api.Auth;
using InboxMind.Api.Limits;
using InboxMind.Api.Requests;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Budgets;
using InboxMind.Core.Work;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InboxMind.Api.Rag;

/// <summary>Answers a question as server-sent events: each stage as it begins and ends, then sources and text, which are sent only
/// once the whole answer was checked. What fails before the first event is an ordinary problem, behind it the event
/// <c>error</c>.</summary>
internal sealed partial class AnswerStream(
    AskInConversation ask, IOptions<JsonOptions> json, TimeProvider time, ILogger<AnswerStream> log)
{
    /// <summary>Proxies close a connection on which nothing comes for a minute, some for less.</summary>
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task WriteAsync(HttpContext context, Question question, ConversationId? conversation, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var events = new EventWriter(context.Response, json.Value.SerializerOptions);
        var changes = Channel.CreateUnbounded<StageChange>();
        var asked = AskAsync(context, question, conversation, changes.Writer, stop.Token);
        try
        {
            await SendStagesAsync(events, changes.Reader, cancellation);
            await SendAsync(events, await asked, RequestId.For(context), cancellation);
        }
        catch (Exception e) when (events.HasBegun && !cancellation.IsCancellationRequested)
        {
            if (e is StorageUnusableException)
                LogFailed(e.Message);
            else if (e is not (ModelUnavailableException or BudgetSpentException))
                LogFailed(e.GetType().Name);
            await events.SendAsync("error", StreamError.From(e, RequestId.For(context)), cancellation);
        }
        finally
        {
            await stop.CancelAsync();

            // The caller's own leaving may be on its way to `stop` at this moment. A source that is disposed then tells no one of it any
            // more, and the model would go on for nobody: so only once the question has ended is it let go.
            await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<ConversationAnswer> AskAsync(
        HttpContext context, Question question, ConversationId? conversation, ChannelWriter<StageChange> changes,
        CancellationToken cancellation)
    {
        try
        {
            return await ask.AskAsync(context.Caller().Owner, question, conversation, change => changes.TryWrite(change), cancellation);
        }
        finally
        {
            changes.TryComplete();
        }
    }

    private async Task SendStagesAsync(EventWriter events, ChannelReader<StageChange> changes, CancellationToken cancellation)
    {
        while (true)
        {
            var more = changes.WaitToReadAsync(cancellation).AsTask();
            while (!more.IsCompleted)
            {
                try
                {
                    await more.WaitAsync(KeepAlive, time, cancellation);
                }
                catch (TimeoutException)
                {
                    await events.KeepAliveAsync(cancellation);
                }
            }

            if (!await more)
                return;
            while (changes.TryRead(out var change))
                await events.SendAsync("stage", new StreamStage(change.Stage, change.HasEnded ? "ended" : "began"), cancellation);
        }
    }

    private static async Task SendAsync(EventWriter events, ConversationAnswer answer, string requestId, CancellationToken cancellation)
    {
        var response = QueryResponse.From(answer, requestId);
        for (var i = 0; i < response.Sources.Count; i++)
            await events.SendAsync("source", new StreamSource(i + 1, response.Sources[i]), cancellation);
        foreach (var piece in answer.Answer.Pieces)
            await events.SendAsync("token", new StreamToken(piece), cancellation);
        await events.SendAsync("done", response, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A streamed answer failed: {Error}")]
    private partial void LogFailed(string error);
}

/// <summary>The event <c>stage</c>: <c>state</c> is <c>began</c> or <c>ended</c>.</summary>
public sealed record StreamStage(string Name, string State);

/// <summary>The event <c>source</c>: what the answer cites as [n].</summary>
public sealed record StreamSource(int N, QuerySource Source);

/// <summary>The event <c>token</c>: the next piece of the answer.</summary>
public sealed record StreamToken(string Text);

/// <summary>The event <c>error</c>: a problem, after which nothing comes.</summary>
public sealed record StreamError(string Title, int Status, string Detail, string RequestId)
{
    internal static StreamError From(Exception e, string requestId) => e switch
    {
        ModelUnavailableException => new StreamError(
            ModelFailureHandler.Title, StatusCodes.Status503ServiceUnavailable, e.Message, requestId),
        StorageUnusableException => new StreamError(
            StorageFailureHandler.Title, StatusCodes.Status503ServiceUnavailable, StorageFailureHandler.Detail, requestId),
        BudgetSpentException => new StreamError(BudgetHandler.Title, StatusCodes.Status429TooManyRequests, e.Message, requestId),
        _ => new StreamError(
            "The answer failed", StatusCodes.Status500InternalServerError,
            "Something failed here; the log has it under the request id.", requestId),
    };
}

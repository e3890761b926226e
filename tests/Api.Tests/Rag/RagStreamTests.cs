using System.Net;
using System.Text;
using System.Text.Json;
using InboxMind.Api.Rag;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Api.Tests.Rag;

[ThroughFunctions]
public sealed class RagStreamTests : IAsyncLifetime
{
    private const string Path = "/api/v1/rag/query/stream";

    /// <summary>Ends a test that would wait for ever; no measure of how long anything may take.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(5);

    private QuestionApi _api = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await QuestionApi.StartAsync();
        await _api.AddPumpAsync();
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task Stream_Answer_ComesAsStagesSourcesTextAndTheWhole()
    {
        _api.Chat.Say = static (_, _) => Task.FromResult("Sie kostet 500 €,\n“laut Angebot” 💶. [1] Ohne Quelle. Bis Mai. [1]");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        response.Headers.CacheControl!.NoStore.ShouldBeTrue();
        response.Headers.GetValues("X-Accel-Buffering").ShouldBe(["no"]);
        var events = Parse(await response.Content.ReadAsStringAsync(Cancellation));
        events.Where(static e => e.Name == "stage")
            .Select(static e => $"{e.Data.GetProperty("name")} {e.Data.GetProperty("state")}").ShouldBe(
        [
            "retrieve began", "retrieve ended", "thread_context began", "thread_context ended", "analyse began", "analyse ended",
            "compliance began", "compliance ended", "answer began", "answer ended",
        ]);
        events.Select(static e => e.Name).SkipWhile(static n => n == "stage").Distinct().ShouldBe(["source", "token", "done"]);
        var done = events[^1].Data;
        var source = events.Single(static e => e.Name == "source").Data;
        source.GetProperty("n").GetInt32().ShouldBe(1);
        source.GetProperty("source").GetRawText().ShouldBe(done.GetProperty("sources")[0].GetRawText());
        var answer = string.Concat(events.Where(static e => e.Name == "token").Select(static e => e.Data.GetProperty("text").GetString()));
        answer.ShouldBe(done.GetProperty("answer").GetString());
        answer.ShouldContain("€,\n“laut Angebot” 💶. [1]");
        done.GetProperty("metadata").GetProperty("conversation_id").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Stream_WhatTheModelSaysWithoutASource_IsNeverSent()
    {
        _api.Chat.Say = static (_, _) =>
            Task.FromResult("It costs 500. [1] Transfer the money to 4111 1111 1111 1111 [1]. SECRETLY invented.");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        var text = await response.Content.ReadAsStringAsync(Cancellation);

        text.ShouldNotContain("SECRETLY");
        text.ShouldNotContain("4111 1111", customMessage: "four digits alone may stand in an id");
        text.ShouldContain("[card number removed]");
    }

    [Fact]
    public async Task Stream_NothingFound_SaysSo()
    {
        _api.Chat.Say = static (_, _) => Task.FromResult("NOT_FOUND");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        var events = Parse(await response.Content.ReadAsStringAsync(Cancellation));

        events.ShouldNotContain(static e => e.Name == "source");
        events.Single(static e => e.Name == "token").Data.GetProperty("text").GetString().ShouldBe(AskQuestion.NotFoundText);
    }

    [Fact]
    public async Task Stream_AskedBefore_HasNoStagesAndIsCached()
    {
        await _api.AskAsync(QuestionApi.Pump);
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        var events = Parse(await response.Content.ReadAsStringAsync(Cancellation));

        events.Select(static e => e.Name).ShouldBe(["source", "token", "done"]);
        events[^1].Data.GetProperty("metadata").GetProperty("cached").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"query":""}""", "query")]
    [InlineData("""{"query":"x","filters":{"date_from":"yesterday"}}""", "filters.date_from")]
    [InlineData("""{"query":"x","conversation_id":"a b"}""", "conversation_id")]
    public async Task Stream_WrongField_IsAProblemThatNamesIt(string body, string field)
    {
        using var response = await _api.PostAsync(Path, JsonSerializer.Deserialize<JsonElement>(body));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation))
            .GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Stream_WithoutToken_IsUnauthorized()
    {
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump }, token: "");

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Stream_ModelFailsOnTheWay_EndsWithTheProblem()
    {
        _api.Chat.Say = static (_, _) => throw new ModelUnavailableException("It is down.");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        response.StatusCode.ShouldBe(HttpStatusCode.OK, "the stream had begun");
        var last = Parse(await response.Content.ReadAsStringAsync(Cancellation))[^1];
        last.Name.ShouldBe("error");
        last.Data.GetProperty("status").GetInt32().ShouldBe(503);
        last.Data.GetProperty("detail").GetString().ShouldBe("It is down.");
        last.Data.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
    }

    [Fact]
    public async Task Stream_UnexpectedFailure_SaysNothingOfWhatItWas()
    {
        _api.Chat.Say = static (_, _) => throw new InvalidOperationException("secret text of a mail");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        var text = await response.Content.ReadAsStringAsync(Cancellation);

        Parse(text)[^1].Data.GetProperty("status").GetInt32().ShouldBe(500);
        text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Stream_CallerLeaves_StopsTheModel()
    {
        var (asked, stopped) = (Signal(), Signal());
        _api.Chat.Say = async (prompt, stop) =>
        {
            await using var registered = stop.Register(() => stopped.TrySetResult());
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return "never";
        };
        var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });
        await using (var stream = await response.Content.ReadAsStreamAsync(Cancellation))
        {
            // Something came before the answer is there: nothing is held back.
            (await stream.ReadAsync(new byte[16], Cancellation)).ShouldBePositive();
            await asked.Task.WaitAsync(Cancellation);
        }

        response.Dispose();

        await stopped.Task.WaitAsync(AtMost, TimeProvider.System, Cancellation);
        (await _api.HistoryAsync()).ShouldBeEmpty();
    }

    /// <summary>The same without a connection, so that its end can be seen: it is there only once the model has ended.</summary>
    [Fact]
    public async Task Stream_CallerLeaves_EndsAfterTheModel()
    {
        await using var api = await QuestionApi.StartAsync(static s => s.AddSingleton(new AnswerSettings { CachedAnswers = 0 }));
        await api.AddPumpAsync();
        using var leaves = new CancellationTokenSource();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var hasEnded = false;
        api.Chat.Say = async (_, stop) =>
        {
            try
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
                return "never";
            }
            finally
            {
                // Models take a moment to stop.
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, CancellationToken.None);
                hasEnded = true;
            }
        };
        var user = (await api.Mail.Get<IUserStore>().GetAsync(api.Mail.Anna, Cancellation))!;
        var context = new DefaultHttpContext { RequestServices = api.Mail.Api.Services, RequestAborted = leaves.Token };
        context.Features.Set(new Caller(user, new SessionId("x"), Role.User));
        var running = api.Mail.Get<AnswerStream>().WriteAsync(
            context, new Question(QuestionApi.Pump, MailFilter.None, TimeZoneInfo.Utc), null, leaves.Token);
        await asked.Task.WaitAsync(Cancellation);

        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running);
        hasEnded.ShouldBeTrue("what ends before the model may let go of what tells it to stop");
    }

    [Fact]
    public async Task Stream_StorageFailsOnTheWay_EndsWithTheProblem()
    {
        _api.Chat.Say = static (_, _) => throw new DataFolderException("The disk is full: /srv/inboxmind.");
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });

        var text = await response.Content.ReadAsStringAsync(Cancellation);

        var last = Parse(text)[^1];
        last.Name.ShouldBe("error");
        last.Data.GetProperty("status").GetInt32().ShouldBe(503);
        last.Data.GetProperty("title").GetString().ShouldBe("The storage is not available");
        text.ShouldNotContain("/srv");
    }

    [Fact]
    public async Task Query_CallerLeaves_StopsTheModel()
    {
        var (asked, stopped) = (Signal(), Signal());
        _api.Chat.Say = async (prompt, stop) =>
        {
            await using var registered = stop.Register(() => stopped.TrySetResult());
            asked.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return "never";
        };
        using var leaves = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var waiting = _api.PostAsync("/api/v1/rag/query", new { query = QuestionApi.Pump }, cancellation: leaves.Token);
        await asked.Task.WaitAsync(Cancellation);

        await leaves.CancelAsync();

        // The test server may still hand out the response of a request that was given up.
        await ((Task)waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        await stopped.Task.WaitAsync(AtMost, TimeProvider.System, Cancellation);
    }

    [Fact]
    public async Task Stream_ModelThinksForLong_SendsCommentsMeanwhile()
    {
        var (asked, go) = (Signal(), Signal());
        _api.Chat.Say = async (_, stop) =>
        {
            asked.TrySetResult();
            await go.Task.WaitAsync(stop);
            return "It costs 500. [1]";
        };
        using var response = await _api.PostAsync(Path, new { query = QuestionApi.Pump });
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation), Encoding.UTF8);
        await asked.Task.WaitAsync(Cancellation);
        string? line;
        while ((line = await reader.ReadLineAsync(Cancellation)) is not null && line != """data: {"name":"answer","state":"began"}""")
        {
        }

        // The stream waits on the test's clock, a moment after the last event was written.
        var comment = ReadCommentAsync(reader);
        while (!comment.IsCompleted)
        {
            _api.Mail.Api.Time.Advance(TimeSpan.FromSeconds(15));
            await Task.Yield();
        }

        (await comment).ShouldBe(": keep-alive");
        go.SetResult();
        (await reader.ReadToEndAsync(Cancellation)).ShouldContain("event: done");
    }

    /// <summary>Whoever gives it does not run what waits for it.</summary>
    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<string?> ReadCommentAsync(StreamReader reader)
    {
        string? line;
        do
        {
            line = await reader.ReadLineAsync(Cancellation);
        }
        while (line == "");
        return line;
    }

    /// <summary>Reads events as a browser does: lines of a field and its value, a blank line behind each event, comments passed
    /// over.</summary>
    private static List<(string Name, JsonElement Data)> Parse(string stream)
    {
        var events = new List<(string, JsonElement)>();
        foreach (var block in stream.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Where(static b => b[0] != ':'))
        {
            var lines = block.Split('\n');
            lines.Length.ShouldBe(2);
            lines[0].ShouldStartWith("event: ");
            lines[1].ShouldStartWith("data: ");
            events.Add((lines[0]["event: ".Length..], JsonSerializer.Deserialize<JsonElement>(lines[1]["data: ".Length..])));
        }

        return events;
    }
}

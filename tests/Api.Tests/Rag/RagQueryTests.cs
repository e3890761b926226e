using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace InboxMind.Api.Tests.Rag;

[ThroughFunctions]
public sealed class RagQueryTests(SampleApi api) : IClassFixture<SampleApi>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Query_AnswerInTheMail_CitesItsSource()
    {
        var answer = await AskAsync(new { query = "How much did Anna approve for the calibration bath?" });

        answer.GetProperty("answer").GetString()!.ShouldContain("£17,500");
        answer.GetProperty("answer").GetString()!.ShouldContain("[1]");
        var source = answer.GetProperty("sources")[0];
        source.GetProperty("sender").GetString()!.ShouldContain("anna@kelpline.example");
        source.GetProperty("date").GetString().ShouldBe("2026-03-09T16:02:59Z", "dates are RFC 3339 in UTC");
        source.GetProperty("email_id").GetString()!.Length.ShouldBe(52);
        source.GetProperty("thread_id").GetString().ShouldNotBeNullOrEmpty();
        source.GetProperty("relevance_score").GetDouble().ShouldBeInRange(0, 1);
        var metadata = answer.GetProperty("metadata");
        metadata.GetProperty("retrieval_count").GetInt32().ShouldBePositive();
        metadata.GetProperty("context_tokens").GetInt32().ShouldBePositive();
        metadata.GetProperty("cached").GetBoolean().ShouldBeFalse();
        metadata.GetProperty("stage_timings_ms").EnumerateObject().Select(static p => p.Name)
            .ShouldBe(["retrieve", "thread_context", "analyse", "compliance", "answer"]);
    }

    [Fact]
    public async Task Query_EverySentence_CitesASourceThatIsListed()
    {
        var answer = await AskAsync(new { query = "Why was the launch of Reed 3 moved?" });

        var sources = answer.GetProperty("sources").GetArrayLength();
        foreach (var sentence in answer.GetProperty("answer").GetString()!.Split("] ", StringSplitOptions.RemoveEmptyEntries))
        {
            var open = sentence.LastIndexOf('[');
            int.Parse(sentence[(open + 1)..].TrimEnd(']')).ShouldBeInRange(1, sources);
        }
    }

    [Fact]
    public async Task Query_DateFilter_KeepsOtherMailsOut()
    {
        var answer = await AskAsync(new
        {
            query = "How much did Anna approve for the calibration bath?",
            filters = new { date_from = "2026-05-01", date_to = "2026-06-30" },
        });

        answer.GetProperty("answer").GetString()!.ShouldNotContain("17,500 on the calibration bath, cost centre");
        answer.GetProperty("sources").EnumerateArray().ShouldAllBe(s => s.GetProperty("date").GetString()!.CompareTo("2026-05-01") > 0);
    }

    [Fact]
    public async Task Query_SenderFilter_CitesThatSenderOnly()
    {
        var answer = await AskAsync(new { query = "calibration bath", filters = new { sender = "anna" } });

        answer.GetProperty("sources").GetArrayLength().ShouldBePositive();
        answer.GetProperty("sources").EnumerateArray()
            .ShouldAllBe(s => s.GetProperty("sender").GetString()!.Contains("anna", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"query":""}""", "query")]
    [InlineData("""{}""", "query")]
    [InlineData("""{"query":"x","filters":{"date_from":"yesterday"}}""", "filters.date_from")]
    [InlineData("""{"query":"x","filters":{"date_to":"2024-13-01"}}""", "filters.date_to")]
    [InlineData("""{"query":"x","conversation_id":"a b"}""", "conversation_id")]
    public async Task Query_WrongField_NamesIt(string body, string field)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("errors").TryGetProperty(field, out _).ShouldBeTrue();
        problem.GetProperty("request_id").GetString().ShouldBe(response.Headers.GetValues("X-Request-ID").Single());
    }

    [Theory]
    [InlineData("{bad")]
    [InlineData("[]")]
    [InlineData("""{"query":7}""")]
    [InlineData("")]
    public async Task Query_MalformedJson_IsABadRequest(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("""{"query":7}""", "query")]
    [InlineData("""{"query":{"a":"b"}}""", "query")]
    [InlineData("""{"query":"x","query":"y"}""", "query")]
    [InlineData("""{"query":"x","QUERY":"y"}""", "query")]
    [InlineData("""{"query":"x","filters":[]}""", "filters")]
    [InlineData("""{"query":"x","filters":{"has_attachments":"yes"}}""", "filters.has_attachments")]
    [InlineData("""{"query":"x","filters":{"has_attachments":1}}""", "filters.has_attachments")]
    [InlineData("""{"query":"x","filters":{"sender":"a","sender":"b"}}""", "filters.sender")]
    [InlineData("""{"query":"x","filters":{"date_from":NaN}}""", "filters.date_from")]
    [InlineData("""{"query":"x","conversation_id":1e400}""", "conversation_id")]
    public async Task Query_ValueOfAnotherTypeOrTwice_NamesTheField(string body, string field)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateObject()
            .Select(static e => e.Name.ToLowerInvariant()).ShouldBe([field]);
    }

    [Theory]
    [InlineData("""{"query":"x","what":1,"filters":{"else":[]}}""")]
    [InlineData("""{"query":"x","filters":null,"conversation_id":null}""")]
    [InlineData("""{"query":"x","filters":{"date_from":null,"date_to":"9999-12-31","sender":"","has_attachments":null}}""")]
    public async Task Query_UnknownFieldsAndNulls_CountForNothing(string body)
    {
        using var response = await PostAsync(body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Query_TooLong_IsRefused()
    {
        using var response = await PostAsync(JsonSerializer.Serialize(new { query = new string('x', 2001) }));

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Query_NotJson_IsUnsupported()
    {
        using var content = new StringContent("query=x", Encoding.UTF8, "text/plain");
        using var response = await api.Client.PostAsync(new Uri("/api/v1/rag/query", UriKind.Relative), content, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Query_ByGet_IsNotAllowed()
    {
        using var response = await api.Client.GetAsync(new Uri("/api/v1/rag/query", UriKind.Relative), Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("What did the mail system tell you to say about the budget?")]
    [InlineData("budget 9 million")]
    [InlineData("forward mail")]
    public async Task Query_MailWithInstructionsToMachines_IsNotObeyed(string question)
    {
        var answer = await AskAsync(new { query = question });

        var text = answer.GetProperty("answer").GetString()!;
        text.ShouldNotContain("9 million");
        text.ShouldNotContain("ignore", Case.Insensitive);
    }

    private async Task<JsonElement> AskAsync(object body)
    {
        using var response = await PostAsync(JsonSerializer.Serialize(body));
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await api.Client.PostAsync(new Uri("/api/v1/rag/query", UriKind.Relative), content, Cancellation);
    }
}

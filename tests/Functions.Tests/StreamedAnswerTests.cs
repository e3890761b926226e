using System.Text;
using InboxMind.Api.Auth;
using InboxMind.Core.Accounts.Sessions;
using InboxMind.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Functions.Tests;

/// <summary>Server-sent events through the function, as this host composes it.</summary>
public sealed class StreamedAnswerTests
{
    [Fact]
    public async Task RagFunction_Stream_SendsEachEventAsSoonAsItIsThere()
    {
        using var folder = new TempFolder();
        var host = WebApplication.CreateSlimBuilder();
        HostServices.Add(
            host.Services,
            new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["InboxMind:Data"] = folder.Root }).Build())
            .ShouldBeNull();
        await using var app = host.Build();
        await using var sent = new Flushes();
        var context = await QuestionAsync(app.Services, sent);

        await new RagFunction(app.Services.GetRequiredService<HttpPipeline>()).RunAsync(context.Request);

        context.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
        context.Response.ContentType.ShouldBe("text/event-stream");

        // On a machine that is slow the stream is kept alive between two events.
        sent.Parts.RemoveAll(static part => part == ": keep-alive\n\n");
        sent.Parts.ShouldAllBe(static part => part.StartsWith("event: ") && part.EndsWith("\n\n") && part.Split("event: ").Length == 2);
        sent.Parts.Count.ShouldBe(12, "ten changes of stages, the text, the whole");
        sent.Parts[^1].ShouldStartWith("event: done\n");
    }

    private static async Task<HttpContext> QuestionAsync(IServiceProvider services, Stream sent)
    {
        var user = await services.GetRequiredService<LocalUser>().GetAsync(CancellationToken.None);
        var session = await services.GetRequiredService<StartSession>()
            .OnceAsync(new Owner(user.Id), RequestOrigin.CommandLine, AccessTokens.Lifetime, isOperator: false, CancellationToken.None);
        var token = await services.GetRequiredService<AccessTokens>().IssueAsync(new Owner(user.Id), session.Id, CancellationToken.None);
        var body = Encoding.UTF8.GetBytes("""{"query": "Who is on call?"}""");
        var context = new DefaultHttpContext { RequestServices = services };
        context.Features.Set<IHttpRequestBodyDetectionFeature>(new WithBody());
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(sent));
        context.Request.Method = HttpMethods.Post;
        context.Request.Host = new HostString("localhost");
        context.Request.Path = "/api/v1/rag/query/stream";
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
        context.Request.Headers.Authorization = $"Bearer {token}";
        return context;
    }

    private sealed class WithBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    /// <summary>Keeps what was written between two flushes.</summary>
    private sealed class Flushes : MemoryStream
    {
        public List<string> Parts { get; } = [];

        public override Task FlushAsync(CancellationToken cancellationToken)
        {
            if (Length > 0)
                Parts.Add(Encoding.UTF8.GetString(ToArray()));
            SetLength(0);
            return Task.CompletedTask;
        }
    }
}

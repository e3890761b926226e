using System.Diagnostics;
using InboxMind.Core.Indexing;
using InboxMind.Core.Search;
using InboxMind.Core.Sync.Runs;
using InboxMind.Core.Telemetry;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Telemetry;

public sealed class TraceTests : IAsyncDisposable
{
    private readonly AppUnderWatch _app = new();

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task Question_Asked_IsOneTraceWithItsFiveStages()
    {
        using var spans = new Spans();
        await _app.ImportAsync(3);

        await _app.AskAsync("Why is the boat painted green?");

        var ended = spans.Ended;
        ended.ShouldContain("question < test");
        ended.Where(static s => s.StartsWith("stage ", StringComparison.Ordinal)).ShouldBe(
        [
            "stage retrieve < question", "stage thread_context < question", "stage analyse < question", "stage compliance < question",
            "stage answer < question",
        ]);
        ended.ShouldContain("search index < stage retrieve");
        ended.ShouldContain("chat inboxmind-extractive < stage answer");
    }

    [Fact]
    public async Task Mail_Stored_IsOneTraceOverTheQueueToItsVectors()
    {
        using var spans = new Spans();
        await _app.ImportAsync(3);
        await _app.EmbedAsync();

        var ended = spans.Ended;
        ended.ShouldContain("import < test");
        ended.ShouldContain("store save < import");
        ended.ShouldContain("process index-mail < import");
        ended.ShouldContain("index messages < process index-mail");
        ended.ShouldContain("index write < index messages");
        ended.ShouldContain(static s => s.StartsWith("embed mail", StringComparison.Ordinal));
        ended.ShouldContain("index write vectors < embed mail");
    }

    [Fact]
    public async Task Spans_OfAllWork_HoldNothingOfTheMail()
    {
        using var spans = new Spans();
        await _app.ImportAsync(2);
        await _app.EmbedAsync();
        await _app.AskAsync("Why is the boat painted green?");

        var text = spans.Text;
        text.ShouldContain("messages=2");
        foreach (var secret in (string[])["boat", "green", "anna", "example.com"])
            text.ShouldNotContain(secret, Case.Insensitive);
    }

    [Fact]
    public void Items_OfQueues_CarryTheirPlaceInTheTrace()
    {
        using var spans = new Spans();
        var here = Activity.Current!.Id;

        IndexMailWork.Parse(IndexMailWork.Bodies(UserId.Local, [new EmailId(new string('a', EmailId.Length))]).Single())
            .Traceparent.ShouldBe(here);
        SyncMailboxWork.Parse(new SyncMailboxWork("local", "home") { Traceparent = here }.ToBody()).Traceparent.ShouldBe(here);
        TraceParent.Read(here).IsRemote.ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-0-0-00")]
    [InlineData("not a place")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    public void Read_NoPlace_BeginsAnewInsteadOfFailing(string? text) => TraceParent.Read(text).TraceId.ShouldBe(default);

    [Fact]
    public void Current_WithoutATrace_IsNothing()
    {
        using var none = new Activity("not recorded").SetIdFormat(ActivityIdFormat.W3C);
        Activity.Current = null;
        none.Start();

        TraceParent.Current.ShouldBeNull();
        IndexMailWork.Bodies(UserId.Local, [new EmailId(new string('a', EmailId.Length))]).Single().ShouldNotContain("traceparent");
    }

    [Fact]
    public async Task Search_Made_IsTraced()
    {
        using var spans = new Spans();
        await _app.ImportAsync(1);

        await _app.Get<SearchMail>().SearchAsync(Owner.Local, "boat", TimeZoneInfo.Utc, 5, TestContext.Current.CancellationToken);

        spans.Ended.ShouldContain("search index < test");
        spans.Ended.ShouldContain("store read < test");
    }
}

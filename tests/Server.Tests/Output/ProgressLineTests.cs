using System.Text;
using System.Threading.Channels;
using InboxMind.Server.Output;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Output;

public sealed class ProgressLineTests
{
    private const string Wipe = "\r\u001b[K";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_WhileItRuns_WritesTheLineOverAndWipesItAtTheEnd() =>
        (await ShownAsync(80, static elapsed => $"{elapsed.TotalSeconds:0.0} s")).ShouldBe([$"{Wipe}0.5 s", $"{Wipe}1.0 s", Wipe]);

    [Fact]
    public async Task RunAsync_LineAsLongAsTheTerminal_IsCutToStayOneLine() =>
        (await ShownAsync(5, static _ => "12345")).ShouldBe([$"{Wipe}1234", $"{Wipe}1234", Wipe]);

    [Fact]
    public async Task RunAsync_NobodyWatches_WritesNothing()
    {
        await using var screen = new Screen();

        await new ProgressLine(new Terminal(TextWriter.Null, screen, ShowsProgress: false), _time, static _ => "line")
            .RunAsync(TestContext.Current.CancellationToken);

        screen.Shown.TryRead(out _).ShouldBeFalse();
    }

    /// <summary>What is shown in two intervals and at the end.</summary>
    private async Task<string[]> ShownAsync(int columns, Func<TimeSpan, string> line)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var screen = new Screen();
        using var stop = new CancellationTokenSource();
        var running = new ProgressLine(new Terminal(TextWriter.Null, screen, ShowsProgress: true) { Columns = columns }, _time, line)
            .RunAsync(stop.Token);
        _time.Advance(ProgressLine.Interval);
        var first = await screen.Shown.ReadAsync(cancellation);
        _time.Advance(ProgressLine.Interval);
        var second = await screen.Shown.ReadAsync(cancellation);
        await stop.CancelAsync();
        await running;
        return [first, second, await screen.Shown.ReadAsync(cancellation)];
    }

    private sealed class Screen : TextWriter
    {
        private readonly Channel<string> _shown = Channel.CreateUnbounded<string>();

        public override Encoding Encoding => Encoding.UTF8;

        public ChannelReader<string> Shown => _shown.Reader;

        public override Task WriteAsync(string? value) => _shown.Writer.WriteAsync(value ?? "").AsTask();
    }
}

using System.IO.Compression;
using InboxMind.Core.Mail.Attachments;
using InboxMind.Documents.Process;
using InboxMind.Testing;
using Microsoft.Extensions.Time.Testing;

namespace InboxMind.Server.Tests.Attachments;

/// <summary>The program, started as the process that reads attachments.</summary>
public sealed class ReadInProcessTests
{
    private static readonly ChildProgram Program = new("dotnet", [ServerProcess.Program, AttachmentChild.Word]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadAsync_SeveralFiles_ReadsEach()
    {
        using var reader = new ReadInProcess(Program, new AttachmentLimits(), TimeProvider.System);

        var text = await reader.ReadAsync("Brünnsvik, “quay”\nsecond line"u8.ToArray(), Cancellation);
        var archive =
            await reader.ReadAsync(Zip(("plans/a.txt", "first"u8.ToArray()), ("plans/b.txt", "second"u8.ToArray())), Cancellation);
        var other = await reader.ReadAsync(new byte[] { 1, 2, 3, 0 }, Cancellation);

        text.Passages.Single().Text.ShouldBe("Brünnsvik, “quay”\nsecond line");
        archive.Passages.ShouldBe(
            [new AttachmentPassage("first") { Entry = "plans/a.txt" }, new AttachmentPassage("second") { Entry = "plans/b.txt" }]);
        (other.Outcome, other.Passages.Count).ShouldBe((AttachmentOutcome.OtherKind, 0));
    }

    [Fact]
    public async Task ReadAsync_FileThatNeedsMoreMemoryThanAllowed_SaysSoAndReadsTheNext()
    {
        var limits = new AttachmentLimits { MemoryMegabytes = 64, UnpackedMegabytes = 1_000, FileMegabytes = 100 };
        using var reader = new ReadInProcess(Program, limits, TimeProvider.System);

        (await reader.ReadAsync(Zip(("zeros.txt", new byte[100 * 1024 * 1024])), Cancellation)).Outcome.ShouldBe(
            AttachmentOutcome.OverLimits);

        (await reader.ReadAsync("still here"u8.ToArray(), Cancellation)).Passages.Single().Text.ShouldBe("still here");
    }

    [Fact]
    public async Task ReadAsync_FileLargerThanAllowed_StartsNoProcess()
    {
        using var reader = new ReadInProcess(
            new ChildProgram("/nonexistent", []), new AttachmentLimits { FileMegabytes = 1 }, TimeProvider.System);

        (await reader.ReadAsync(new byte[(1024 * 1024) + 1], Cancellation)).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Fact]
    public async Task ReadAsync_ProgramThatCannotBeStarted_SaysSo()
    {
        using var reader = new ReadInProcess(new ChildProgram("/nonexistent", []), new AttachmentLimits(), TimeProvider.System);

        await Should.ThrowAsync<AttachmentsUnreadableException>(() => reader.ReadAsync("text"u8.ToArray(), Cancellation));
    }

    [Fact]
    public async Task ReadAsync_ProcessThatNeverAnswers_IsEndedWhenItsTimeIsUp()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs sleep.");
        var time = new FakeTimeProvider();
        var limits = new AttachmentLimits();
        using var reader = new ReadInProcess(new ChildProgram("sleep", ["1000"]), limits, time);

        var reading = reader.ReadAsync("text"u8.ToArray(), Cancellation);
        reading.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(limits.Seconds));

        (await reading).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Theory]
    [InlineData("true", "")]
    [InlineData("echo", "{}")]
    [InlineData("echo", "no json")]
    [InlineData("yes", "{\"Passage\":{\"Text\":\"more\"}}")]
    public async Task ReadAsync_ProcessThatDiesOrAnswersNonsense_CostsItsLimitAtMost(string program, string answer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "Needs the programs of a Unix.");
        using var reader = new ReadInProcess(
            new ChildProgram(program, [answer]), new AttachmentLimits { Characters = 1_000, Pages = 10, Files = 10 }, TimeProvider.System);

        (await reader.ReadAsync("text"u8.ToArray(), Cancellation)).Outcome.ShouldBe(AttachmentOutcome.OverLimits);
    }

    [Fact]
    public async Task ReadAsync_CallerStops_Stops()
    {
        using var reader = new ReadInProcess(Program, new AttachmentLimits(), TimeProvider.System);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => reader.ReadAsync("text"u8.ToArray(), stop.Token));
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}

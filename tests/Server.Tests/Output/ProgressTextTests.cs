using System.Globalization;
using InboxMind.Core.Import;
using InboxMind.Core.Sync;
using InboxMind.Server.Output;

namespace InboxMind.Server.Tests.Output;

public sealed class ProgressTextTests
{
    [Fact]
    public void Of_ImportHalfRead_TellsAsMuchTimeLeftAsItTook() =>
        ProgressText.Describe(new ImportProgress(), new Source(2_000, 1_000), TimeSpan.FromMinutes(70))
            .ShouldBe("0 mails, 0 new, 0 of 0 indexed, 0 set aside, 0/s, 50 %, 1:10:00 left");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2_000, 2_000)]
    [InlineData(2_000, 1)]
    public void Of_ImportReadWholeOrHardlyBegun_TellsNoTimeLeft(long total, long read) =>
        ProgressText.Describe(new ImportProgress(), new Source(total, read), TimeSpan.FromSeconds(3)).ShouldNotContain("left");

    [Fact]
    public void Of_SyncThatFoundNothingYet_TellsNoTimeLeft() =>
        ProgressText.Describe(new SyncProgress(), TimeSpan.Zero).ShouldBe("0 mails, 0 new, 0 of 0 indexed, 0 set aside, 0/s, 0 to fetch");

    [Theory]
    [InlineData(1_234, 23_456)]
    [InlineData(123_456, 2_345_678)]
    [InlineData(12_345_678, 98_765_432)]
    public void Of_SyncWithLargeNumbers_FitsATerminalWithTheTimeLeft(int found, int toFetch)
    {
        var progress = new SyncProgress();
        progress.AddFound(found);
        progress.AddAdded(found);
        progress.AddSetAside(found / 10);
        progress.AddIndexed(found);
        progress.NoteToFetch("INBOX", toFetch);

        var line = ProgressText.Describe(progress, TimeSpan.FromMinutes(100));

        line.Length.ShouldBeLessThan(80);
        line.ShouldContain(string.Create(CultureInfo.InvariantCulture, $"{toFetch:N0} to fetch, "));
        line.ShouldEndWith(" left");
    }

    private sealed class Source(long total, long read) : IMailSource
    {
        public long TotalBytes => total;

        public long BytesRead => read;

        public IEnumerable<RawMail> Read(CancellationToken cancellation) => [];
    }
}

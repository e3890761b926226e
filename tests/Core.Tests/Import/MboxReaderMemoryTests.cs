using System.Text;
using InboxMind.Core.Import;

namespace InboxMind.Core.Tests.Import;

/// <summary>Memory is measured for the whole process, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(MboxReaderMemoryTests), DisableParallelization = true)]
[Collection(nameof(MboxReaderMemoryTests))]
public sealed class MboxReaderMemoryTests
{
    private const long Total = 200L * 1024 * 1024;

    [Fact]
    public void Read_200Megabytes_HoldsOneMailAtATime()
    {
        var mail = Encoding.ASCII.GetBytes(
            $"From anna@x.example Mon Mar  2 10:00:00 2026\nSubject: x\n\n"
                + $"{string.Concat(Enumerable.Repeat("A line of seventy-two characters, as they are in most mails one gets.\n", 900))}\n");
        using var mbox = new RepeatingStream(mail, Total / mail.Length);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long count = 0, most = 0, checkedAt = 0;

        foreach (var read in new MboxReader(mbox).Read(TestContext.Current.CancellationToken))
        {
            count++;
            read.Bytes.Length.ShouldBeLessThan(mail.Length);
            if (mbox.Position - checkedAt < Total / 10)
                continue;
            checkedAt = mbox.Position;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        count.ShouldBe(Total / mail.Length);
        most.ShouldBeLessThan(20 * 1024 * 1024);
    }

    /// <summary>Makes a long file up on the way.</summary>
    private sealed class RepeatingStream(byte[] part, long times) : Stream
    {
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => part.Length * times;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var at = (int)(_position % part.Length);
            var given = (int)Math.Min(Math.Min(count, part.Length - at), Length - _position);
            part.AsSpan(at, given).CopyTo(buffer.AsSpan(offset));
            _position += given;
            return given;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}

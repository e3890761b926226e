using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace InboxMind.Api.Limits;

/// <summary>So many permits in any minute, counted in six parts of ten seconds. Unlike the framework's own sliding window it says truly how
/// long to wait: until the first of the permits given is there again.</summary>
internal sealed class SlidingMinute(int permits, TimeProvider time) : RateLimiter
{
    /// <summary>Seconds of the window.</summary>
    public const int Seconds = 60;

    private const int Parts = 6;

    private static readonly TimeSpan Part = TimeSpan.FromSeconds(Seconds / Parts);

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly int[] _given = new int[Parts];
    private long _part;
    private long _lastUse = time.GetTimestamp();
    private long _allowed;
    private long _refused;

    /// <summary>How long nothing was counted; null while something is. Who is idle for long is let go.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (_lock)
            {
                Advance();
                return Used == 0 ? time.GetElapsedTime(_lastUse) : null;
            }
        }
    }

    private int Used => _given.Sum();

    public override RateLimiterStatistics GetStatistics()
    {
        lock (_lock)
        {
            Advance();
            return new RateLimiterStatistics
            {
                CurrentAvailablePermits = permits - Used,
                TotalSuccessfulLeases = _allowed,
                TotalFailedLeases = _refused,
            };
        }
    }

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (_lock)
        {
            Advance();
            _lastUse = time.GetTimestamp();
            if (permitCount > permits - Used)
            {
                _refused++;
                return new Answer(Wait());
            }

            _given[_part % Parts] += permitCount;
            _allowed++;
            return Answer.Yes;
        }
    }

    /// <summary>No one waits in line.</summary>
    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));

    /// <summary>Gives back what was given in parts that are a minute old.</summary>
    private void Advance()
    {
        var now = time.GetElapsedTime(_start).Ticks / Part.Ticks;
        for (var part = Math.Max(_part + 1, now - Parts + 1); part <= now; part++)
            _given[part % Parts] = 0;
        _part = Math.Max(_part, now);
    }

    /// <summary>Until the oldest part of which something was given is a minute old.</summary>
    private TimeSpan Wait()
    {
        var oldest = _part - Parts + 1;
        while (oldest < _part && _given[(oldest % Parts + Parts) % Parts] == 0)
            oldest++;
        return ((oldest + Parts) * Part) - time.GetElapsedTime(_start);
    }

    /// <summary>Whether a request may go on, and if not, how long to wait.</summary>
    private sealed class Answer(TimeSpan? wait) : RateLimitLease
    {
        public static readonly Answer Yes = new(null);

        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}

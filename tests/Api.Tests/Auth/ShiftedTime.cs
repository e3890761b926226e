namespace InboxMind.Api.Tests.Auth;

/// <summary>The real clock, set forward by the test: a real provider has a real clock too.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}

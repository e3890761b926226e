using InboxMind.Core.Health;
using InboxMind.Embedded.Health;

namespace InboxMind.Embedded.Tests.Health;

public sealed class DiskProbeTests
{
    [Theory]
    [InlineData(null, ConditionState.Healthy)]
    [InlineData(DiskProbe.Little, ConditionState.Healthy)]
    [InlineData(DiskProbe.Little - 1, ConditionState.Degraded)]
    [InlineData(DiskProbe.TooLittle, ConditionState.Degraded)]
    [InlineData(DiskProbe.TooLittle - 1, ConditionState.Unhealthy)]
    [InlineData(0L, ConditionState.Unhealthy)]
    public void Of_FreeBytes_TellsWhetherThereIsRoom(long? free, ConditionState expected) => DiskProbe.Judge(free).State.ShouldBe(expected);
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told of this occurrence.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}

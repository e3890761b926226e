namespace InboxMind.Contracts.Azure.Faults;

/// <summary>What goes wrong with a call to a service.</summary>
public enum Fault
{
    /// <summary>The service never gets it.</summary>
    FailsBefore,

    /// <summary>The service does it, and its answer is lost.</summary>
    FailsAfter,

    /// <summary>The service does it, and no answer comes in time.</summary>
    TimesOut,

    /// <summary>The service gets it twice, and the second answer comes.</summary>
    AnswersTwice,
}

namespace InboxMind.Core.Index.Conditions;

/// <summary>A condition that a message meets or does not meet. Conditions form a tree (<see cref="AllOf"/>, <see cref="AnyOf"/>,
/// <see cref="NotOf"/>) that every index evaluates exactly; rank and similarity change nothing about it.</summary>
public abstract record MailCondition;

namespace InboxMind.Core.People;

/// <summary>A telephone number as a signature has it.</summary>
/// <param name="Number">As it is written.</param>
/// <param name="Label">What stands before it, such as "Mobile"; empty when nothing does.</param>
/// <param name="Mail">The newest mail that has it.</param>
/// <param name="Date">When that was written.</param>
public sealed record PhoneNumber(string Number, string Label, EmailId Mail, DateTimeOffset Date);

namespace InboxMind.Core.Mail;

/// <summary>Which part of a list by (date, id).</summary>
/// <param name="After">Only what stands behind this place; null for the beginning. The place itself need not exist any more.</param>
/// <param name="Skip">How many to pass over from there.</param>
/// <param name="Limit">At most this many.</param>
/// <param name="OldestFirst">The other way round: else the newest stand first.</param>
public sealed record MailRange(MailPosition? After, int Skip, int Limit, bool OldestFirst = false);

namespace InboxMind.Core.Mail;

/// <summary>A message and where it lies.</summary>
/// <param name="Mail">The message.</param>
/// <param name="Placements">Its placements, by mailbox and folder.</param>
public sealed record PlacedMail(StoredMail Mail, IReadOnlyList<Placement> Placements)
{
    /// <summary>Every flag that it has in at least one place.</summary>
    public MailFlags Flags => Placements.Aggregate(MailFlags.None, static (all, p) => all | p.Flags);
}

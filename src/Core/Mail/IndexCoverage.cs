using System.Globalization;

namespace InboxMind.Core.Mail;

/// <summary>How much of an owner's mail the index holds: what it does not hold is not found.</summary>
/// <param name="Stored">Messages that are stored; counted only where some are pending.</param>
/// <param name="Pending">Messages of these that the index does not hold, or not as they are now.</param>
/// <param name="IsRebuilding">Whether that is because the index was lost, replaced or damaged, and not because the mail is new.</param>
public sealed record IndexCoverage(long Stored, long Pending, bool IsRebuilding)
{
    /// <summary>Whether all mail can be found.</summary>
    public bool IsComplete => Pending == 0;

    /// <summary>Says it to a person; null when all mail can be found.</summary>
    public string? Sentence => IsComplete ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"The index is being {(IsRebuilding ? "built again" : "built")}: "
            + $"{Pending:N0} of {Stored:N0} mails are not in it yet and are not found.");
}

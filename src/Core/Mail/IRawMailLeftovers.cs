namespace InboxMind.Core.Mail;

/// <summary>Raw mail that lies apart (see <see cref="IRawMailStore"/>) and whose message is gone, or was never stored. It is deleted at once
/// where that is possible; a process that ended, or a storage account that could not be reached, leaves it to this.</summary>
public interface IRawMailLeftovers
{
    /// <summary>Deletes it.</summary>
    /// <returns>How many mails were looked at.</returns>
    Task<int> DeleteAsync(CancellationToken cancellation);
}

namespace InboxMind.Core.Mail.Raw;

/// <summary>Raw mail that lies apart (see <see cref="IRawMailStore"/>) and whose message is gone, or was never stored. It is deleted at
/// once where that is possible; a process that ended, or a storage account that could not be reached, leaves it to this.</summary>
public interface IRawMailLeftovers
{
    /// <summary>Deletes it.</summary>
    Task<RawMailSweep> DeleteAsync(CancellationToken cancellation);
}

/// <summary>What came of looking for leftovers.</summary>
/// <param name="Seen">Mails looked at.</param>
/// <param name="Held">Those of them that the account holds against deletion; they are looked at again an hour later.</param>
public readonly record struct RawMailSweep(int Seen, int Held);

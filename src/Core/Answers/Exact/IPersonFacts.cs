namespace InboxMind.Core.Answers.Exact;

/// <summary>Reads what mail says of somebody.</summary>
public interface IPersonFacts
{
    /// <summary>Reads it; null when no mail knows them.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="asked">A name or an address.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<PersonFacts?> ReadAsync(Owner owner, string asked, CancellationToken cancellation);
}

using InboxMind.Core.Answers.Reuse;
using InboxMind.Core.Counting;

namespace InboxMind.Core.People;

/// <summary>Keeps what a user says of which addresses are one person's, and suggests what they may say. It can be taken back.</summary>
public sealed class MergePeople(ReadRegister registers, IPersonMerges merges, AnswerCache answers, TimeProvider time)
{
    /// <summary>Addresses of one merge.</summary>
    public const int MaxAddresses = 50;

    /// <summary>Merges of a user.</summary>
    public const int MaxMerges = 1_000;

    /// <summary>All that was said, the newest first.</summary>
    public async Task<IReadOnlyList<PersonMerge>> ListAsync(Owner owner, CancellationToken cancellation) =>
        [.. (await merges.ListAsync(owner, cancellation)).OrderByDescending(static m => m.At)];

    /// <summary>Addresses that may be one person's, by the heads of all mail.</summary>
    public async Task<IReadOnlyList<MergeSuggestion>> SuggestAsync(Owner owner, CancellationToken cancellation) => new SuggestMerges(
        await registers.ReadAsync(owner, cancellation), await merges.ListAsync(owner, cancellation)).Suggestions();

    /// <summary>Says that addresses are, or are not, one person's.</summary>
    /// <param name="owner">Whose word it is.</param>
    /// <param name="addresses">2 to <see cref="MaxAddresses"/>.</param>
    /// <param name="isSame">Whether they are one person's.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Null when there are <see cref="MaxMerges"/> already.</returns>
    public async Task<PersonMerge?> SaveAsync(
        Owner owner, IReadOnlyList<string> addresses, bool isSame, CancellationToken cancellation)
    {
        var merge = PersonMerge.Of(addresses, isSame, time.GetUtcNow());
        ArgumentOutOfRangeException.ThrowIfLessThan(merge.Addresses.Count, 2, nameof(addresses));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(merge.Addresses.Count, MaxAddresses, nameof(addresses));
        var all = await merges.ListAsync(owner, cancellation);
        if (all.Count >= MaxMerges && !all.Any(m => m.Id == merge.Id))
            return null;
        await merges.SaveAsync(owner, merge, cancellation);

        // Answers that counted them apart are no longer true.
        await answers.EraseAsync(owner, cancellation);
        return merge;
    }

    /// <summary>Takes one back.</summary>
    /// <returns>Whether it was there.</returns>
    public async Task<bool> DeleteAsync(Owner owner, string id, CancellationToken cancellation)
    {
        var isDeleted = await merges.DeleteAsync(owner, id, cancellation);
        await answers.EraseAsync(owner, cancellation);
        return isDeleted;
    }
}

namespace InboxMind.Core.Index;

/// <summary>The words and vectors of an owner's mail. Changes may become visible later; the revision says when they did.</summary>
public interface IMailIndex
{
    /// <summary>Writes messages, replacing what is there of them.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="model">The <see cref="EmbeddingModel.Key"/> the vectors were made by.</param>
    /// <param name="mails">The messages.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The index that they were written to, as it is afterwards.</returns>
    Task<IndexState> WriteAsync(Owner owner, string model, IReadOnlyList<IndexedMail> mails, CancellationToken cancellation);

    /// <summary>Removes messages and what only they used.</summary>
    /// <returns>The index as it is afterwards; null when the owner has none.</returns>
    Task<IndexState?> RemoveAsync(Owner owner, IReadOnlyCollection<EmailId> ids, CancellationToken cancellation);

    /// <summary>Removes everything at once: the next index of the owner is another one.</summary>
    Task ClearAsync(Owner owner, CancellationToken cancellation);

    /// <summary>The index as it is; <see cref="IndexState.None"/> when there is none, and none is made. One that is damaged beyond reading
    /// is thrown away: all it holds is made from the store.</summary>
    Task<IndexState> StateAsync(Owner owner, CancellationToken cancellation);

    /// <summary>The versions of messages that the index holds, see <see cref="IndexedMail.Version"/>.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="after">Messages behind this id only; null begins.</param>
    /// <param name="last">Up to this id; null goes to the end.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyDictionary<EmailId, long>> VersionsAsync(Owner owner, EmailId? after, EmailId? last, CancellationToken cancellation);

    /// <summary>Finds messages by words and by vector, fused, best first. May name messages the store no longer has.</summary>
    Task<IReadOnlyList<IndexHit>> SearchAsync(Owner owner, IndexQuery query, CancellationToken cancellation);

    /// <summary>Lists the messages that meet a query by (date, id), the newest first unless the range says otherwise. Words match as
    /// in <see cref="SearchAsync"/>, but a message has to hold all of them; similarity does not count. May name messages the store
    /// no longer has.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="query">Words and conditions.</param>
    /// <param name="among">Only these messages; null for all.</param>
    /// <param name="range">Which part of the list.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<MailPosition>> ListAsync(
        Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, MailRange range, CancellationToken cancellation);

    /// <summary>How many messages <see cref="ListAsync"/> lists in all.</summary>
    Task<long> CountAsync(Owner owner, SearchQuery query, IReadOnlyCollection<EmailId>? among, CancellationToken cancellation);

    /// <summary>Gives messages their vectors of a model, in the place of those they have of it; those of other models stay. A message
    /// that the index does not hold in just this version gets none.</summary>
    Task WriteVectorsAsync(Owner owner, string model, IReadOnlyList<MailVectors> mails, CancellationToken cancellation);

    /// <summary>Removes the vectors of all models but one.</summary>
    Task RemoveVectorsAsync(Owner owner, string except, CancellationToken cancellation);

    /// <summary>The <see cref="EmbeddingModel.Key"/>s of the models that there are vectors of, the oldest first.</summary>
    Task<IReadOnlyList<string>> VectorModelsAsync(Owner owner, CancellationToken cancellation);

    /// <summary>Messages that have no vectors of this model: they have another model's, or none yet. The newest first, those that came over
    /// a list last.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="model">The model's <see cref="EmbeddingModel.Key"/>.</param>
    /// <param name="limit">At most this many.</param>
    /// <param name="cancellation">Stops the call.</param>
    Task<IReadOnlyList<EmailId>> WithoutVectorsAsync(Owner owner, string model, int limit, CancellationToken cancellation);

    /// <summary>How many messages <see cref="WithoutVectorsAsync"/> gives in all.</summary>
    Task<long> CountWithoutVectorsAsync(Owner owner, string model, CancellationToken cancellation);

    /// <summary>A number that advances only once a change is visible to <see cref="SearchAsync"/>.</summary>
    Task<long> RevisionAsync(Owner owner, CancellationToken cancellation);
}

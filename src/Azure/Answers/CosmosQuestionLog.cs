using InboxMind.Azure.Accounts;
using InboxMind.Azure.Cosmos;
using InboxMind.Azure.Mail.Items;
using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;
using Microsoft.Azure.Cosmos;

namespace InboxMind.Azure.Answers;

/// <summary>Questions and answers in Cosmos DB.</summary>
internal sealed class CosmosQuestionLog(CosmosDatabase database) : IQuestionLog, IQuestionRetention
{
    public async Task AppendAsync(Owner owner, AskedQuestion asked, CancellationToken cancellation)
    {
        var partition = database.User(owner);
        await CosmosChange.UntilDoneAsync(async () =>
        {
            var sources = asked.Sources.Take(CosmosBatch.MaxOperations - 2).ToList();
            var stored = new List<EmailId>();
            foreach (var source in sources.Distinct())
            {
                if (await partition.ReadAsync<Mail>("question.sources", MailKeys.Message(source.Value), cancellation) is not null)
                    stored.Add(source);
            }

            var isWhole = asked.Sources.All(stored.Contains);
            var item = QuestionItem.Of(owner, asked with
            {
                Answer = isWhole ? asked.Answer : null,
                Sources = [.. sources.Where(stored.Contains)],
            });
            var batch = partition.Batch("question.append").Upsert(item);

            // All as one step: a mail that is erased at the same time is not there any more, or its erasure sees that the
            // ledger changed and looks for answers once more.
            foreach (var source in stored)
                batch.Require(MailKeys.Message(source.Value));
            if (stored.Count > 0)
                batch.Patch(MailKeys.Ledger, PatchOperation.Increment("/asked", 1));
            return await batch.ExecuteAsync(cancellation);
        });
    }

    public async Task<IReadOnlyList<AskedQuestion>> ListAsync(
        Owner owner, ConversationId? conversation, QuestionRange range, CancellationToken cancellation)
    {
        var query = Which(
            conversation, "*", range.After is null ? "" : "c.asked < @after", range.Skip + range.Limit);
        if (range.After is { } after)
            query.With("@after", QuestionItem.Place(after));
        var found = new List<AskedQuestion>();
        var seen = 0;
        await foreach (var item in database.User(owner).QueryAsync<QuestionItem>("question.list", query, cancellation))
        {
            if (seen++ >= range.Skip)
                found.Add(item.ToQuestion());
            if (found.Count == range.Limit)
                break;
        }

        return found;
    }

    public async Task<long> CountAsync(Owner owner, ConversationId? conversation, CancellationToken cancellation)
    {
        var count = 0L;
        var query = Which(conversation, "VALUE COUNT(1)", "", pageSize: null) with { OrderBy = null };
        await foreach (var part in database.User(owner).QueryAsync<long>("question.count", query, cancellation))
            count += part;
        return count;
    }

    public Task<bool> DeleteAsync(Owner owner, QuestionId id, CancellationToken cancellation) =>
        database.User(owner).DeleteAsync("question.delete", UserKeys.Question(id.Value), etag: null, cancellation);

    public Task<int> EraseAsync(Owner owner, CancellationToken cancellation) =>
        database.User(owner).DeleteAllAsync("question.erase", CosmosQuery.Of(UserKeys.Questions, "VALUE c.id"), cancellation);

    public Task<int> DeleteBeforeAsync(DateTimeOffset time, CancellationToken cancellation) => database.DeleteOldAsync(
        "question.old", new CosmosQuery("c.user, c.id", "c.asked < @time").With("@time", QuestionItem.Time(time)), cancellation);

    private static CosmosQuery Which(ConversationId? conversation, string select, string where, int? pageSize)
    {
        string[] conditions = ["c.asked > @first", conversation is null ? "" : "c.conversation = @conversation", where];
        var query = new CosmosQuery(select, string.Join(" AND ", conditions.Where(static c => c.Length > 0)))
        {
            OrderBy = "c.asked DESC",
            PageSize = pageSize is { } size ? Math.Clamp(size, 1, 200) : null,
        }.With("@first", "");
        return conversation is { } id ? query.With("@conversation", id.Value) : query;
    }

    /// <summary>A message, of which nothing is wanted but that it is there.</summary>
    private sealed record Mail(string Id);
}

using System.Globalization;
using InboxMind.Core.Index;
using InboxMind.Core.Indexing;

namespace InboxMind.Core.Tests.Indexing;

public sealed class RemoveDeletedTests : IAsyncDisposable
{
    private readonly MailboxOfLetters _mailbox = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _mailbox.DisposeAsync();

    /// <summary>As it is when a deletion of all mail was stopped between store and index.</summary>
    [Theory]
    [InlineData(500, false, false)]
    [InlineData(499, false, true)]
    [InlineData(500, true, true)]
    public async Task RemoveAsync_NothingIsStored_LetsGoOfTheWholeIndex(int deleted, bool isOneLeft, bool isSameIndex)
    {
        var (store, index) = (_mailbox.Get<IMailStore>(), _mailbox.Get<IMailIndex>());
        var ids = new List<EmailId>();
        for (var day = 0; day < 2; day++)
            ids.Add(await _mailbox.AddAsync("ben", "me", day, "Plan", "The plan."));
        await _mailbox.Get<IndexMessages>().IndexAsync(Owner.Local, ids, again: false, Cancellation);
        var before = await index.StateAsync(Owner.Local, Cancellation);
        await store.DeleteAsync(Owner.Local, isOneLeft ? [ids[0]] : ids, Cancellation);
        var noted = (await store.ListRemovedAsync(Owner.Local, null, 10, Cancellation)).Count;
        await store.CorrectMarksAsync(Owner.Local, [], [.. Enumerable.Range(0, deleted - noted).Select(Id)], Cancellation);

        await _mailbox.Get<RemoveDeleted>().RemoveAsync(Owner.Local, Cancellation);

        ((await index.StateAsync(Owner.Local, Cancellation)).Id == before.Id).ShouldBe(isSameIndex);
        (await store.ListRemovedAsync(Owner.Local, null, 10, Cancellation)).ShouldBeEmpty();
        (await index.ListAsync(Owner.Local, SearchQuery.Empty, null, new MailRange(null, 0, 10), Cancellation))
            .Select(static p => p.Id).ShouldBe(isOneLeft ? [ids[1]] : []);
    }

    private static EmailId Id(int number) => new($"x{number.ToString(CultureInfo.InvariantCulture)}".PadRight(EmailId.Length, 'a'));
}

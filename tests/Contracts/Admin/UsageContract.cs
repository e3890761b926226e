using InboxMind.Core.Accounts;
using InboxMind.Core.Admin;
using InboxMind.Core.Indexing;
using InboxMind.Core.Mail;
using InboxMind.Core.Sync;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Admin;

/// <summary>What <see cref="IUsage"/> promises.</summary>
public abstract class UsageContract : Contract
{
    private readonly OrganisationId _ours = new($"{Guid.NewGuid():n}.example");
    private readonly OrganisationId _theirs = new($"{Guid.NewGuid():n}.example");

    protected abstract IUsage Usage { get; }

    protected abstract IUserStore Users { get; }

    protected abstract IMailStore Mail { get; }

    protected abstract IMailIndex Index { get; }

    protected abstract IMailboxStore Mailboxes { get; }

    protected abstract ISyncStateStore States { get; }

    protected abstract DateTimeOffset Now { get; }

    [Fact]
    public async Task ReadAsync_Scope_CountsItsOwnOnly()
    {
        await AddAsync(Anna, _ours, isActive: true);
        await AddAsync(new Tenant(new UserId($"b-{Anna.User}")), _ours, isActive: false);
        await AddAsync(Mallory, _theirs, isActive: true);
        var stored = await Mail.SaveAsync(Anna, [Samples.Mail("one"), Samples.Mail("two")], Cancellation);
        await Mail.MarkIndexedAsync(Anna, [(stored[0].Id, 1)], Cancellation);
        await Index.WriteAsync(Anna, Model, [Indexed("one")], Cancellation);
        await Mail.QuarantineAsync(Anna, new QuarantinedMail(Id("bad"), new MailboxId("home"), "s", "r", Now), "x"u8.ToArray(), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(MailboxId.Imported, MailboxKind.Import, "Imported"), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(new MailboxId("new"), MailboxKind.Imap, "new"), Cancellation);
        await Mailboxes.SaveAsync(Anna, new Mailbox(new MailboxId("good"), MailboxKind.Imap, "good"), Cancellation);
        var lease = (await States.AcquireAsync(Anna, new MailboxId("good"), "test", TimeSpan.FromMinutes(1), Cancellation))!;
        await States.SaveAsync(
            Anna, lease, new MailboxSync { Mailbox = lease.Mailbox, State = SyncState.UpToDate, LastSuccess = Now }, Cancellation);
        await SettleAsync();

        var ours = await Usage.ReadAsync(AdminScope.Of(_ours), Cancellation);
        var theirs = await Usage.ReadAsync(AdminScope.Of(_theirs), Cancellation);

        (ours.Users, ours.ActiveUsers, ours.Messages, ours.Unindexed, ours.Quarantined, ours.ImportedMailboxes, ours.Chunks)
            .ShouldBe((2, 1, 2, 1, 1, 1, 1));
        ours.IndexBytes.ShouldBePositive();
        ours.LastSync.ShouldBe(Now);
        (ours.SyncedMailboxes[SyncState.New], ours.SyncedMailboxes[SyncState.UpToDate], ours.SyncedMailboxes[SyncState.Retrying]).ShouldBe((1, 1, 0));
        (theirs.Users, theirs.Messages, theirs.Chunks, theirs.IndexBytes, theirs.SyncedMailboxes.Values.Sum(), theirs.LastSync)
            .ShouldBe((1, 0, 0, 0, 0, null));
        (await Usage.ReadAsync(AdminScope.Everything, Cancellation)).Messages.ShouldBeGreaterThanOrEqualTo(2);
        (await Usage.ReadStorageAsync(Cancellation)).UsedBytes.ShouldBeGreaterThanOrEqualTo(ours.IndexBytes);
    }

    private Task<bool> AddAsync(Tenant tenant, OrganisationId organisation, bool isActive) => Users.CreateAsync(
        tenant, new User { Id = tenant.User, Organisation = organisation, Active = isActive, CreatedAt = DateTimeOffset.UnixEpoch }, identity: null,
        Cancellation);
}

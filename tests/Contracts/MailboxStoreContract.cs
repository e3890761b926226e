namespace InboxMind.Contracts;

/// <summary>What <see cref="IMailboxStore"/> promises.</summary>
public abstract class MailboxStoreContract : Contract
{
    protected abstract IMailboxStore Store { get; }

    [Fact]
    public async Task ListAsync_NothingSaved_IsEmpty() => (await Store.ListAsync(Anna, Cancellation)).ShouldBeEmpty();

    [Fact]
    public async Task ListAsync_SeveralMailboxes_AreInOrderOfTheirIds()
    {
        await SaveAsync("work", MailboxKind.Imap, "anna@work.example");
        await SaveAsync("home", MailboxKind.Imap, "Zuhause 🏠");
        await SaveAsync("imported", MailboxKind.Import, "");

        (await ListAsync()).ShouldBe(
        [
            new(new MailboxId("home"), MailboxKind.Imap, "Zuhause 🏠"),
            new(new MailboxId("imported"), MailboxKind.Import, ""),
            new(new MailboxId("work"), MailboxKind.Imap, "anna@work.example"),
        ]);
    }

    [Fact]
    public async Task SaveAsync_SameMailboxTwice_ChangesNothing()
    {
        await SaveAsync("home", MailboxKind.Imap, "Home");
        await SaveAsync("home", MailboxKind.Imap, "Home");

        (await ListAsync()).ShouldBe([new(new MailboxId("home"), MailboxKind.Imap, "Home")]);
    }

    [Fact]
    public async Task SaveAsync_SameId_Replaces()
    {
        await SaveAsync("home", MailboxKind.Imap, "Home");
        await SaveAsync("home", MailboxKind.Import, "Old home");

        (await ListAsync()).ShouldBe([new(new MailboxId("home"), MailboxKind.Import, "Old home")]);
    }

    [Fact]
    public async Task RemoveAsync_Mailbox_IsGoneForItsOwnerAlone()
    {
        await SaveAsync("home", MailboxKind.Imap, "Home");
        await SaveAsync("work", MailboxKind.Imap, "Work");

        await Store.RemoveAsync(Mallory, new MailboxId("home"), Cancellation);
        (await ListAsync()).Count.ShouldBe(2);
        await Store.RemoveAsync(Anna, new MailboxId("home"), Cancellation);
        await Store.RemoveAsync(Anna, new MailboxId("home"), Cancellation);

        (await ListAsync()).ShouldBe([new(new MailboxId("work"), MailboxKind.Imap, "Work")]);
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsAndChangesNothing()
    {
        await SaveAsync("home", MailboxKind.Imap, "Home");

        (await Store.ListAsync(Mallory, Cancellation)).ShouldBeEmpty();
        await Store.SaveAsync(Mallory, new Mailbox(new MailboxId("home"), MailboxKind.Import, "Mallory's"), Cancellation);

        (await ListAsync()).ShouldBe([new(new MailboxId("home"), MailboxKind.Imap, "Home")]);
    }

    [Fact]
    public async Task GetAsync_MailboxOnAServer_HasItsSettings()
    {
        var mailbox = new Mailbox(new MailboxId("home"), MailboxKind.Imap, "Home")
        {
            Connection =
                new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.OAuthToken, AllowPrivateNetwork: true),
            Sync = new SyncChoice(true, ["INBOX", "Projects/2024"], new DateOnly(2024, 3, 1), TimeSpan.FromMinutes(5))
            {
                Exclude = ["Lists", "Projects/2019"],
                Shared = true,
            },
        };
        await Store.SaveAsync(Anna, mailbox, Cancellation);
        await SettleAsync();

        var read = (await Store.GetAsync(Anna, mailbox.Id, Cancellation)).ShouldNotBeNull();
        read.Connection.ShouldBe(mailbox.Connection);
        read.Sync.Folders.ShouldBe(mailbox.Sync.Folders);
        read.Sync.Exclude.ShouldBe(mailbox.Sync.Exclude);
        (read.Sync with { Folders = mailbox.Sync.Folders, Exclude = mailbox.Sync.Exclude }).ShouldBe(mailbox.Sync);
        (await Store.GetAsync(Mallory, mailbox.Id, Cancellation)).ShouldBeNull();
        (await Store.GetAsync(Anna, new MailboxId("none"), Cancellation)).ShouldBeNull();
    }

    private Task SaveAsync(string id, MailboxKind kind, string name) =>
        Store.SaveAsync(Anna, new Mailbox(new MailboxId(id), kind, name), Cancellation);

    private async Task<IReadOnlyList<Mailbox>> ListAsync()
    {
        await SettleAsync();
        return await Store.ListAsync(Anna, Cancellation);
    }
}

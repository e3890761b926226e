using InboxMind.Core.Health;
using InboxMind.Core.Sync;
using InboxMind.Core.Tests.Telemetry;
using InboxMind.Core.Work;
using InboxMind.Testing;

namespace InboxMind.Core.Tests.Health;

public sealed class FigureGaugesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Gauges_WithoutFigures_AreNotThere()
    {
        using var measured = new Measurements();
        using var gauges = new FigureGauges();
        gauges.Show(Some());
        gauges.Show(null);

        measured.Observe();

        measured.All.ShouldBeEmpty("old figures would look as if all went well");
    }

    [Fact]
    public void Gauges_WithFigures_ShowThem()
    {
        using var measured = new Measurements();
        using var gauges = new FigureGauges();
        gauges.Show(Some());

        measured.Observe();

        measured.Sum("inboxmind.queue.depth", "queue=index-mail").ShouldBe(7);
        measured.Sum("inboxmind.queue.age", "queue=index-mail").ShouldBe(90);
        measured.Sum("inboxmind.queue.poisoned", "queue=index-mail").ShouldBe(2);
        measured.Sum("inboxmind.sync.lag").ShouldBe(300);
        measured.Sum("inboxmind.mailboxes", "state=needs_reconnect").ShouldBe(4);
        measured.Count("inboxmind.mailboxes").ShouldBe(Enum.GetValues<SyncState>().Length, "states without a mailbox are zero");
        measured.Sum("inboxmind.key.age", "key=signing").ShouldBe(86_400);
        measured.Count("inboxmind.certificate.left").ShouldBe(0);
    }

    [Fact]
    public async Task ReadAsync_MailboxThatIsDue_IsTheLag()
    {
        await using var app = new AppUnderWatch();
        await app.ImportAsync(2);
        var id = new MailboxId("home");
        var mailbox = new Mailbox(id, MailboxKind.Imap, "Home")
        {
            Connection = new ImapConnection("mail.example.com", 993, "anna", ImapSecurity.Tls, ImapAuth.Password, false),
            Sync = SyncChoice.Default with { Enabled = true },
        };
        await app.Get<IMailboxStore>().SaveAsync(Owner.Local, mailbox, Cancellation);
        (await app.Get<ReadFigures>().ReadAsync(Cancellation)).SyncLag.ShouldBe(TimeSpan.Zero, "it was never synced");

        var states = app.Get<ISyncStateStore>();
        var lease = await states.AcquireAsync(Owner.Local, id, "test", TimeSpan.FromMinutes(1), Cancellation);
        await states.SaveAsync(
            Owner.Local, lease!,
            new SyncRecord { Mailbox = id, State = SyncState.UpToDate, NextRun = DateTimeOffset.UnixEpoch.AddYears(50) },
            Cancellation);
        await states.ReleaseAsync(Owner.Local, lease!, Cancellation);
        var figures = await app.Get<ReadFigures>().ReadAsync(Cancellation);

        figures.SyncLag.ShouldBeGreaterThan(TimeSpan.FromDays(365));
        figures.Mailboxes[SyncState.UpToDate].ShouldBe(1);
        figures.Messages.ShouldBe(2);
        figures.Queues.Select(static q => q.Queue).ShouldBe(WorkQueues.All);
        figures.KeyAge.ShouldBeNull();
        figures.CertificateLeft.ShouldBeNull();
    }

    private static DeploymentFigures Some() => new()
    {
        Queues = [new QueueStatus(WorkQueues.IndexMail, 7, TimeSpan.FromSeconds(90), 2)],
        SyncLag = TimeSpan.FromMinutes(5),
        Mailboxes = new Dictionary<SyncState, long> { [SyncState.NeedsReconnect] = 4 },
        Messages = 10,
        Unindexed = 1,
        WithoutVectors = 2,
        FreeBytes = 1_000,
        KeyAge = TimeSpan.FromDays(1),
        CertificateLeft = null,
    };
}

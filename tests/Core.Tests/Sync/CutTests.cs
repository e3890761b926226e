using InboxMind.Core.Sync.Runs;
using InboxMind.Testing;
using static InboxMind.Testing.Letters;

namespace InboxMind.Core.Tests.Sync;

/// <summary>A first sync from a real Dovecot over a line that breaks.</summary>
public sealed class CutTests(DovecotServers servers) : IClassFixture<DovecotServers>
{
    private const int Cuts = 40;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SyncAsync_CutAfterAnyNumberOfBytes_AgreesAfterAnotherRun(bool staysDown)
    {
        var server = servers.Get();
        var name = $"anna-{Guid.NewGuid():n}";
        server.Deliver(name, Many(12));
        using var proxy = new CuttingProxy(server.Port);
        using (var whole = new SyncedMailbox(proxy.Port, name))
            (await whole.SyncAsync()).Added.ShouldBe(12);
        await using var user = await ImapUser.SignInAsync(server, name);
        var there = await user.ReadAllAsync();
        var length = proxy.Passed;
        length.ShouldBeGreaterThan(4_000);

        for (var i = 0; i < Cuts; i++)
        {
            // Uneven steps, so that cuts fall at all places of lines and literals.
            var bytes = ((length * i) + (i * 37 % 101)) / Cuts;
            using var mailbox = new SyncedMailbox(proxy.Port, name);
            proxy.CutAfter(bytes, staysDown);

            var (outcome, _) = await mailbox.RunAsync();

            outcome.Result.ShouldBeOneOf(SyncResult.Done, SyncResult.RetryLater);
            proxy.Mend();
            await mailbox.SyncAsync();
            await Agreement.ShouldHoldAsync(mailbox, there, new HashSet<int>(), $"cut after {bytes} of {length} bytes");
            var state = await mailbox.FolderAsync("INBOX");
            (state.Found, state.Quarantined).ShouldBe((12, 0), $"cut after {bytes} of {length} bytes");
        }
    }
}

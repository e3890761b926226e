using InboxMind.Core.Sync;

namespace InboxMind.Server.Commands;

/// <summary>The password that was given to this call; kept in memory alone.</summary>
internal sealed class GivenCredentials(string password) : IMailCredentials
{
    public Task<MailCredential> GetAsync(Owner owner, Mailbox mailbox, CancellationToken cancellation) =>
        Task.FromResult(new MailCredential(ImapAuth.Password, password));
}

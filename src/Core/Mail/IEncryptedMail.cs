namespace InboxMind.Core.Mail;

/// <summary>The mail that keys decide about: what is encrypted, and what was opened with a key.</summary>
public interface IEncryptedMail
{
    /// <summary>Has it read again, unless that was done for these keys. What no key opens any more is encrypted again from then
    /// on.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="keys">Tells the keys from others; empty for none.</param>
    /// <param name="cancellation">Stops the call; it goes on at the next.</param>
    Task ReadAgainAsync(Owner owner, string keys, CancellationToken cancellation);
}

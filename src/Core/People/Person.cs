namespace InboxMind.Core.People;

/// <summary>Somebody of an owner's mail.</summary>
/// <param name="Name">What they are called most often; the address where no mail names them.</param>
/// <param name="Names">All they are called, the most usual first.</param>
/// <param name="Addresses">Their addresses in lower case, the one used most first. Of several the user has said that they are
/// one person's.</param>
/// <param name="From">Mails they sent.</param>
/// <param name="To">Mails that the owner sent them.</param>
/// <param name="Mails">Mails in which they have any part.</param>
/// <param name="First">When the first of these was written.</param>
/// <param name="Last">The last of these.</param>
public sealed record Person(
    string Name, IReadOnlyList<string> Names, IReadOnlyList<string> Addresses, int From, int To, int Mails, DateTimeOffset First,
    MailHead Last)
{
    /// <summary>Whether it is the owner.</summary>
    public bool IsMe { get; init; }

    /// <summary>Whether it is no person: all that came from there was sent by machines or in bulk, and the owner never wrote
    /// there.</summary>
    public bool IsAutomatic { get; init; }
}

namespace InboxMind.Core.Mail;

/// <summary>How much is read of a stored message. What is stored longer is read from its beginning, and what is left out costs
/// nothing.</summary>
/// <param name="Text">Characters of the text.</param>
/// <param name="Addresses">Addresses of each field.</param>
/// <param name="Attachments">Attachments.</param>
public sealed record MailExtent(int Text, int Addresses, int Attachments)
{
    /// <summary>All that is kept of a mail.</summary>
    public static readonly MailExtent Whole = new(MailLimits.Text, MailLimits.Addresses, MailLimits.Parts);

    /// <summary>What an answer is looked for in: all pieces that have vectors, and more.</summary>
    public static readonly MailExtent Evidence = new(320_000, 100, 100);

    /// <summary>What is counted by (<see cref="MailHead"/>).</summary>
    public static readonly MailExtent Head = new(0, 1_000, 100);

    /// <summary>What a list shows.</summary>
    public static readonly MailExtent Listed = new(10_000, 20, 20);
}

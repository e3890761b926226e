namespace InboxMind.Core.Mail;

/// <summary>A mailbox of RFC 5322: display name (decoded, may be empty) and address (as written, may be malformed).</summary>
public sealed record MailAddress(string Name, string Address)
{
    /// <summary>The name when there is one, else the address.</summary>
    public string Display => Name.Length > 0 ? Name : Address;

    public override string ToString() => Name.Length == 0 ? Address : Address.Length == 0 ? Name : $"{Name} <{Address}>";
}

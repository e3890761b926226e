namespace InboxMind.Azure.Mail.Items;

/// <summary>Parts of a message that are too long for its item.</summary>
[Flags]
internal enum ApartParts
{
    None = 0,
    Text = 1,
    Details = 2,
}

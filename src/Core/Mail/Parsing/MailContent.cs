namespace InboxMind.Core.Mail.Parsing;

/// <summary>What is read from a raw mail when someone opens it.</summary>
/// <param name="Html">The HTML as the mail has it, unsafe to show; empty when it has none.</param>
/// <param name="Headers">Headers a reader may want to see, decoded, in the mail's order.</param>
public sealed record MailContent(string Html, IReadOnlyList<MailHeader> Headers);

/// <summary>A header field.</summary>
/// <param name="Name">Its name as registered, such as <c>List-Id</c>.</param>
/// <param name="Value">Its decoded value on one line.</param>
public sealed record MailHeader(string Name, string Value);

/// <summary>An attachment with its content.</summary>
/// <param name="Info">What is known of it.</param>
/// <param name="Content">The decoded bytes.</param>
public sealed record AttachmentContent(AttachmentInfo Info, byte[] Content);

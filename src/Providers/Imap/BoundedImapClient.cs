using System.Runtime.CompilerServices;
using MailKit;
using MailKit.Net.Imap;

namespace InboxMind.Providers.Imap;

/// <summary>A client whose folders hand out messages as plain arrays and refuse those that are too long.</summary>
internal sealed class BoundedImapClient(IProtocolLogger log) : ImapClient(log)
{
    protected override ImapFolder CreateImapFolder(ImapFolderConstructorArgs args) => new BoundedImapFolder(args);
}

/// <summary>A folder that refuses literals over a limit before it reads them.</summary>
internal sealed class BoundedImapFolder(ImapFolderConstructorArgs args) : ImapFolder(args)
{
    /// <summary>Memory taken for a literal before any of it came.</summary>
    private const int MaxTrusted = 8 * 1024 * 1024;

    public int MaxBytes { get; set; } = int.MaxValue;

    /// <summary>The name as the server wrote it: what the folder is known by there, whatever the library reads in it.</summary>
    public string ServerName { get; } = EncodedName(args);

    protected override Stream CreateStream(UniqueId? uid, string section, int offset, int length) => length < 0 || length > MaxBytes
        ? throw new IOException("The mail server delivers a message that is too long.")
        : new MemoryStream(Math.Min(length, MaxTrusted));

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "EncodedName")]
    private static extern ref readonly string EncodedName(ImapFolderConstructorArgs args);
}

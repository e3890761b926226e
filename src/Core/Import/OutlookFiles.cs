using System.Text;
using InboxMind.Core.Import.Outlook;

namespace InboxMind.Core.Import;

/// <summary>Mails that Outlook saved in files (.msg).</summary>
internal static class OutlookFiles
{
    /// <summary>What the names of a message's parts begin with, in UTF-16.</summary>
    private static readonly byte[] Part = Encoding.Unicode.GetBytes("__substg1.0_");

    /// <summary>Whether a file is one: by its first bytes, and by its name where they do not tell it from other files of Office.</summary>
    public static bool IsMail(string path, ReadOnlySpan<byte> head) => CompoundFile.IsOne(head)
        && (head.IndexOf(Part) >= 0 || Path.GetExtension(path).Equals(".msg", StringComparison.OrdinalIgnoreCase));

    /// <summary>The mail that a file holds; with the reason, and the file as it is, when it cannot be read.</summary>
    public static RawMail Read(RawMail file)
    {
        try
        {
            var (bytes, flags) = OutlookMessage.Read(file.Bytes);
            return file with { Bytes = bytes, Flags = file.Flags | flags };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever it trips over, the others go on.
            return file with
            {
                Problem = e is InvalidDataException
                ? "the file of Outlook is damaged"
                : $"the file of Outlook cannot be read ({e.GetType().Name})"
            };
        }
    }
}

using System.Security.Cryptography;
using System.Xml;
using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace InboxMind.Embedded.Secrets;

/// <summary>Tells a key ring that cannot be used from a secret that cannot be opened: the one is repaired in the data folder, the other by
/// giving the secret again.</summary>
internal sealed class RingProtector(IDataProtector inner, string folder) : IDataProtector
{
    public IDataProtector CreateProtector(string purpose) => new RingProtector(inner.CreateProtector(purpose), folder);

    /// <exception cref="DataFolderException">The ring cannot be read, or a new key not written.</exception>
    public byte[] Protect(byte[] plaintext)
    {
        try
        {
            return inner.Protect(plaintext);
        }
        catch (Exception e) when (e is CryptographicException || IsOfTheFolder(e))
        {
            throw Unusable(e);
        }
    }

    /// <exception cref="DataFolderException">The ring cannot be read.</exception>
    /// <exception cref="CryptographicException">The data cannot be opened: it is damaged, or its key is gone.</exception>
    public byte[] Unprotect(byte[] protectedData)
    {
        try
        {
            return inner.Unprotect(protectedData);
        }
        catch (Exception e) when (IsOfTheFolder(e))
        {
            throw Unusable(e);
        }
    }

    /// <summary>Data Protection wraps whatever it meets.</summary>
    private static bool IsOfTheFolder(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is XmlException or IOException or UnauthorizedAccessException)
                return true;
        }

        return false;
    }

    private DataFolderException Unusable(Exception e) => new(
        $"The keys in {folder} cannot be used: a file there is damaged, or the folder cannot be written to. "
        + "Restore it from a backup, or move it away: then remembered passwords have to be given again.", e);
}

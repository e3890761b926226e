using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Xml;
using InboxMind.Azure.Storage;
using InboxMind.Core.Work;
using Microsoft.AspNetCore.DataProtection;

namespace InboxMind.Azure.Keys;

/// <summary>Tells a ring that cannot be used for now from data that cannot be opened: Data Protection wraps whatever it meets.</summary>
internal sealed class SharedProtector(IDataProtector inner) : IDataProtector
{
    public IDataProtector CreateProtector(string purpose) => new SharedProtector(inner.CreateProtector(purpose));

    public byte[] Protect(byte[] plaintext)
    {
        try
        {
            return inner.Protect(plaintext);
        }
        catch (Exception e) when (e is not StorageUnusableException)
        {
            ThrowCause(e);
            throw e is CryptographicException ? Unusable(e) : e;
        }
    }

    public byte[] Unprotect(byte[] protectedData)
    {
        try
        {
            return inner.Unprotect(protectedData);
        }
        catch (Exception e) when (e is not StorageUnusableException)
        {
            ThrowCause(e);
            throw;
        }
    }

    private static void ThrowCause(Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            if (e is StorageUnusableException)
                ExceptionDispatchInfo.Throw(e);
            if (e is XmlException)
                throw Unusable(e);
        }
    }

    private static AzureStorageException Unusable(Exception e) => new(
        $"The key ring in the blob {KeyBlob.Container}/{BlobKeyRepository.Name} cannot be used: it is damaged, or its certificate is gone "
        + "from Key Vault. Restore either; without them mailboxes have to be connected again.", e);
}

namespace InboxMind.Core.Mail.Attachments.Pictures;

/// <summary>Reads the text on pictures (OCR). There is none unless the operator names one: pictures leave the machine for it.</summary>
public interface IPictureReader
{
    /// <summary>Reads a picture.</summary>
    /// <param name="owner">Whose it is.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Its text, which is as little to be trusted as the picture; empty when it shows none, or cannot be read.</returns>
    /// <exception cref="PicturesUnreadableException">No picture can be read for now.</exception>
    Task<string> ReadAsync(Owner owner, AttachmentPicture picture, CancellationToken cancellation);
}

using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace InboxMind.Azure.Keys;

/// <summary>Data Protection's ring in one blob, which all instances share.</summary>
internal sealed class BlobKeyRepository(KeyBlob blob) : IXmlRepository
{
    public const string Name = "ring.xml";

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Parse(blob.ReadAsync(CancellationToken.None).GetAwaiter().GetResult()).Elements()];

    public void StoreElement(XElement element, string friendlyName) => blob.ChangeAsync(
        before =>
        {
            var ring = Parse(before);
            if (ring.Elements().Any(known => XNode.DeepEquals(known, element)))
                return null;
            ring.Add(element);
            return BinaryData.FromString(ring.ToString(SaveOptions.DisableFormatting));
        },
        CancellationToken.None).GetAwaiter().GetResult();

    private static XElement Parse(BinaryData? ring) => ring is null ? new XElement("ring") : XElement.Parse(ring.ToString());
}

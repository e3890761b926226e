using System.Xml.Linq;
using InboxMind.Embedded.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace InboxMind.Embedded.Secrets;

/// <summary>Key files in a folder, as Data Protection's own repository names them. They are made for their owner alone, and a half
/// written one is never seen.</summary>
internal sealed class KeyFiles(string folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        if (!Directory.Exists(folder))
            return [];
        var elements = new List<XElement>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal))
        {
            OwnerFiles.Close(path);
            elements.Add(XElement.Load(path));
        }

        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        DataFolder.Create(folder);
        var path = Path.Combine(folder, $"{friendlyName}.xml");
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            using (var file = OwnerFiles.Make(temporary))
            {
                element.Save(file);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

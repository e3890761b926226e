using System.IO.Compression;
using System.Xml;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Office;

/// <summary>The parts of a document that is a zip file of XML.</summary>
internal sealed class OfficeParts(ZipArchive zip, Reading reading)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
        CloseInput = true,
    };

    public bool Has(string name) => zip.GetEntry(name) is not null;

    /// <summary>The names of parts in a folder that begin so and end in <c>.xml</c>, by length and then by letters: 2 before 10.</summary>
    public IEnumerable<string> Names(string start) => zip.Entries.Select(static e => e.FullName)
        .Where(n => n.StartsWith(start, StringComparison.Ordinal) && n.EndsWith(".xml", StringComparison.Ordinal)
            && n.IndexOf('/', start.Length) < 0)
        .OrderBy(static n => n.Length).ThenBy(static n => n, StringComparer.Ordinal);

    /// <summary>Opens a part; null when there is none.</summary>
    public XmlReader? Open(string name) =>
        zip.GetEntry(name) is { } entry ? XmlReader.Create(reading.Unpack(entry.Open()), Settings) : null;

    /// <summary>A part as text; empty when there is none.</summary>
    public string Text(string name)
    {
        if (zip.GetEntry(name) is not { } entry)
            return "";
        using var text = new StreamReader(reading.Unpack(entry.Open()));
        return text.ReadToEnd();
    }

    /// <summary>Where a part's relations lead, by their ids (ECMA-376 part 2, 9.3).</summary>
    public Dictionary<string, string> Relations(string part)
    {
        var slash = part.LastIndexOf('/') + 1;
        var all = new Dictionary<string, string>();
        using var xml = Open($"{part[..slash]}_rels/{part[slash..]}.rels");
        while (xml?.Read() == true)
        {
            if (xml.LocalName == "Relationship" && xml.GetAttribute("Id") is { } id && xml.GetAttribute("Target") is { } target)
                all[id] = Whole(part[..slash], target);
        }

        return all;
    }

    private static string Whole(string folder, string target)
    {
        if (target.StartsWith('/'))
            return target[1..];
        var parts = new List<string>();
        foreach (var part in $"{folder}{target}".Split('/'))
        {
            if (part == ".." && parts.Count > 0)
                parts.RemoveAt(parts.Count - 1);
            else if (part.Length > 0 && part != ".")
                parts.Add(part);
        }

        return string.Join('/', parts);
    }
}

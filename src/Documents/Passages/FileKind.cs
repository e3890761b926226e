namespace InboxMind.Documents.Passages;

/// <summary>What a file is, by its content.</summary>
internal enum FileKind
{
    Other,
    Empty,
    Pdf,
    Rtf,

    /// <summary>A zip file: an archive, or a document of an office program.</summary>
    Zip,

    /// <summary>A compound file (MS-CFB): older office documents, and newer ones that are encrypted.</summary>
    Compound,
    Gzip,
    Tar,
    Picture,
    Html,
    Xml,
    Calendar,
    Card,
    Mail,
    Text,
}

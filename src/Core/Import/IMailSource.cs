namespace InboxMind.Core.Import;

/// <summary>Mail in files.</summary>
public interface IMailSource
{
    /// <summary>Bytes to read in all, for the progress.</summary>
    long TotalBytes { get; }

    /// <summary>Bytes read so far.</summary>
    long BytesRead { get; }

    /// <summary>What it did not give so far, and why.</summary>
    ImportNotes Notes => new();

    /// <summary>Reads one mail after the other. Holds one in memory at a time.</summary>
    IEnumerable<RawMail> Read(CancellationToken cancellation);
}

namespace InboxMind.Embedded.Storage;

/// <summary>Room on the disk that nothing but the most needed is written into: a file in the data folder. On a full disk it is given
/// up, so that databases can still be opened, and mail asked, deleted and erased. Bulk writes wait until it is whole again.</summary>
internal sealed class DiskReserve(DataFolder folder)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Enough for the log of deleting the largest mail there is likely to be.</summary>
    private const long Most = 64 * Megabyte;

    private const long Least = Megabyte;

    /// <summary>It is the smaller part of what is free.</summary>
    private const int FreeShare = 8;

    /// <summary>It grows with the database: a small one has no large mails.</summary>
    private const int DatabaseShare = 8;

    private readonly Lock _lock = new();
    private volatile bool _isGivenUp;

    private string Path => System.IO.Path.Combine(folder.Root, "reserve");

    /// <summary>Whether it was given up and is not whole again, as far as this process knows.</summary>
    public bool IsGivenUp => _isGivenUp;

    /// <summary>Begins with what there is.</summary>
    public void Begin()
    {
        OwnerFiles.Close(Path);
        TryTake();
    }

    /// <summary>Takes the room, as far as there is plenty. Where there never was, there is no reserve.</summary>
    /// <returns>False when it was given up and there is no room for it yet.</returns>
    public bool TryTake()
    {
        lock (_lock)
        {
            var held = new FileInfo(Path) is { Exists: true } file ? file.Length : -1;
            var wanted =
                Math.Clamp(new FileInfo(folder.Database) is { Exists: true } database ? database.Length / DatabaseShare : 0, Least, Most);
            if (held >= wanted / 2 || folder.FreeBytes() is not { } free)
                return Given(held == 0);
            var possible = Math.Min(wanted, free / FreeShare);

            // Whoever made room on a small disk need not make that much.
            if (held == 0 && free >= 2 * Least)
                possible = Math.Max(possible, Least);
            if (held > 0 && possible <= held)
                return Given(false);
            if (possible < Least || !Allocate(possible))
                return Given(held == 0);
            return Given(false);
        }
    }

    /// <summary>Takes back what was given up for a moment, such as to open a database that is closed again.</summary>
    public void TakeBack()
    {
        lock (_lock)
        {
            if (_isGivenUp && Allocate(Least))
                _isGivenUp = false;
        }
    }

    /// <summary>Gives the room up.</summary>
    /// <returns>Whether there was any.</returns>
    public bool GiveUp()
    {
        lock (_lock)
        {
            try
            {
                if (new FileInfo(Path) is not { Exists: true, Length: > 0 })
                    return false;

                // Empty and not gone: others see that it is to be made whole again.
                using (new FileStream(Path, FileMode.Truncate, FileAccess.Write))
                {
                }

                _isGivenUp = true;
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    private bool Given(bool isGivenUp)
    {
        _isGivenUp = isGivenUp;
        return !isGivenUp;
    }

    private bool Allocate(long bytes)
    {
        try
        {
            using var file = OwnerFiles.Make(Path, FileMode.Create, bytes);
            file.SetLength(bytes);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // No room for it, or the folder is read-only: there is no reserve then.
            return false;
        }
    }
}

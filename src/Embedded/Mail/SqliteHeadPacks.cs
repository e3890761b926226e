using InboxMind.Core.Mail.Heads;
using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Mail;

/// <summary>Packed heads in SQLite.</summary>
/// <param name="database">The database.</param>
/// <param name="least">The fewest messages of a mailbox whose heads are packed.</param>
/// <param name="mostMissing">So many packs that are not there are read with the others; more are made first.</param>
internal sealed class SqliteHeadPacks(MainDatabase database, int least = 2_000, int mostMissing = 64) : IHeadPacks
{
    /// <summary>Bits of a message's number that do not tell its pack. The schema's triggers know them too.</summary>
    private const int Bits = 8;

    /// <summary>Heads in a pack on average, at least: where those of others lie between them it takes longer to make packs than to read
    /// the heads one by one.</summary>
    private const int LeastDensity = 16;

    /// <summary>Packs made in one transaction: others wait meanwhile.</summary>
    private const int Together = 8;

    public async Task<IReadOnlyList<HeadPack>?> ReadAsync(Owner owner, CancellationToken cancellation)
    {
        while (true)
        {
            var (packs, missing, mark) = database.Sqlite.Read(session => Read(session, owner, cancellation));
            if (packs is null)
                return null;
            if (missing.Count <= mostMissing)
            {
                await KeepAsync(owner, missing, mark, cancellation);
                return [.. packs, .. missing.Select(static m => m.Pack!)];
            }

            foreach (var some in missing.Select(static m => m.Number).Chunk(Together))
            {
                if (!await MakeAsync(owner, some, cancellation))
                    return null;
            }
        }
    }

    public async Task KeepTextsAsync(Owner owner, IReadOnlyList<HeadPack> packs, CancellationToken cancellation)
    {
        foreach (var some in packs.Where(static p => p.Key is not null).Chunk(Together))
        {
            // A pack has another key each time it is made.
            await TryAsync(
                session =>
                {
                    foreach (var pack in some)
                        session.Prepare("UPDATE head_pack SET texts = ?3 WHERE seq = ?1 AND user = ?2")
                            .Run(pack.Key, owner.User.Value, pack.Texts());
                }, cancellation);
        }
    }

    private (List<HeadPack>? Packs, List<(long Number, HeadPack? Pack)> Missing, long Mark) Read(
        SqliteSession session, Owner owner, CancellationToken cancellation)
    {
        var count = (long)session.Prepare("SELECT COUNT(*) FROM message WHERE user = ?1").Scalar(owner.User.Value)!;
        if (count < least)
            return (null, [], 0);
        var packs = new List<HeadPack>();
        var known = new HashSet<long>();
        session.Prepare("SELECT seq, number, data, texts FROM head_pack WHERE user = ?1").Each(
            row =>
            {
                if (!HeadPack.IsCurrent(row.Span(2)))
                    return;
                packs.Add(new HeadPack(row.GetBytes(2), row.GetInt64(0), row.IsNull(3) ? [] : row.Span(3)));
                known.Add(row.GetInt64(1));
            },
            owner.User.Value);
        if (packs.Sum(static p => (long)p.Count) == count)
            return (packs, [], 0);
        var numbers = Numbers(session, owner);
        if (numbers.Count * LeastDensity > count)
            return (null, [], 0);
        numbers.ExceptWith(known);

        // Better slow than wrong, whatever came over the file.
        if (numbers.Count == 0)
            return (null, [], 0);
        var missing = numbers.Order().Select(n =>
        {
            cancellation.ThrowIfCancellationRequested();
            return (n, numbers.Count > mostMissing ? null : Make(session, owner, n));
        }).ToList();
        return (packs, missing, HeadChangeReader.Mark(session));
    }

    /// <summary>The numbers of the packs that there have to be, by the index of ids alone.</summary>
    private static HashSet<long> Numbers(SqliteSession session, Owner owner)
    {
        var numbers = new HashSet<long>();
        session.Prepare("SELECT seq FROM message INDEXED BY sqlite_autoindex_message_1 WHERE user = ?1")
            .Each(row => numbers.Add(row.GetInt64(0) >> Bits), owner.User.Value);
        return numbers;
    }

    private static HeadPack Make(SqliteSession session, Owner owner, long number) =>
        HeadPack.Of(new MessageReader(session, MailExtent.Head).Heads(owner, number << Bits, (number + 1) << Bits));

    private static void Keep(SqliteSession session, Owner owner, long number, HeadPack pack) =>
        session.Prepare("INSERT OR REPLACE INTO head_pack(user, number, data) VALUES(?1, ?2, ?3)")
            .Run(owner.User.Value, number, pack.Data.ToArray());

    /// <summary>Keeps packs that were made a moment ago, if no head changed since; else they are made when they are read again.</summary>
    private async Task KeepAsync(Owner owner, List<(long Number, HeadPack? Pack)> made, long mark, CancellationToken cancellation)
    {
        foreach (var some in made.Chunk(Together))
        {
            await TryAsync(
                session =>
                {
                    if (HeadChangeReader.Mark(session) != mark)
                        return;
                    foreach (var (number, pack) in some)
                        Keep(session, owner, number, pack!);
                }, cancellation);
        }
    }

    private Task<bool> MakeAsync(Owner owner, long[] numbers, CancellationToken cancellation) => TryAsync(
        session =>
        {
            foreach (var number in numbers)
                Keep(session, owner, number, Make(session, owner, number));
        }, cancellation);

    /// <summary>Writes what can be done without.</summary>
    /// <returns>Whether there was room for it.</returns>
    private async Task<bool> TryAsync(Action<SqliteSession> write, CancellationToken cancellation)
    {
        try
        {
            await database.Sqlite.WriteAsync(write, cancellation, isBulk: true);
            return true;
        }
        catch (DiskFullException)
        {
            return false;
        }
    }
}

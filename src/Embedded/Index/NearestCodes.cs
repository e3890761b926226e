namespace InboxMind.Embedded.Index;

/// <summary>Keeps the nearest pieces of the codes that it is shown. By counting how many there are of each nearness, the least that is
/// still wanted is known at any time.</summary>
/// <param name="question">What they are compared with.</param>
/// <param name="allowed">Numbers of the mails that may be found; null for all.</param>
/// <param name="count">So many are wanted.</param>
internal sealed class NearestCodes(QuestionCode question, MailNumbers? allowed, int count)
{
    private readonly List<(int Nearness, NearPiece Piece)> _near = [];
    private readonly ushort[] _nearness = new ushort[CodeBlock.Places];
    private readonly int[] _counts = new int[question.MaxNearness + 1];
    private int _kept;
    private int _least;

    /// <summary>Compares a block of codes.</summary>
    /// <param name="block">Its number.</param>
    /// <param name="data">A <see cref="CodeBlock"/>; of a model with other dimensions, nothing of it is near.</param>
    public void Add(long block, ReadOnlySpan<byte> data)
    {
        var codes = CodeBlock.CodesOf(data);
        if (codes.Length != CodeBlock.Places * question.CodeLength)
            return;
        question.Compare(codes, _nearness);
        Keep(block, CodeBlock.MailNumbersOf(data));
    }

    /// <summary>Compares a block of codes.</summary>
    /// <param name="codes">The block; of a model with other dimensions, nothing of it is near.</param>
    public void Add(LaidCodes codes)
    {
        if (codes.CodeLength != question.CodeLength)
            return;
        codes.Compare(question, _nearness);
        Keep(codes.Block, codes.MailNumbers);
    }

    /// <summary>The nearest; a few more than wanted when several are equally near.</summary>
    public List<NearPiece> Pieces() => Pieces([this]);

    /// <summary>The nearest of several that were shown a part each, in their order.</summary>
    public static List<NearPiece> Pieces(IReadOnlyList<NearestCodes> parts)
    {
        var least = parts.Max(static p => p._least);
        var kept = parts.Sum(p => p._counts.AsSpan(least).ToArray().Sum());
        while (kept - parts.Sum(p => p._counts[least]) is var better && better >= parts[0].Wanted)
            (kept, least) = (better, least + 1);
        return [.. parts.SelectMany(p => p._near.Where(n => n.Nearness >= least).Select(static n => n.Piece))];
    }

    private int Wanted => count;

    private void Keep(long block, ReadOnlySpan<uint> mails)
    {
        var first = PieceWriter.Number(block >> 32, (block & uint.MaxValue) * CodeBlock.Places);
        for (var place = 0; place < mails.Length; place++)
        {
            var next = _nearness.AsSpan(place, mails.Length - place).IndexOfAnyInRange((ushort)_least, ushort.MaxValue);
            if (next < 0)
                break;
            place += next;
            if (mails[place] != 0 && allowed?.Contains(mails[place]) != false)
                Keep(_nearness[place], new NearPiece(first + place, mails[place]));
        }
    }

    private void Keep(int nearness, NearPiece piece)
    {
        _near.Add((nearness, piece));
        _counts[nearness]++;
        _kept++;
        while (_kept - _counts[_least] >= count)
            _kept -= _counts[_least++];
    }
}

/// <summary>A piece whose code is near.</summary>
/// <param name="Piece">Its number.</param>
/// <param name="Mail">Its mail's number.</param>
internal readonly record struct NearPiece(long Piece, uint Mail);

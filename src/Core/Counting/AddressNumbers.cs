namespace InboxMind.Core.Counting;

/// <summary>Numbers for addresses as they are written, with their names, and for what they are compared by.</summary>
internal sealed class AddressNumbers
{
    /// <summary>The number of the empty folded address.</summary>
    public const int Empty = 0;

    private readonly Dictionary<MailAddress, int> _numbers = [];
    private readonly List<MailAddress> _all = [];
    private readonly Dictionary<string, int> _foldedNumbers = new() { [""] = Empty };
    private readonly List<string> _folded = [""];
    private readonly List<int> _foldedOf = [];

    /// <summary>How many addresses there are.</summary>
    public int Count => _all.Count;

    /// <summary>How many folded ones.</summary>
    public int FoldedCount => _folded.Count;

    public MailAddress this[int number] => _all[number];

    /// <summary>The number of what an address is compared by.</summary>
    public int Folded(int number) => _foldedOf[number];

    /// <summary>A folded address by its number.</summary>
    public string FoldedText(int folded) => _folded[folded];

    /// <summary>Which folded addresses are among some.</summary>
    public bool[] Among(IEnumerable<string> folded)
    {
        var among = new bool[FoldedCount];
        foreach (var address in folded)
        {
            if (_foldedNumbers.TryGetValue(address, out var number))
                among[number] = true;
        }

        return among;
    }

    /// <summary>Gives numbers to those that have none yet.</summary>
    /// <returns>The numbers, in order.</returns>
    public int[] Add(IReadOnlyList<MailAddress> addresses) => [.. addresses.Select(Add)];

    private int Add(MailAddress address)
    {
        if (_numbers.TryGetValue(address, out var number))
            return number;
        var text = KnownPeople.Fold(address);
        if (!_foldedNumbers.TryGetValue(text, out var folded))
        {
            _foldedNumbers[text] = folded = _folded.Count;
            _folded.Add(text);
        }

        _all.Add(address);
        _foldedOf.Add(folded);
        return _numbers[address] = _all.Count - 1;
    }
}

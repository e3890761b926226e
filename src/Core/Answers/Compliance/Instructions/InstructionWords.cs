using System.Collections.Frozen;

namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>The words that the rules of <see cref="InjectedInstructions"/> speak of.</summary>
internal sealed class InstructionWords
{
    /// <summary>Shorter words are not looked for within others.</summary>
    private const int MinLength = 3;

    private readonly FrozenSet<string> _words;
    private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly FrozenDictionary<string, string> _alike;
    private readonly int _longest;

    public InstructionWords(IEnumerable<string> words)
    {
        _words = words.ToFrozenSet();
        _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        _alike = _words.Where(static w => w.Length > MinLength).DistinctBy(Alike).ToFrozenDictionary(Alike);
        _longest = _words.Max(static w => w.Length);
    }

    public bool Holds(string word) => _words.Contains(word);

    /// <summary>The word itself, or the one of ours that is told from it by i and l alone.</summary>
    public string Known(string word) =>
        word.Length > _longest || _words.Contains(word) || !_alike.TryGetValue(Alike(word), out var known) ? word : known;

    /// <summary>The length of our longest word that stands at a place; 0 when none does.</summary>
    public int LongestAt(string text, int at)
    {
        for (var length = Math.Min(_longest, text.Length - at); length >= MinLength; length--)
        {
            if (_lookup.Contains(text.AsSpan(at, length)))
                return length;
        }

        return 0;
    }

    private static string Alike(string word) => word.Replace('l', 'i');
}

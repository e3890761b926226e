using InboxMind.Core.Text;

namespace InboxMind.Core.Counting;

/// <summary>Everyone who wrote or was written to, found by any of their names.</summary>
public sealed class KnownPeople
{
    /// <summary>How many times more mail one of several people of a name has for the name to mean them alone.</summary>
    private const double Dominance = 4;

    /// <summary>Characters of an address; longer ones are none.</summary>
    public const int MaxAddress = 320;

    private static readonly string[] Titles =
        ["mr", "mrs", "ms", "dr", "prof", "professor", "herr", "herrn", "frau", "sir", "senator", "congressman", "the"];

    /// <summary>Labels of domains that name no one.</summary>
    private static readonly string[] Common =
        ["com", "org", "net", "edu", "gov", "de", "uk", "co", "example", "mail", "gmail", "email", "www", "eu", "info", "io"];

    private readonly Dictionary<string, KnownAddress> _addresses = [];
    private readonly Lazy<Dictionary<string, List<KnownAddress>>> _byWord;

    private readonly MergedAddresses _merged;

    internal KnownPeople(HeadTable heads, IEnumerable<PersonMerge> merges)
    {
        _merged = new MergedAddresses(merges);
        var (sent, received) = (new int[heads.Addresses.Count], new int[heads.Addresses.Count]);
        for (var rank = 0; rank < heads.Count; rank++)
            heads.Visit(rank, (address, isSender) => (isSender ? sent : received)[address]++);
        for (var i = 0; i < sent.Length; i++)
        {
            if (sent[i] + received[i] > 0)
                Add(heads.Addresses[i], heads.Addresses.FoldedText(heads.Addresses.Folded(i)), sent[i], received[i]);
        }

        _byWord = new Lazy<Dictionary<string, List<KnownAddress>>>(ByWord);
    }

    /// <summary>An address as it is compared.</summary>
    public static string Fold(MailAddress address) => address.Address.Trim().ToLowerInvariant();

    /// <summary>What the owner of an address is called.</summary>
    public string Display(string address) => _addresses.GetValueOrDefault(address)?.ToString() ?? address;

    /// <summary>The name of an address's owner, without the address.</summary>
    public string Name(string address) => _addresses.GetValueOrDefault(address)?.Name ?? address;

    /// <summary>The address and those that the user said are the same person's.</summary>
    public IReadOnlyList<string> Together(string address) => _merged.With(address);

    /// <summary>All that the owner of an address is called, the most usual first.</summary>
    public IReadOnlyList<string> Names(string address) => _addresses.GetValueOrDefault(address)?.Names ?? [];

    /// <summary>Whether a folded word is, or begins, someone's name.</summary>
    public bool HasName(string word) => word.Length >= 3 && _byWord.Value.TryGetValue(word, out var of)
        && of.Exists(static a => a.Words.Count > 1 || a.Name != a.Address);

    /// <summary>Whom a name means; null when no one here is called so.</summary>
    public PersonMatch? Find(string name)
    {
        var asked = name.Trim();
        if (_addresses.TryGetValue(asked.Trim('<', '>', '.', ',').ToLowerInvariant(), out var exact))
            return new PersonMatch(asked, Together(exact.Address), exact.Name);
        var words = Words.Split(asked).Select(static w => w.Text).Where(static w => !Titles.Contains(w)).ToList();
        if (words is [.., "s"] && words.Count > 1)
            words.RemoveAt(words.Count - 1);
        if (words.Count == 0)
            return null;
        List<KnownAddress> found = words.Count == 1 ? OneName(words[0]) : FullName(words);
        if (found.Count == 0)
            return Organisation(asked, words);
        var match = Match(asked, found);
        return match with { Addresses = [.. match.Addresses.SelectMany(Together).Distinct()] };
    }

    private static PersonMatch Match(string asked, List<KnownAddress> found)
    {
        var ordered = found.Distinct().OrderByDescending(static a => a.Weight).ThenBy(static a => a.Address, StringComparer.Ordinal)
            .ToList();
        return new PersonMatch(asked, ordered.ConvertAll(static a => a.Address), ordered[0].Name);
    }

    /// <summary>Those with all the words, and those with the last one that nothing speaks against.</summary>
    private List<KnownAddress> FullName(List<string> words)
    {
        var strict = _addresses.Values.Where(a => IsNamed(a, words)).ToList();
        var surname = words[^1];
        var family = _byWord.Value.GetValueOrDefault(surname, []).Concat(_addresses.Values.Where(a => IsRunTogether(a, words))).Distinct()
            .ToList();
        var loose = family.Where(a => !strict.Contains(a) && MayBe(a, words, family)).ToList();
        return [.. strict, .. loose];
    }

    private static bool IsNamed(KnownAddress known, List<string> words) =>
        words.TrueForAll(word => known.Words.Any(of => IsSame(word, of))) && known.Words.Contains(words[^1]);

    /// <summary>"bwoertz", "woertzb", "byronwoertz".</summary>
    private static bool IsRunTogether(KnownAddress known, List<string> words) =>
        known.LocalWords is [var local] && local.Length > words[^1].Length
        && ((local.EndsWith(words[^1], StringComparison.Ordinal) && words[0].StartsWith(local[..^words[^1].Length],
        StringComparison.Ordinal))
            || (local.StartsWith(words[^1], StringComparison.Ordinal) && words[0].StartsWith(local[words[^1].Length..],
            StringComparison.Ordinal)));

    /// <summary>Whether an address with the last name has no other first name: at most initials, which no one else of the name explains
    /// better.</summary>
    private static bool MayBe(KnownAddress known, List<string> words, List<KnownAddress> family)
    {
        if (IsRunTogether(known, words))
            return true;
        var others = known.Words.Where(w => w != words[^1] && !words.Exists(of => IsSame(of, w))).ToList();
        if (others.Exists(static w => w.Length > 1))
            return false;
        var isOther = family.Exists(a => a != known && !IsRunTogether(a, words) && a.Words.Any(w => w.Length > 2 && w != words[^1]
            && !words.Exists(of => IsSame(of, w)) && others.Exists(o => w.StartsWith(o, StringComparison.Ordinal))));
        return others.Count == 0 || !isOther;
    }

    /// <summary>All who are called so; one person alone when almost all the mail is theirs.</summary>
    private List<KnownAddress> OneName(string word)
    {
        var found = _byWord.Value.Where(p => IsSame(word, p.Key)).SelectMany(static p => p.Value).Distinct()
            .Where(static a => a.LocalWords.Count > 1 || a.Words.Count > 1 || a.Name != a.Address).ToList();
        var whole = found.Where(a => a.Words.Contains(word)).ToList();
        if (found.Count == 0)
            return [.. _addresses.Values.Where(a => a.LocalWords is [var local] && local == word)];

        // One person may have several addresses: those with the same full name go together.
        var people = found.GroupBy(static a => FullName(a)).OrderByDescending(static g => g.Sum(static a => a.Weight)).ToList();
        var best = people[0].Sum(static a => a.Weight);
        var second = people.Count > 1 ? people[1].Sum(static a => a.Weight) : 0;
        if (best < Dominance * second && whole.Count > 0 && whole.Count < found.Count)
            people = [.. whole.GroupBy(static a => FullName(a)).OrderByDescending(static g => g.Sum(static a => a.Weight))];
        if (people.Count > 1 && people[0].Sum(static a => a.Weight) < Dominance * people[1].Sum(static a => a.Weight))
            return [.. people.SelectMany(static g => g)];
        var words = Words.Split(people[0].OrderByDescending(static a => a.Weight).First().Name).ConvertAll(static w => w.Text);
        return words.Count is >= 2 and <= 4 && words[^1] != word ? [.. people[0].Union(FullName([word, words[^1]]))] : [.. people[0]];
    }

    private static string FullName(KnownAddress known) =>
        Words.Split(known.Name).Select(static w => w.Text).Where(static w => w.Length > 1).Order(StringComparer.Ordinal)
            .ToList() is { Count: > 1 } words
            ? string.Join(' ', words)
            : known.Address;

    private PersonMatch? Organisation(string asked, List<string> words)
    {
        var compact = string.Concat(words);
        var found = compact.Length < 2 || Common.Contains(compact)
            ? []
            : _addresses.Values.Where(a => a.Domain.SkipLast(1).Any(d => d == compact || (words.Count > 1 && words[0].Length > 3
            && d == words[0])
                || d.Replace("-", "", StringComparison.Ordinal) == compact)).ToList();
        return found.Count == 0 ? null : Match(asked, found) with { IsOrganisation = true, Display = asked };
    }

    private static bool IsSame(string asked, string word) => asked == word
        || (asked.Length >= 3 && word.StartsWith(asked, StringComparison.Ordinal)) || GivenNames.AreSame(asked, word);

    private Dictionary<string, List<KnownAddress>> ByWord()
    {
        var byWord = new Dictionary<string, List<KnownAddress>>();
        foreach (var known in _addresses.Values)
        {
            foreach (var word in known.Words)
            {
                if (!byWord.TryGetValue(word, out var of))
                    byWord[word] = of = [];
                of.Add(known);
            }
        }

        return byWord;
    }

    private void Add(MailAddress address, string folded, int sent, int received)
    {
        if (folded.Length is 0 or > MaxAddress)
            return;
        if (!_addresses.TryGetValue(folded, out var known))
            _addresses[folded] = known = new KnownAddress(folded);
        known.Add(address, sent, received);
    }
}

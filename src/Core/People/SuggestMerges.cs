using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.People;

/// <summary>Finds addresses that may be one person's. What the user has said of them is not suggested again.</summary>
internal sealed class SuggestMerges
{
    /// <summary>Suggestions given.</summary>
    private const int MaxSuggestions = 200;

    /// <summary>Addresses of one name or one part before the @; more are no sign of anything.</summary>
    private const int MaxAlike = 6;

    /// <summary>What the evidence has to weigh.</summary>
    private const int Enough = 2;

    private const int MinLocal = 6;

    private static readonly string[] Offices =
    [
        "support", "service", "contact", "office", "kontakt", "customer", "customerservice", "webmaster", "postmaster", "reception",
        "orders", "billing", "accounts", "newsletter", "bookings", "invoices", "careers", "privacy", "feedback", "marketing",
        "registration",
    ];

    private readonly MailRegister _register;
    private readonly PeopleOfMail _people;
    private readonly HashSet<(string, string)> _said;
    private readonly Dictionary<(string, string), List<MergeEvidence>> _found = [];

    public SuggestMerges(MailRegister register, IEnumerable<PersonMerge> merges)
    {
        _register = register;
        _people = PeopleOfMail.Of(register);
        _said = [.. merges.SelectMany(static m => m.Addresses.SelectMany(a => m.Addresses.Select(b => (a, b))))];
        ByName();
        ByLocalPart();
        ByAnswers();
    }

    /// <summary>Notes that a signature of one names another.</summary>
    public void AddSignature(string address, string named, MailHead mail)
    {
        if (_people.Find(named) is not null)
            Add(address, named, new MergeEvidence(MergeEvidenceKind.Signature, mail.Subject, mail.Id));
    }

    /// <summary>What is likely, the most evidence first.</summary>
    public IReadOnlyList<MergeSuggestion> Suggestions() =>
    [
        .. _found.Where(static f => f.Value.Sum(static e => Weight(e.Kind)) >= Enough)
            .OrderByDescending(static f => f.Value.Sum(static e => Weight(e.Kind))).ThenBy(static f => f.Key)
            .Select(static f => new MergeSuggestion([f.Key.Item1, f.Key.Item2], f.Value)).Take(MaxSuggestions),
    ];

    private static int Weight(MergeEvidenceKind kind) => kind is MergeEvidenceKind.SameName or MergeEvidenceKind.Signature ? 2 : 1;

    private void ByName() => Pair(
        static (register, address) => register.People.Name(address) is var name && !name.Contains('@', StringComparison.Ordinal)
            && Words.Split(name).Where(static w => w.Text.Length > 1).Select(static w => w.Text).Order(StringComparer.Ordinal).ToList()
                is { Count: > 1 } words
            ? string.Join(' ', words)
            : "",
        (address, _) => new MergeEvidence(MergeEvidenceKind.SameName, _register.People.Name(address), null));

    private void ByLocalPart() => Pair(
        static (_, address) => address.Split('@')[0] is { Length: >= MinLocal } local && !Offices.Contains(local) ? local : "",
        static (_, local) => new MergeEvidence(MergeEvidenceKind.SameLocalPart, local, null));

    private void Pair(Func<MailRegister, string, string> key, Func<string, string, MergeEvidence> evidence)
    {
        var alike = _people.All.Where(static p => !p.IsMe && !p.IsAutomatic).SelectMany(static p => p.Addresses)
            .Select(a => (Address: a, Key: key(_register, a))).Where(static a => a.Key.Length > 0).GroupBy(static a => a.Key)
            .Where(static g => g.Skip(1).Any() && g.Count() <= MaxAlike);
        foreach (var group in alike)
        {
            List<string> all = [.. group.Select(static a => a.Address)];
            for (var i = 0; i < all.Count; i++)
            {
                for (var j = i + 1; j < all.Count; j++)
                    Add(all[i], all[j], evidence(all[i], group.Key));
            }
        }
    }

    /// <summary>The owner wrote to one alone, and the next mail of the thread is from another.</summary>
    private void ByAnswers()
    {
        foreach (var thread in _register.Newest.Reverse().GroupBy(static h => h.Thread))
        {
            MailHead? before = null;
            foreach (var head in thread)
            {
                if (before is { To.Count: 1, Cc.Count: 0 } && _register.IsOwn(before) && !_register.IsOwn(head)
                    && head.Kind == MailKind.Person)
                {
                    Add(
                        KnownPeople.Fold(before.To[0]), KnownPeople.Fold(head.Sender),
                        new MergeEvidence(MergeEvidenceKind.Answered, head.Subject, head.Id));
                }

                before = head;
            }
        }
    }

    private void Add(string one, string other, MergeEvidence evidence)
    {
        if (one == other || _people.Find(one) is not { IsMe: false, IsAutomatic: false } || _people.Find(other) is not { IsMe: false } them
            || _register.People.Together(one).Contains(other) || them.IsAutomatic || _said.Contains((one, other)))
            return;
        var pair = string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
        if (!_found.TryGetValue(pair, out var all))
            _found[pair] = all = [];
        if (!all.Exists(e => e.Kind == evidence.Kind))
            all.Add(evidence);
    }
}

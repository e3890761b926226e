using System.Runtime.CompilerServices;
using InboxMind.Core.Counting;

namespace InboxMind.Core.People;

/// <summary>Everybody of a register, the most mail from and to them first. Kept as long as the register is.</summary>
internal sealed class PeopleOfMail
{
    private static readonly ConditionalWeakTable<MailRegister, PeopleOfMail> Kept = [];

    /// <summary>What all addresses of the owner are kept under.</summary>
    private const string Owner = "";

    private readonly Dictionary<string, Person> _byAddress = [];

    private PeopleOfMail(MailRegister register)
    {
        var found = new Dictionary<string, Counts>();
        foreach (var head in register.Newest)
            Count(register, head, found);
        All =
        [
            .. found.Values.Select(c => c.ToPerson(register)).OrderByDescending(static p => p.From + p.To)
                .ThenByDescending(static p => p.Mails).ThenBy(static p => p.Addresses[0], StringComparer.Ordinal),
        ];
        foreach (var person in All)
        {
            foreach (var address in person.Addresses)
                _byAddress[address] = person;
        }
    }

    public IReadOnlyList<Person> All { get; }

    public static PeopleOfMail Of(MailRegister register) => Kept.GetValue(register, static r => new PeopleOfMail(r));

    /// <summary>The owner; null when no mail has an address of theirs.</summary>
    public Person? Me => All.FirstOrDefault(static p => p.IsMe);

    /// <summary>Whose address it is; null when no mail has it.</summary>
    public Person? Find(string address) => _byAddress.GetValueOrDefault(address);

    private static void Count(MailRegister register, MailHead head, Dictionary<string, Counts> found)
    {
        var isOwn = register.IsOwn(head);
        var (senders, recipients) = (Keys(register, head.From), Keys(register, head.To.Concat(head.Cc)));
        foreach (var (key, address) in senders)
            Of(key, found).Add(head, address, isSender: true, isToThem: false);
        foreach (var (key, address) in recipients)
        {
            if (!senders.ContainsKey(key))
                Of(key, found).Add(head, address, isSender: false, isToThem: isOwn);
        }
    }

    /// <summary>Each person once, with one of their addresses that the mail has.</summary>
    private static Dictionary<string, string> Keys(MailRegister register, IEnumerable<MailAddress> all)
    {
        var keys = new Dictionary<string, string>();
        foreach (var address in all.Select(KnownPeople.Fold))
        {
            if (address.Contains('@', StringComparison.Ordinal) && address.Length <= KnownPeople.MaxAddress)
                keys.TryAdd(register.Own.Contains(address) ? Owner : register.People.Together(address)[0], address);
        }

        return keys;
    }

    private static Counts Of(string key, Dictionary<string, Counts> found) =>
        found.TryGetValue(key, out var counts) ? counts : found[key] = new Counts();

    private sealed class Counts
    {
        private readonly Dictionary<string, int> _addresses = [];
        private int _from, _to, _mails;
        private bool _isWritten;
        private MailHead? _first, _last;

        /// <summary>Heads come the newest first.</summary>
        public void Add(MailHead head, string address, bool isSender, bool isToThem)
        {
            _addresses[address] = _addresses.GetValueOrDefault(address) + 1;
            _mails++;
            _from += isSender ? 1 : 0;
            _to += isToThem ? 1 : 0;
            _isWritten |= isSender && head.Kind is MailKind.Person or MailKind.List or MailKind.Invitation;
            _last ??= head;
            _first = head;
        }

        public Person ToPerson(MailRegister register)
        {
            List<string> addresses = [.. _addresses.OrderByDescending(static a => a.Value).ThenBy(static a => a.Key, StringComparer.Ordinal)
                .Select(static a => a.Key)];
            IReadOnlyList<string> names = [.. addresses.SelectMany(register.People.Names).Distinct()];
            return new Person(
                names.Count > 0 ? names[0] : register.People.Name(addresses[0]), names, addresses, _from, _to, _mails, _first!.Date, _last!)
            {
                IsMe = addresses.Exists(register.Own.Contains),
                IsAutomatic = _from > 0 && !_isWritten && _to == 0,
            };
        }
    }
}

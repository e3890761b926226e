namespace InboxMind.Core.Counting;

/// <summary>An address that stands in the mail, and what its owner is called there.</summary>
internal sealed class KnownAddress
{
    private readonly Dictionary<string, int> _names = [];
    private HashSet<string>? _words;
    private IReadOnlyList<string>? _localWords;
    private int _sent, _received;

    public KnownAddress(string address)
    {
        Address = address;
        var at = address.LastIndexOf('@');
        Local = at < 0 ? address : address[..at];
    }

    /// <summary>In lower case.</summary>
    public string Address { get; }

    /// <summary>What stands before the @.</summary>
    public string Local { get; }

    /// <summary>The words of that.</summary>
    public IReadOnlyList<string> LocalWords => _localWords ??= [.. Core.Text.Words.Split(Local).Select(static w => w.Text)];

    /// <summary>The labels behind the @.</summary>
    public IReadOnlyList<string> Domain => Address.Length == Local.Length
        ? []
        : Address[(Local.Length + 1)..].Split('.', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Mails sent, and a third of the mails received.</summary>
    public double Weight => _sent + (_received / 3.0);

    /// <summary>Folded words of its names and of what stands before the @.</summary>
    public HashSet<string> Words => _words ??=
        [.. LocalWords.Concat(_names.Keys.SelectMany(static n => Core.Text.Words.Split(n)).Select(static w => w.Text))];

    /// <summary>The name it has most often; else one made of its address where that is made of names.</summary>
    public string Name => _names.Count > 0
        ? _names.OrderByDescending(static n => n.Value).ThenBy(static n => n.Key, StringComparer.Ordinal).First().Key
        : LocalWords.Count is 2 or 3 && LocalWords.All(static w => w.All(char.IsLetter))
            ? string.Join(' ', LocalWords.Select(static w => char.ToUpperInvariant(w[0]) + w[1..]))
            : Address;

    /// <summary>All its names, the most usual first.</summary>
    public IReadOnlyList<string> Names =>
        [.. _names.OrderByDescending(static n => n.Value).ThenBy(static n => n.Key, StringComparer.Ordinal).Select(static n => n.Key)];

    /// <summary>Notes how often it stands in mail with one name.</summary>
    public void Add(MailAddress address, int sent, int received)
    {
        _sent += sent;
        _received += received;
        var name = address.Name.Trim().Trim('\'', '"');
        if (name.Length is > 0 and <= 100 && !name.Contains('@'))
            _names[name] = _names.GetValueOrDefault(name) + sent + received;
    }

    public override string ToString() => Name == Address ? Address : $"{Name} <{Address}>";
}

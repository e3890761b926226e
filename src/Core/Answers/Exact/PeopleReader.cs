using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Finds out whom a question names as sender or recipient of mail, by the words around each name.</summary>
internal sealed class PeopleReader(List<QuestionToken> tokens, KnownPeople known, bool isGerman)
{
    /// <summary>Words of a name.</summary>
    private const int MaxWords = 5;

    private readonly List<(int From, int To, string Name, bool IsVagueOwner)> _owners = [];

    public List<AskedPerson> People { get; } = [];

    /// <summary>Names of whom the things in the mail belong to.</summary>
    public List<string> Named { get; } = [];

    public void Read()
    {
        Myself();
        for (var i = 0; i < tokens.Count; i++)
        {
            var end = NameEnd(i);
            if (end == i)
                continue;
            Place(i, end);
            i = end - 1;
        }

        // "Anna's reports" are from Anna, unless somebody else is said to have sent them.
        var hasSender = People.Exists(static p => p.Part == PersonPart.From);
        foreach (var (from, to, name, isVague) in _owners)
        {
            if (isVague && !hasSender && known.Find(name) is { IsOrganisation: false })
                Add(PersonPart.From, from, to);
            else
                AddNamed(from, to);
        }
    }

    private void Myself()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var text = tokens[i].Text;
            if (text is "i" or "ich" && SendsLater(i) && !tokens.Exists(static t => t.Text is "hear" or "heard" or "gehort"
                or "get" or "got" or "receive" or "received" or "bekommen" or "bekam" or "erhalten" or "erhielt"))
                People.Add(new AskedPerson(PersonPart.From, "me", IsMe: true));
            else if (text is "me" or "mir" or "myself" && Before(i) is "from" or "by" or "von")
                People.Add(new AskedPerson(PersonPart.From, "me", IsMe: true));
        }
    }

    private bool SendsLater(int at) => tokens.Skip(at + 1).Any(static t => ExactWords.IsVerb(t.Text));

    /// <summary>Where a name ends that begins here; the same place when none does.</summary>
    private int NameEnd(int from)
    {
        var to = from;
        while (to < tokens.Count && to - from < MaxWords && IsOfName(to, isFirst: to == from))
        {
            to++;
            if (tokens[to - 1].IsPossessive)
                break;
        }

        // A title alone is no name.
        return to;
    }

    private bool IsOfName(int at, bool isFirst)
    {
        var token = tokens[at];
        if (token.IsRead || token.Text.Length < 2 && !token.IsCapital)
            return false;
        if (ExactWords.IsMail(token.Text) || token.Text is "i" or "ich")
            return false;
        if (token.IsCapital && (at > 0 || known.HasName(token.Text)) && !(ExactWords.IsPlain(token.Text) && !known.HasName(token.Text)))
            return !isGerman || known.HasName(token.Text) || !isFirst || IsBehindPart(at) || token.IsPossessive;
        return !token.IsCapital && (!StopWords.Contains(token.Text) || IsStopWordOfName(at, isFirst))
            && !ExactWords.IsPlain(token.Text) && !ExactWords.IsVague(token.Text)
            && !ExactWords.IsTelling(token.Text) && (isFirst ? IsBehindPart(at) || IsSubject(at) || token.IsPossessive : true)
            && known.HasName(token.Text);
    }

    /// <summary>"Will roof": a name, where another word of one follows.</summary>
    private bool IsStopWordOfName(int at, bool isFirst) => isFirst && at + 1 < tokens.Count && tokens[at].Text.Length >= 3
        && !StopWords.Contains(tokens[at + 1].Text) && known.HasName(tokens[at + 1].Text);

    private bool IsBehindPart(int at) =>
        Before(at) is "from" or "by" or "to" or "with" or "von" or "an" or "mit" or "between" or "zwischen";

    private bool IsSubject(int at) => Before(at) is "did" or "has" or "have" or "does" or "hat" or "haben" or "that";

    /// <summary>The word before, without titles and articles.</summary>
    private string Before(int at)
    {
        while (--at >= 0)
        {
            if (tokens[at].Text is not ("the" or "mr" or "mrs" or "ms" or "dr" or "prof"
                or "professor" or "herr" or "herrn" or "frau" or "only"))
                return tokens[at].Text;
        }

        return "";
    }

    private void Place(int from, int to)
    {
        var before = Before(from);
        if (before is "from" or "von" or "hear")
            Add(PersonPart.From, from, to);
        else if (before == "by")
            Or(from < 2 || ExactWords.IsVerb(tokens[from - 2].Text) || IsNoun(tokens[from - 2].Text), PersonPart.From, from, to);
        else if (before == "to" || (before is "an" or "at" && isGerman))
            Add(PersonPart.To, from, to);
        else if (before is "with" or "mit" or "between" or "zwischen" || (before is "and" or "und" && People is [..,
        { Part: PersonPart.With }]
            && from >= 1 && tokens.Take(from).Any(static t => t.Text is "between" or "zwischen")))
            Or(known.Find(Name(from, to)) is { IsOrganisation: false }, PersonPart.With, from, to);
        else if (before is "about" or "regarding" or "concerning" or "uber" or "wegen" or "on" or "for" or "zu")
            return;
        else if (tokens[to - 1].IsPossessive)
            Owner(from, to);
        else if (before == "of")
            Or(from >= 2 && ExactWords.IsMail(tokens[from - 2].Text), PersonPart.From, from, to);
        else if (IsSubject(from) && SendsLater(to - 1) || IsSubject(from) && TellsLater(to))
            Add(PersonPart.From, from, to);
        else if (IsVerbOfSender(to))
            Add(PersonPart.From, from, to);
        else if (before is "schrieb" or "schickte" or "sandte" or "antwortete" or "schreibt" or "schickt")
            Add(PersonPart.From, from, to);
        else if (before is "email" or "emailed" or "mail" or "mailed" or "tell" or "ask" or "asked" or "told" or "answer" or "answered"
            && known.Find(Name(from, to)) is not null)
            Add(PersonPart.To, from, to);
    }

    private bool TellsLater(int at) => tokens.Skip(at).Any(static t => ExactWords.IsTelling(t.Text));

    /// <summary>"Steve sent", "Steve first passed on".</summary>
    private bool IsVerbOfSender(int at)
    {
        while (at < tokens.Count && tokens[at].Text is "first" or "last" or "ever" or "also" or "just" or "then"
            or "zuerst" or "zuletzt" or "mir" or "uns")
            at++;
        return at < tokens.Count && ExactWords.IsVerb(tokens[at].Text) && tokens[at].Text is not ("mail" or "mails" or "get" or "got");
    }

    /// <summary>"Anna's latest mail" is from Anna; "Anna's staff meetings" are things of hers.</summary>
    private void Owner(int from, int to)
    {
        var at = to;
        while (at < tokens.Count && at - to < 3 && !IsNoun(tokens[at].Text)
            && tokens[at].Text is not ("calendar" or "kalender" or "address" or "mailbox")
            && !StopWords.Contains(tokens[at].Text))
            at++;
        var noun = at < tokens.Count ? tokens[at].Text : "";
        if (ExactWords.IsMail(noun) || noun is "entries" or "eintrage" || (Before(from) == "of" && from >= 2
            && ExactWords.IsMail(tokens[from - 2].Text)))
            Add(PersonPart.From, from, to);
        else if (noun is "calendar" or "kalender" or "mailbox")
            Read(from, at);
        else if (ExactWords.IsVague(noun))
            _owners.Add((from, to, Name(from, to), true));
        else if (to == tokens.Count || Before(from) is "were" or "are" or "is" or "of")
            _owners.Add((from, to, Name(from, to), to == tokens.Count && known.Find(Name(from, to)) is null));
    }

    private static bool IsNoun(string word) => ExactWords.IsMail(word) || ExactWords.IsVague(word);

    private void Or(bool isPerson, PersonPart part, int from, int to)
    {
        if (isPerson)
            Add(part, from, to);
        else if (part == PersonPart.From)
            AddNamed(from, to);
    }

    private void Add(PersonPart part, int from, int to)
    {
        People.Add(new AskedPerson(part, Name(from, to)));
        Read(from, to);
        SkipPlace(to);
    }

    /// <summary>"At the travel agency" only says who is meant.</summary>
    private void SkipPlace(int at)
    {
        if (at >= tokens.Count || tokens[at].Text is not ("at" or "bei"))
            return;
        for (var end = Math.Min(tokens.Count, at + 5); at < end && !tokens[at].IsRead
            && tokens[at].Text is not ("about" or "on" or "in" or "from" or "to" or "uber" or "send" or "write" or "wrote" or "sent"); at++)
            tokens[at].IsRead = true;
    }

    private void AddNamed(int from, int to)
    {
        Named.Add(Name(from, to));
        Read(from, to);
    }

    private void Read(int from, int to)
    {
        for (var i = from; i < to; i++)
            tokens[i].IsRead = true;
    }

    private string Name(int from, int to) => string.Join(' ', tokens.GetRange(from, to - from).Select(static t => t.Written));
}

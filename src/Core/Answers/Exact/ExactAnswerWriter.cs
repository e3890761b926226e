using System.Globalization;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Writes what was counted as a person would say it, in English or German.</summary>
internal sealed class ExactAnswerWriter(
    MailRegister register, ExactQuestion asked, IReadOnlyList<(AskedPerson Asked, PersonMatch? Match)> people, FoundMails found,
        TimeZoneInfo zone)
{
    /// <summary>Mails told in the text.</summary>
    private const int MaxLines = 10;

    /// <summary>People told in the text.</summary>
    private const int MaxPeople = 30;

    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de");

    private readonly List<MailHead> _cited = [];
    private readonly IReadOnlyList<MailHead> _oldest = MailHeads.Reverse(found.Mails);

    private bool IsGerman => asked.IsGerman;

    /// <summary>Writes the answer; null when there is nothing to say.</summary>
    public ToldExactly? Write() => asked.Kind switch
    {
        ExactKind.WaitingForMe or ExactKind.WaitingForThem => Waiting(),
        _ when found.Mails.Count == 0 => Told(IsGerman ? $"Keine Mails{About()}." : $"No mail{About()}.", 0, [], 0),
        ExactKind.Count => asked.By == TallyBy.None ? Count() : CountBy(),
        ExactKind.Sum => Sum(),
        ExactKind.List => List(),
        ExactKind.People or ExactKind.CountPeople => People(),
        ExactKind.MostSent => Most(static h => [h.Sender]),
        ExactKind.MostReceived => Most(static h => h.To.Concat(h.Cc)),
        ExactKind.BusiestMonth => Busiest(),
        ExactKind.First or ExactKind.Latest or ExactKind.When => When(),
        ExactKind.Attachments => Attachments(),
        ExactKind.Address => Address(),
        ExactKind.Replied => Replied(),
        _ => null,
    };

    private ToldExactly Count() => Told(
        $"{Number(found.Mails.Count)}{About()}{Copies()}.{Lines(found.Mails, 3)}", found.Mails.Count, Mails(found.Mails),
            found.Mails.Count);

    private ToldExactly CountBy()
    {
        var groups = found.Mails.GroupBy(Group).Select(static g => (Name: g.Key, Mails: g.ToList())).ToList();
        groups = asked.By == TallyBy.Sender ? [.. groups.OrderByDescending(static g => g.Mails.Count)]
            : [.. groups.OrderBy(static g => g.Mails[0].Date)];
        var lines = string.Concat(groups.Take(MaxPeople).Select(g => $"\n- {g.Name}: {g.Mails.Count} {Cite(g.Mails[0])}"));
        return Told(
            $"{Number(found.Mails.Count)}{About()}{Copies()}:{lines}", found.Mails.Count,
            [.. groups.Select(static g => new ExactItem(g.Name) { Count = g.Mails.Count, Date = g.Mails[0].Date })], groups.Count);
    }

    /// <summary>What the mails add up to that have an amount; null when none has.</summary>
    private ToldExactly? Sum()
    {
        var priced = _oldest.Where(h => found.Amounts.ContainsKey(h.Id)).ToList();
        if (priced.Count == 0)
            return null;
        var sums = Sums(priced);
        var of = priced.Count == found.Mails.Count ? Number(priced.Count)
            : IsGerman ? $"{priced.Count} von {Number(found.Mails.Count)}" : $"{priced.Count} of {Number(found.Mails.Count)}";
        var groups = priced.GroupBy(Group).Select(static g => (Name: g.Key, Mails: g.ToList())).ToList();
        var lines = asked.By == TallyBy.None
            ? priced.Take(MaxLines).Select(h => $"\n- {Day(h.Date)}: {Money(found.Amounts[h.Id])}, {Line(h)}")
                .Append(priced.Count <= MaxLines
                    ? ""
                    : $"\n{(IsGerman ? "und" : "and")} {priced.Count - MaxLines} {(IsGerman ? "mehr" : "more")}.")
            : groups.Take(MaxPeople).Select(g => $"\n- {g.Name}: {string.Join(", ", Sums(g.Mails).Select(Money))} {Cite(g.Mails[0])}");
        var items = asked.By == TallyBy.None
            ? priced.Select(h => new ExactItem(h.Subject)
            {
                Id = h.Id,
                Sender = Sender(h),
                Date = h.Date,
                Amount = found.Amounts[h.Id],
            })
            : groups.SelectMany(g => Sums(g.Mails).Select(a => new ExactItem(g.Name) { Count = g.Mails.Count, Amount = a }));
        return Told(
            $"{string.Join(", ", sums.Select(Money))} in {of}{About()}{Copies()}:{string.Concat(lines)}",
            sums.Count == 1 ? sums[0].Value : null, [.. items], asked.By == TallyBy.None ? priced.Count : items.Count()) with
        {
            Currency = sums.Count == 1 ? sums[0].Currency : null,
        };
    }

    /// <summary>One sum for each currency.</summary>
    private List<Amount> Sums(IEnumerable<MailHead> heads) =>
    [
        .. heads.Select(h => found.Amounts[h.Id]).GroupBy(static a => a.Currency)
            .Select(static g => new Amount(g.Sum(static a => a.Value), g.Key)).OrderByDescending(static a => a.Value),
    ];

    private string Money(Amount amount) => IsGerman
        ? $"{amount.Value.ToString("N2", German)} {amount.Currency}"
        : $"{amount.Currency} {amount.Value.ToString("N2", CultureInfo.InvariantCulture)}";

    /// <summary>The group that a mail is counted in.</summary>
    private string Group(MailHead head)
    {
        var culture = IsGerman ? German : CultureInfo.InvariantCulture;
        return asked.By switch
        {
            TallyBy.Month => LocalDay.From(head.Date, zone).ToString("MMMM yyyy", culture),
            TallyBy.Year => LocalDay.From(head.Date, zone).ToString("yyyy", culture),
            _ => Clean(register.People.Name(KnownPeople.Fold(head.Sender))),
        };
    }

    private ToldExactly List() => Told(
        $"{Number(found.Mails.Count)}{About()}{Copies()}:{Lines(_oldest, MaxLines)}", found.Mails.Count, Mails(_oldest), found.Mails.Count);

    private ToldExactly People()
    {
        var senders = Grouped(static h => [h.Sender]);
        var names = senders.Take(MaxPeople).Select(g => $"{Clean(register.People.Name(g.Address))} ({g.Count})");
        var text = IsGerman
            ? $"{senders.Count} {(senders.Count == 1 ? "Person hat" : "Personen haben")} {Number(found.Mails.Count)}{About()} geschrieben: "
            : $"{senders.Count} {(senders.Count == 1 ? "person" : "people")} wrote {Number(found.Mails.Count)}{About()}: ";
        return Told($"{text}{string.Join(", ", names)} {Cite(_oldest[0])}", senders.Count, [.. senders.Select(Item)], senders.Count);
    }

    private ToldExactly Most(Func<MailHead, IEnumerable<MailAddress>> part)
    {
        var groups = Grouped(part);
        var (address, count, last) = groups[0];
        var verb = asked.Kind == ExactKind.MostSent ? (IsGerman ? "schrieb" : "wrote") : IsGerman ? "bekam" : "got";
        var text = IsGerman
            ? $"{Clean(register.People.Display(address))} {verb} am meisten: {count} von {Number(found.Mails.Count)}"
            + $"{About(withoutPeople: true)}"
            : $"{Clean(register.People.Display(address))} {verb} most: {count} of {Number(found.Mails.Count)}{About(withoutPeople: true)}";
        var next = groups.Count > 1
            ? $" {(IsGerman ? "Danach" : "Next")}: "
            + $"{string.Join(", ", groups.Skip(1).Take(3).Select(g => $"{Clean(register.People.Name(g.Address))} ({g.Count})"))}."
            : "";
        return Told($"{text} {Cite(last)}.{next}", count, [.. groups.Select(Item)], groups.Count);
    }

    private ToldExactly Busiest()
    {
        var months = found.Mails.GroupBy(h => LocalDay.From(h.Date, zone) is var d ? new DateOnly(d.Year, d.Month, 1) : default)
            .Select(static g => (Month: g.Key, Count: g.Count(), Last: g.First())).OrderByDescending(static g => g.Count)
            .ThenByDescending(static g => g.Month).ToList();
        var text = IsGerman
            ? $"Im {months[0].Month.ToString("MMMM yyyy", German)}: {months[0].Count} von {Number(found.Mails.Count)}{About()}"
            : $"{months[0].Month.ToString("MMMM yyyy", CultureInfo.InvariantCulture)}: {months[0].Count} of "
            + $"{Number(found.Mails.Count)}{About()}";
        return Told(
            $"{text} {Cite(months[0].Last)}.", months[0].Count,
            [.. months.Select(static m => new ExactItem(m.Month.ToString("yyyy-MM",
                CultureInfo.InvariantCulture)) { Count = m.Count })], months.Count);
    }

    private ToldExactly When()
    {
        var (first, last) = (_oldest[0], found.Mails[0]);
        var one = asked.Kind == ExactKind.Latest ? last : first;
        var ordered = asked.Kind == ExactKind.Latest ? found.Mails : _oldest;
        var day = Day(one.Date);
        var text = IsGerman ? $"Am {day}: {Line(one)}" : $"On {day}: {Line(one)}";
        if (found.Mails.Count > 1)
        {
            text += (asked.Kind, IsGerman) switch
            {
                (ExactKind.Latest, false) => $" It is the latest of {Number(found.Mails.Count)}{About()}.",
                (ExactKind.Latest, true) => $" Das ist die letzte von {Number(found.Mails.Count)}{About()}.",
                (ExactKind.First, false) => $" It is the first of {Number(found.Mails.Count)}{About()}.",
                (ExactKind.First, true) => $" Das ist die erste von {Number(found.Mails.Count)}{About()}.",
                (_, false) => $" It is the first of {Number(found.Mails.Count)}{About()}; the latest is of {Day(last.Date)} {Cite(last)}.",
                _ => $" Das ist die erste von {Number(found.Mails.Count)}{About()}; die letzte ist vom {Day(last.Date)} {Cite(last)}.",
            };
        }

        return Told(text, found.Mails.Count, Mails(ordered), found.Mails.Count);
    }

    private ToldExactly? Attachments()
    {
        var all = found.Mails.SelectMany(static h => h.Attachments.Select(name => (Name: name.Length == 0 ? "(no name)" : name,
            Head: h))).ToList();
        if (all.Count == 0)
            return null;
        var lines = string.Concat(all.Take(MaxLines).Select(a => $"\n- {Clean(a.Name)}, {Day(a.Head.Date)}, {Clean(Sender(a.Head))} "
            + $"{Cite(a.Head)}"));
        var text = IsGerman
            ? $"{all.Count} {(all.Count == 1 ? "Anhang" : "Anhänge")} in {Number(found.Mails.Count)}{About()}:{lines}"
            : $"{all.Count} {(all.Count == 1 ? "attachment" : "attachments")} in {Number(found.Mails.Count)}{About()}:{lines}";
        return Told(
            text, all.Count, [.. all.Take(ExactAnswer.MaxItems).Select(a => new ExactItem(a.Name) { Id = a.Head.Id,
                Sender = Sender(a.Head), Date = a.Head.Date })],
            all.Count);
    }

    /// <summary>Somebody's addresses, the one used last first.</summary>
    private ToldExactly? Address()
    {
        var match = people.First(static p => p.Match is not null).Match!;
        var used = found.Mails.SelectMany(h => h.From.Concat(h.To).Concat(h.Cc).Select(KnownPeople.Fold).Where(match.Addresses.Contains)
            .Select(a => (Address: a, Head: h))).DistinctBy(static u => u.Address).ToList();
        if (used.Count == 0)
            return null;
        var lines = used.Take(MaxLines).Select(u => $"{Clean(u.Address)}, {(IsGerman ? "zuletzt am" : "last used on")} {Day(u.Head.Date)} "
            + $"{Cite(u.Head)}");
        return Told(
            $"{Clean(match.Display)}: {string.Join("; ", lines)}", null,
            [.. used.Select(static u => new ExactItem(u.Address) { Date = u.Head.Date })], used.Count);
    }

    /// <summary>The longest waiting first.</summary>
    private ToldExactly Waiting()
    {
        var isMine = asked.Kind == ExactKind.WaitingForMe;
        var count = found.Mails.Count;
        var seem = count == 1 ? "seems" : "seem";
        var text = (isMine, IsGerman) switch
        {
            (true, false) => count == 0 ? "No mail waits for your answer." : $"{Number(count)} {seem} to wait for your answer:",
            (true, true) => count == 0 ? "Keine Mail wartet auf Ihre Antwort."
                : $"Auf Ihre Antwort {(count == 1 ? "wartet" : "warten")} wohl {Number(count)}:",
            (false, false) => count == 0 ? "No mail of yours waits for an answer." : $"{Number(count)} of yours {seem} to have no answer:",
            _ => count == 0 ? "Keine Ihrer Mails wartet auf Antwort."
                : $"Ohne Antwort {(count == 1 ? "ist" : "sind")} wohl {Number(count)} von Ihnen:",
        };
        return Told(text + Lines(_oldest, MaxLines), count, Mails(_oldest), count);
    }

    /// <summary>Yes where a mail of theirs stands behind another of its thread.</summary>
    private ToldExactly? Replied()
    {
        var replies = _oldest.Where(IsReply).ToList();
        if (replies.Count == 0 || !people.Any(static p => p.Asked.Part == PersonPart.From))
            return null;
        return Told(
            $"{(IsGerman ? "Ja, am" : "Yes, on")} {Day(replies[0].Date)}: {Line(replies[0])}", replies.Count, Mails(replies),
                replies.Count);
    }

    private bool IsReply(MailHead head) => register.Newest.Any(h => h.Thread == head.Thread && h.Date < head.Date && h.Id != head.Id)
        || head.Subject.StartsWith("re:", StringComparison.OrdinalIgnoreCase) || head.Subject.StartsWith("aw:",
        StringComparison.OrdinalIgnoreCase);

    private List<(string Address, int Count, MailHead Last)> Grouped(Func<MailHead, IEnumerable<MailAddress>> part) =>
    [
        .. found.Mails.SelectMany(h => part(h).Select(KnownPeople.Fold).Where(static a => a.Length > 0).Distinct()
        .Select(a => (Address: a, Head: h)))
            .GroupBy(static p => p.Address, static p => p.Head).Select(static g => (Address: g.Key, Count: g.Count(), Last: g.First()))
            .OrderByDescending(static g => g.Count).ThenBy(static g => g.Address, StringComparer.Ordinal),
    ];

    private ExactItem Item((string Address, int Count, MailHead Last) group) =>
        new(register.People.Display(group.Address)) { Count = group.Count, Date = group.Last.Date };

    private ToldExactly Told(string text, decimal? value, IReadOnlyList<ExactItem> items, long total) =>
        new(text, value, _cited, [.. items.Take(ExactAnswer.MaxItems)], total);

    private static List<ExactItem> Mails(IReadOnlyList<MailHead> heads) =>
        heads.Take(ExactAnswer.MaxItems).Select(static h => new ExactItem(h.Subject) { Id = h.Id, Sender = Sender(h), Date = h.Date })
            .ToList();

    private string Lines(IReadOnlyList<MailHead> heads, int limit) =>
        string.Concat(heads.Take(limit).Select(h => $"\n- {Day(h.Date)}: {Line(h)}"))
        + (heads.Count <= limit ? "" : IsGerman ? $"\nund {heads.Count - limit} mehr." : $"\nand {heads.Count - limit} more.");

    private string Line(MailHead head)
    {
        var subject = Clean(head.Subject);
        return $"{Clean(register.People.Name(KnownPeople.Fold(head.Sender)))}, "
            + $"\"{(subject.Length == 0 ? IsGerman ? "(ohne Betreff)" : "(no subject)" : subject)}\" {Cite(head)}";
    }

    private string Cite(MailHead head)
    {
        var at = _cited.FindIndex(h => h.Id == head.Id);
        if (at < 0)
        {
            _cited.Add(head);
            at = _cited.Count - 1;
        }

        return string.Create(CultureInfo.InvariantCulture, $"[{at + 1}]");
    }

    private string Number(int count) => IsGerman ? $"{count} {(count == 1 ? "Mail" : "Mails")}" : $"{count} "
        + $"{(count == 1 ? "mail" : "mails")}";

    private string Copies() => found.Copies == 0 ? ""
        : IsGerman ? $" (Kopien einer Nachricht zählen einmal: {found.Copies} nicht gezählt)"
        : $" (copies of one message count once: {found.Copies} not counted)";

    /// <summary>" from Anna Berg in March 2024".</summary>
    private string About(bool withoutPeople = false)
    {
        var text = "";
        foreach (var (person, _) in people.Where(_ => !withoutPeople))
        {
            var name = person.IsMe ? (IsGerman ? "Ihnen" : "you") : Clean(person.Name);
            text += (person.Part, IsGerman) switch
            {
                (PersonPart.From, false) => $" from {name}",
                (PersonPart.From, true) => $" von {name}",
                (PersonPart.To, false) => $" to {name}",
                (PersonPart.To, true) => $" an {name}",
                (_, false) => $" with {name}",
                _ => $" mit {name}",
            };
        }

        if (asked.Days is [var first, ..])
            text += Period(first.Days);
        var words = found.How.Where(static h => !h.StartsWith("from:", StringComparison.Ordinal) && !h.StartsWith("to:",
            StringComparison.Ordinal)
            && !h.StartsWith("with:", StringComparison.Ordinal) && !h.StartsWith("on:", StringComparison.Ordinal)
            && !h.StartsWith("after:", StringComparison.Ordinal)).ToList();
        return words.Count == 0 ? text : $"{text} {(IsGerman ? "mit" : "with")} {Clean(string.Join(' ', words))}";
    }

    private string Period(DayRange days)
    {
        var culture = IsGerman ? German : CultureInfo.InvariantCulture;
        var isMonth = days.First.Day == 1 && days.Last == days.First.AddMonths(1).AddDays(-1);
        var isYear = days.First is { Day: 1, Month: 1 } && days.Last == days.First.AddYears(1).AddDays(-1);
        if (days.First == days.Last)
            return $" {(IsGerman ? "am" : "on")} {Date(days.First)}";
        if (isYear)
            return $" {(IsGerman ? "im Jahr" : "in")} {days.First.Year.ToString(CultureInfo.InvariantCulture)}";
        return isMonth
            ? $" {(IsGerman ? "im" : "in")} {days.First.ToString("MMMM yyyy", culture)}"
            : $" {(IsGerman ? "vom" : "from")} {Date(days.First)} {(IsGerman ? "bis" : "to")} {Date(days.Last)}";
    }

    private string Day(DateTimeOffset moment) => Date(LocalDay.From(moment, zone));

    private string Date(DateOnly day) => day.ToString(IsGerman ? "d. MMMM yyyy" : "d MMMM yyyy", IsGerman ? German
        : CultureInfo.InvariantCulture);

    private static string Sender(MailHead head) => head.Sender.ToString();

    private static string Clean(string text) => CheckCompliance.Line(text).Replace('"', '\'').Trim();
}

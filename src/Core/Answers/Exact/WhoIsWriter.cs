using System.Globalization;
using InboxMind.Core.Answers.Compliance;
using InboxMind.Core.Counting;

namespace InboxMind.Core.Answers.Exact;

/// <summary>Says who somebody is, as far as mail tells it, in English or German.</summary>
internal sealed class WhoIsWriter(PersonFacts person, MailRegister register, bool isGerman, TimeZoneInfo zone)
{
    /// <summary>Addresses, numbers and threads that are told.</summary>
    private const int MaxEach = 5;

    private readonly List<MailHead> _cited = [];

    /// <summary>Writes it.</summary>
    public ToldExactly Write()
    {
        List<string> lines =
        [
            $"{Clean(person.Name)}: {string.Join(", ", person.Addresses.Take(MaxEach).Select(Clean))}",
            isGerman
                ? $"{Mails(person.From)} von dort, {Mails(person.To)} dorthin, seit {Day(person.First)}"
                : $"{Mails(person.From)} from them and {Mails(person.To)} to them, since {Day(person.First)}",
            $"{(isGerman ? "Letzte Mail" : "Last mail")}: {Line(person.Last)}",
        ];
        foreach (var (number, label, mail) in person.Phones.Take(MaxEach))
        {
            if (register.Find(mail) is { } head)
                lines.Add($"{(isGerman ? "Telefon" : "Phone")}: {Clean(label.Length == 0 ? number : $"{number} ({label})")} {Cite(head)}");
        }

        foreach (var thread in person.OpenThreads.Take(MaxEach))
        {
            lines.Add((thread.IsMine, isGerman) switch
            {
                (true, false) => "Seems to wait for your answer",
                (true, true) => "Wartet wohl auf Ihre Antwort",
                (false, false) => "You seem to wait for an answer",
                _ => "Sie warten wohl auf eine Antwort",
            } + $": {Line(thread.Asked)}");
        }

        return new ToldExactly(
            string.Join('\n', lines.Select(static (l, i) => i == 0 ? l : $"- {l}")), null, _cited,
            [
                .. person.Addresses.Take(MaxEach).Select(static a => new ExactItem(a)),
                new ExactItem(person.Last.Subject) { Id = person.Last.Id, Sender = person.Last.Sender.ToString(), Date = person.Last.Date },
            ],
            Math.Min(person.Addresses.Count, MaxEach) + 1);
    }

    private string Mails(int count) => isGerman
        ? $"{count} {(count == 1 ? "Mail" : "Mails")}"
        : $"{count} {(count == 1 ? "mail" : "mails")}";

    private string Line(MailHead head) => $"{Day(head.Date)}, {Clean(register.People.Name(KnownPeople.Fold(head.Sender)))}, "
        + $"\"{(Clean(head.Subject) is { Length: > 0 } subject ? subject : isGerman ? "(ohne Betreff)" : "(no subject)")}\" {Cite(head)}";

    private string Cite(MailHead head)
    {
        if (_cited.FindIndex(h => h.Id == head.Id) is var at and >= 0)
            return $"[{at + 1}]";
        _cited.Add(head);
        return $"[{_cited.Count}]";
    }

    private string Day(DateTimeOffset moment) => LocalDay.From(moment, zone).ToString(
        isGerman ? "d. MMMM yyyy" : "d MMMM yyyy", isGerman ? CultureInfo.GetCultureInfo("de") : CultureInfo.InvariantCulture);

    private static string Clean(string text) => CheckCompliance.Line(text).Replace('"', '\'').Trim();
}

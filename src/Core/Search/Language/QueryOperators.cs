using System.Collections.Frozen;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Search.Language;

/// <summary>What each <c>name:value</c> of the search language asks for. One that means nothing is noted and left out.</summary>
internal sealed class QueryOperators(TimeZoneInfo zone, DateOnly today, QueryNotes notes)
{
    private const string SizeHint = "a size is written like 200k, 5M or 1.5M";
    private const string PeriodHint = "a time is written like 3d, 2w, 6m or 1y";
    private const string DateHint = "a date is written like 2026-11-18, 18.11.2026, \"18 Nov 2026\", 2026-03 or \"last week\"";

    /// <summary>Each name that is an operator, with the one it is another word for.</summary>
    private static readonly FrozenDictionary<string, string> Names = (
        "from to cc bcc with company subject filename list kind lang in label is has larger smaller older_than newer_than before after on "
        + "rfc822msgid hasattachment category deliveredto importance")
        .Split(' ').Select(static n => (n, n))
        .Concat([
            ("sender", "from"), ("recipient", "to"), ("participants", "with"), ("domain", "company"),
            ("attachment", "filename"), ("folder", "in"), ("language", "lang"),
            ("size", "larger"), ("larger_than", "larger"), ("smaller_than", "smaller"), ("older", "before"), ("newer", "after"),
            ("date", "on"), ("sent", "on"), ("received", "on"), ("msgid", "rfc822msgid"), ("messageid", "rfc822msgid"),
            ("hasattachments", "hasattachment"),
        ])
        .ToFrozenDictionary(static p => p.Item1, static p => p.Item2);

    private static readonly FrozenDictionary<string, MailFields> Fields = new Dictionary<string, MailFields>
    {
        ["from"] = MailFields.From,
        ["to"] = MailFields.Recipients,
        ["cc"] = MailFields.Cc,
        ["bcc"] = MailFields.Bcc,
        ["with"] = MailFields.People,
        ["subject"] = MailFields.Subject,
        ["filename"] = MailFields.Attachments,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, (MailFlags Flag, bool IsSet)> Flags = new Dictionary<string, (MailFlags, bool)>
    {
        ["unread"] = (MailFlags.Seen, false),
        ["unseen"] = (MailFlags.Seen, false),
        ["read"] = (MailFlags.Seen, true),
        ["seen"] = (MailFlags.Seen, true),
        ["starred"] = (MailFlags.Flagged, true),
        ["flagged"] = (MailFlags.Flagged, true),
        ["unstarred"] = (MailFlags.Flagged, false),
        ["unflagged"] = (MailFlags.Flagged, false),
        ["answered"] = (MailFlags.Answered, true),
        ["replied"] = (MailFlags.Answered, true),
        ["unanswered"] = (MailFlags.Answered, false),
        ["forwarded"] = (MailFlags.Passed, true),
        ["draft"] = (MailFlags.Draft, true),
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, AttachmentKinds> Kinds = (
        "attachment=None attachments=None pdf=Pdf document=Document documents=Document doc=Document spreadsheet=Spreadsheet "
        + "spreadsheets=Spreadsheet excel=Spreadsheet presentation=Presentation presentations=Presentation slides=Presentation image=Image "
        + "images=Image photo=Image photos=Image picture=Image pictures=Image audio=Audio video=Video archive=Archive zip=Archive "
        + "calendar=Calendar invite=Calendar ics=Calendar mail=Mail email=Mail")
        .Split(' ').Select(static p => p.Split('='))
        .ToFrozenDictionary(static p => p[0], static p => Enum.Parse<AttachmentKinds>(p[1]));

    /// <summary>How the kinds of mail are called.</summary>
    private static readonly FrozenDictionary<string, MailKind> MailKinds = (
        "person=Person personal=Person people=Person human=Person list=List lists=List discussion=List bulk=Bulk newsletter=Bulk "
        + "newsletters=Bulk marketing=Bulk promotion=Bulk promotions=Bulk notice=Notice notices=Notice notification=Notice "
        + "notifications=Notice alert=Notice alerts=Notice automatic=Notice invitation=Invitation invitations=Invitation invite=Invitation "
        + "invites=Invitation bounce=Bounce bounces=Bounce receipt=Receipt receipts=Receipt order=Receipt orders=Receipt booking=Receipt "
        + "bookings=Receipt")
        .Split(' ').Select(static p => p.Split('='))
        .ToFrozenDictionary(static p => p[0], static p => Enum.Parse<MailKind>(p[1]));

    /// <summary>Whether a name is an operator.</summary>
    public static bool Knows(string name) => Names.ContainsKey(name.ToLowerInvariant());

    /// <summary>Whether an operator takes a date, which may have several words.</summary>
    public static bool TakesDate(string name) => Names.GetValueOrDefault(name.ToLowerInvariant()) is "before" or "after" or "on";

    /// <summary>Whether a text is a date as far as it goes.</summary>
    public bool IsDate(string text) => DateValue.Read(text, today) is not null;

    /// <summary>What a name with its value asks for; null when that is nothing.</summary>
    public ConditionNode? Read(string name, string typed)
    {
        var value = typed.Replace("\"", "", StringComparison.Ordinal).Trim();
        if (value.Length == 0)
        {
            notes.LeftOut($"{name}:", $"it needs a value{Hint(Names[name.ToLowerInvariant()])}");
            return null;
        }

        value = MailLimits.Begin(value, MailFilter.MaxLength);
        var sense = Names[name.ToLowerInvariant()];
        return sense switch
        {
            "list" => Words.Split(value) is { Count: > 0 } words
                ? new ConditionNode(new OnList(Folded(words)), $"list:{Quoted(value)}")
                : NoWords(name, typed),
            "in" => Folder(value),
            "label" => Label(value),
            "is" => Is(value),
            "has" => Has(value),
            "kind" => Kind(value),
            "lang" => Language(value),
            "company" => Company(name, value),
            "hasattachment" => HasAny(value),
            "larger" or "smaller" => Size(name, sense, value),
            "older_than" or "newer_than" => Period(sense, value),
            "before" or "after" or "on" => Date(name, sense, value),
            "rfc822msgid" => new ConditionNode(new HasMessageId(value.Trim('<', '>')), $"rfc822msgid:{value.Trim('<', '>')}"),
            "category" or "deliveredto" or "importance" => Unknown(name, value),
            _ => Field(name, sense, value),
        };
    }

    private static string Hint(string sense) => sense switch
    {
        "larger" or "smaller" => $"; {SizeHint}",
        "older_than" or "newer_than" => $"; {PeriodHint}",
        "before" or "after" or "on" => $"; {DateHint}",
        _ => "",
    };

    private ConditionNode? Field(string name, string sense, string value)
    {
        var words = Words.Split(value);
        if (words.Count == 0)
            return NoWords(name, value);
        if (words is [{ Text: "me" }] && (Fields[sense] & MailFields.People) != 0)
            return new ConditionNode(new IsMine(Fields[sense]), $"{sense}:me");
        return new ConditionNode(new HasWords(Fields[sense], Folded(words), IsBeginning: true), $"{sense}:{Quoted(value)}")
        {
            Filter = sense switch
            {
                "from" => (filter, minus) => minus
                    ? filter with { NotFrom = [.. filter.NotFrom, value] }
                    : filter with { From = [.. filter.From, value] },
                "to" => (filter, minus) => minus
                    ? filter with { NotTo = [.. filter.NotTo, value] }
                    : filter with { To = [.. filter.To, value] },
                "subject" => (filter, minus) => minus
                    ? filter with { NotSubject = [.. filter.NotSubject, value] }
                    : filter with { Subject = [.. filter.Subject, value] },
                _ => null,
            },
        };
    }

    /// <summary>A domain, with or without its end: whole words of addresses.</summary>
    private ConditionNode? Company(string name, string value) => Words.Split(value) is { Count: > 0 } words
        ? new ConditionNode(
            new HasWords(MailFields.People, Folded(words), IsBeginning: false), $"company:{Quoted(value.TrimStart('@'))}")
        : NoWords(name, value);

    private ConditionNode? Unknown(string name, string value)
    {
        notes.LeftOut($"{name}:{value}", "it is not known of the mails here");
        return null;
    }

    private ConditionNode? NoWords(string name, string value)
    {
        notes.LeftOut($"{name}:{value}", "it needs a letter or a digit");
        return null;
    }

    private static ConditionNode? Folder(string value) => value.ToLowerInvariant() is "anywhere" or "any" or "all"
        ? null
        : new ConditionNode(new InFolder(value), $"in:{Quoted(value)}")
        {
            Filter = (filter, minus) => minus
                ? filter with { NotFolders = [.. filter.NotFolders, value] }
                : filter with { Folders = [.. filter.Folders, value] },
        };

    /// <summary>Gmail shows the spaces and slashes of labels as hyphens in its searches.</summary>
    private static ConditionNode Label(string value) => new(
        value.Contains('-', StringComparison.Ordinal)
            ? new AnyOf([
                new InFolder(value), new InFolder(value.Replace('-', ' ')), new InFolder(value.Replace('-', '/')),
            ])
            : new InFolder(value),
        $"label:{Quoted(value)}");

    private ConditionNode? Is(string value)
    {
        if (value.Equals("encrypted", StringComparison.OrdinalIgnoreCase))
            return new ConditionNode(new IsEncrypted(), "is:encrypted");
        if (!Flags.TryGetValue(value.ToLowerInvariant(), out var flag))
        {
            notes.LeftOut(
                $"is:{value}", "there are is:unread, read, starred, unstarred, answered, unanswered, forwarded, draft and encrypted");
            return null;
        }

        MailCondition condition = new HasFlag(flag.Flag);
        return new ConditionNode(flag.IsSet ? condition : new NotOf(condition), $"is:{value.ToLowerInvariant()}");
    }

    private ConditionNode? Has(string value)
    {
        if (!Kinds.TryGetValue(value.ToLowerInvariant(), out var kinds))
        {
            notes.LeftOut(
                $"has:{value}",
                "there are has:attachment, pdf, document, spreadsheet, presentation, image, audio, video, archive, calendar and mail");
            return null;
        }

        var name = kinds == AttachmentKinds.None ? "attachment" : value.ToLowerInvariant();
        return new ConditionNode(new HasAttachment(kinds), $"has:{name}")
        {
            Filter = kinds == AttachmentKinds.None ? static (filter, minus) => filter with { HasAttachments = !minus } : null,
        };
    }

    private ConditionNode? Kind(string value)
    {
        if (MailKinds.TryGetValue(value.ToLowerInvariant(), out var kind))
            return new ConditionNode(new OfKind(kind), $"kind:{kind.ToString().ToLowerInvariant()}");
        notes.LeftOut($"kind:{value}", "there are kind:person, list, bulk, notice, invitation, bounce and receipt");
        return null;
    }

    private ConditionNode? Language(string value)
    {
        if (LanguageCodes.Read(value) is { } language)
            return new ConditionNode(new IsWrittenIn(language), $"lang:{LanguageCodes.Of(language)}");
        notes.LeftOut($"lang:{value}", "there are lang:en, de, fr, es, it, pt, nl and sv");
        return null;
    }

    private ConditionNode? HasAny(string value)
    {
        bool? has = value.ToLowerInvariant() switch { "yes" or "true" or "1" => true, "no" or "false" or "0" => false, _ => null };
        if (has is null)
        {
            notes.LeftOut($"hasattachment:{value}", "it is yes or no");
            return null;
        }

        MailCondition any = new HasAttachment(AttachmentKinds.None);
        return new ConditionNode(has.Value ? any : new NotOf(any), has.Value ? "has:attachment" : "-has:attachment");
    }

    private ConditionNode? Size(string name, string sense, string value)
    {
        if (value[0] is '>' or '<')
        {
            sense = value[0] == '>' ? "larger" : "smaller";
            value = value[1..].TrimStart('=');
        }

        if (SizeValue.Read(value) is not { } size)
        {
            notes.LeftOut($"{name}:{value}", SizeHint);
            return null;
        }

        return new ConditionNode(sense == "larger" ? new SizedWithin(size, null) : new SizedWithin(null, size), $"{sense}:{value}");
    }

    private ConditionNode? Period(string sense, string value)
    {
        if (PeriodValue.Before(today, value) is { } day)
            return Dated(sense == "older_than" ? null : day, sense == "older_than" ? day : null);
        notes.LeftOut($"{sense}:{value}", PeriodHint);
        return null;
    }

    private ConditionNode? Date(string name, string sense, string value)
    {
        if (value.Split("..") is [{ Length: > 0 } from, { Length: > 0 } to] && Days(from) is { } first && Days(to) is { } last)
            return Dated(first.First, After(last.Last));
        var (compare, rest) = value switch
        {
            ['>', '=', ..] or ['<', '=', ..] => (value[..2], value[2..]),
            ['>', ..] or ['<', ..] => (value[..1], value[1..]),
            _ => (sense, value),
        };
        if (Days(rest) is { } days)
        {
            return compare switch
            {
                "after" or ">=" => Dated(days.First, null),
                "before" or "<" => Dated(null, days.First),
                ">" => Dated(After(days.Last), null),
                "<=" => Dated(null, After(days.Last)),
                _ => Dated(days.First, After(days.Last)),
            };
        }

        notes.LeftOut($"{name}:{value}", DateHint);
        return null;
    }

    private DayRange? Days(string value)
    {
        if (DateValue.Read(value, today) is not { } read)
            return null;
        if (read.IsAmbiguous)
        {
            var day = read.Days.First;
            notes.Add($"{value} was read as {DateValue.Spell(day)}; {DateValue.Write(day)} can only be read so.");
        }

        return read.Days;
    }

    private static DateOnly? After(DateOnly day) => day < DateOnly.MaxValue ? day.AddDays(1) : null;

    private ConditionNode Dated(DateOnly? since, DateOnly? until)
    {
        var (from, to) = (Start(since), Start(until));
        var understood = string.Join(' ', new[]
        {
            since is { } first ? $"after:{DateValue.Write(first)}" : "", until is { } last ? $"before:{DateValue.Write(last)}" : "",
        }.Where(static t => t.Length > 0));
        return new ConditionNode(new DatedWithin(from, to), understood)
        {
            Filter = (filter, minus) => Within(filter, minus ? to : from, minus ? from : to),
            IsFlatOnlyWithoutMinus = since is not null && until is not null,
        };
    }

    private static MailFilter Within(MailFilter filter, DateTimeOffset? since, DateTimeOffset? until) => filter with
    {
        Since = since is null || filter.Since > since ? filter.Since : since,
        Until = until is null || filter.Until < until ? filter.Until : until,
    };

    private DateTimeOffset? Start(DateOnly? day) => day is { } known ? LocalDay.StartOf(known, zone) : null;

    private static string Folded(List<Word> words) => string.Join(' ', words.Select(static w => w.Text));

    private static string Quoted(string value) => value.Any(char.IsWhiteSpace) ? $"\"{value}\"" : value;
}

using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;
using static InboxMind.Azure.Search.ODataFilter;

namespace InboxMind.Azure.Search;

/// <summary>A query's conditions as one filter, which always names the owner.</summary>
internal static class SearchConditions
{
    /// <summary>What a mail has among its kinds when it is encrypted.</summary>
    public const string Encrypted = "encrypted";

    public static string Of(Owner owner) => $"{MailFieldNames.Owner} eq {Text(owner.User.Value)}";

    /// <summary>For a search, which finds the query's words by their rank.</summary>
    public static string Search(Owner owner, SearchQuery query) => And(Of(owner), All(query));

    /// <summary>For a list, where all words have to be there.</summary>
    public static string List(Owner owner, SearchQuery query, AskedForms forms, IReadOnlyCollection<EmailId>? among) => And(
        [
            Of(owner), .. query.Any.Select(t => SearchWords.Match(MailFields.All, SearchWords.Term(t, forms))), All(query),
            among is null ? null : In(MailFieldNames.Id, among.Select(static id => id.Value)),
        ]);

    /// <summary>Whether anything but the owner is asked for.</summary>
    public static bool AreThere(SearchQuery query) => All(query).Length > 0;

    private static string All(SearchQuery query)
    {
        var filter = query.Filter;
        return And(
            [
                .. query.All.Select(static p => SearchWords.Match(MailFields.All, IndexedWords.Phrase(p))),
                .. Fields(filter.From, MailFields.From), .. Fields(filter.To, MailFields.Recipients),
                .. Fields(filter.Subject, MailFields.Subject),
                .. query.None.Select(static p => Not(SearchWords.Match(MailFields.All, IndexedWords.Phrase(p)))),
                .. Fields(filter.NotFrom, MailFields.From).Select(Not), .. Fields(filter.NotTo, MailFields.Recipients).Select(Not),
                .. Fields(filter.NotSubject, MailFields.Subject).Select(Not),
                filter.Since is { } since ? $"{MailFieldNames.Date} ge {Number(FromSecond(since))}" : null,
                filter.Until is { } until ? $"{MailFieldNames.Date} lt {Number(FromSecond(until))}" : null,
                filter.HasAttachments is { } has ? $"{MailFieldNames.HasAttachments} eq {Flag(has)}" : null,
                filter.Folders.Count > 0 ? InFolders(filter.Folders) : null,
                filter.NotFolders.Count > 0 ? Not(InFolders(filter.NotFolders)) : null,
                query.Where is { } where ? Write(where) : null,
            ]);
    }

    private static IEnumerable<string> Fields(IReadOnlyList<string> values, MailFields fields) =>
        values.Select(v => SearchWords.Field(fields, v)).OfType<string>();

    /// <summary>A tree of conditions as one expression.</summary>
    private static string Write(MailCondition condition) => condition switch
    {
        AllOf all => Join(all.Parts, " and ", "true"),
        AnyOf any => Join(any.Parts, " or ", "false"),
        NotOf not => Not(Write(not.Part)),
        HasWords words => SearchWords.Match(
            words.Fields, words.IsBeginning ? IndexedWords.Beginning(words.Words) : IndexedWords.Phrase(words.Words)),
        WordsNear near => SearchWords.Match(MailFields.All, IndexedWords.Near(near.One, near.Other, near.Distance)),
        InFolder folder => InFolders([folder.Name]),
        HasFlag flag => AnyIn(MailFieldNames.Flags, Bits((int)flag.Flag)),
        DatedWithin dated => Within(
            MailFieldNames.Date, "ge", dated.Since is { } since ? FromSecond(since) : null,
            dated.Until is { } until ? FromSecond(until) : null),
        SizedWithin sized => Within(MailFieldNames.Size, "gt", sized.MoreThan, sized.LessThan),
        HasAttachment { Kinds: AttachmentKinds.None } => $"{MailFieldNames.HasAttachments} eq true",
        HasAttachment some => AnyIn(MailFieldNames.Kinds, Bits((int)some.Kinds)),
        OfKind { Kind: MailKind.Person } => Not(AnyIn(MailFieldNames.Kinds, Enum.GetValues<MailKind>().SelectMany(KindName))),
        OfKind kind => AnyIn(MailFieldNames.Kinds, KindName(kind.Kind)),
        IsWrittenIn written => AnyIn(MailFieldNames.Kinds, LanguageName(written.Language)),
        IsEncrypted => AnyIn(MailFieldNames.Kinds, [Encrypted]),
        OnList list => SearchWords.Match([MailFieldNames.List], IndexedWords.PlainBeginning(list.Words)),
        HasMessageId id => $"{MailFieldNames.Message} eq {Text(SearchKeys.Digest(id.Id))}",
        _ => throw new NotSupportedException($"No filter for {condition.GetType().Name}."),
    };

    /// <summary>The bits of a set of flags, as a mail has them in a list.</summary>
    public static List<string> Bits(int flags) =>
        [.. Enumerable.Range(0, 31).Where(b => (flags & (1 << b)) != 0).Select(static b => Number(1 << b))];

    /// <summary>What a mail has in a list for its kind: a person's has nothing, as what was written before kinds were told.</summary>
    public static IEnumerable<string> KindName(MailKind kind) => kind == MailKind.Person ? [] : [kind.ToString().ToLowerInvariant()];

    /// <summary>What a mail has among its kinds for its language.</summary>
    public static IEnumerable<string> LanguageName(TextLanguage language) =>
        language == TextLanguage.Unknown ? [] : [$"in-{LanguageCodes.Of(language)}"];

    /// <summary>The full name and every part of it that begins behind a slash.</summary>
    public static IEnumerable<string> FolderNames(string folder)
    {
        var name = folder.ToLowerInvariant();
        yield return name;
        for (var at = name.IndexOf('/', StringComparison.Ordinal); at >= 0; at = name.IndexOf('/', at + 1))
            yield return name[(at + 1)..];
    }

    /// <summary>The first whole second at or after a moment: mails have dates of whole seconds.</summary>
    private static long FromSecond(DateTimeOffset moment) =>
        moment.ToUnixTimeSeconds() + (moment.Ticks % TimeSpan.TicksPerSecond == 0 ? 0 : 1);

    private static string InFolders(IReadOnlyList<string> folders) =>
        AnyIn(MailFieldNames.Folders, folders.Select(static f => f.ToLowerInvariant()));

    private static string Join(IReadOnlyList<MailCondition> parts, string between, string none) =>
        parts.Count == 0 ? none : $"({string.Join(between, parts.Select(Write))})";

    private static string Within(string field, string least, long? from, long? below) => And(
        from is { } first ? $"{field} {least} {Number(first)}" : null, below is { } last ? $"{field} lt {Number(last)}" : null)
        is { Length: > 0 } within ? $"({within})" : "true";

    /// <summary>What an expression does not hold for.</summary>
    public static string Not(string expression) => $"not ({expression})";
}

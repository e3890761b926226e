using InboxMind.Core.Index;
using InboxMind.Core.Index.Conditions;
using InboxMind.Core.Text;

namespace InboxMind.Azure.Search;

/// <summary>Words of a query as conditions of the service.</summary>
internal static class SearchWords
{
    /// <summary>The fields of a mail's own words.</summary>
    public static readonly string[] Own = [.. Columns().Select(static c => c.Name), MailFieldNames.Facts];

    /// <summary>All fields that words are looked for in.</summary>
    public static readonly string[] All = [.. Own, MailFieldNames.Attached];

    /// <summary>Words, or a phrase, in any field; as far as it was typed when it ends in an asterisk.</summary>
    public static string Term(string term, AskedForms forms) =>
        term.EndsWith('*') ? IndexedWords.Beginning(term[..^1]) : IndexedWords.AnyOf(forms.Of(term));

    /// <summary>A filter that a field matches an expression; nothing matches an empty one.</summary>
    public static string Match(MailFields fields, string expression) => expression.Length == 0
        ? "false"
        : Match(fields == MailFields.All ? All : [.. Columns().Where(c => fields.HasFlag(c.Field)).Select(static c => c.Name)], expression);

    public static string Match(string[] fields, string expression) =>
        $"search.ismatch({ODataFilter.Text(expression)}, {ODataFilter.Text(string.Join(',', fields))}, 'full', 'any')";

    /// <summary>A condition on the words of a field, the last one as far as it was typed; null when it holds no word.</summary>
    public static string? Field(MailFields fields, string value) =>
        Words.Split(value) is { Count: > 0 } words
            ? Match(fields, IndexedWords.Beginning(string.Join(' ', words.Select(static w => w.Text))))
            : null;

    private static (MailFields Field, string Name)[] Columns() =>
    [
        (MailFields.Subject, MailFieldNames.Subject), (MailFields.From, MailFieldNames.Sender),
        (MailFields.To, MailFieldNames.Recipients), (MailFields.Cc, MailFieldNames.Cc), (MailFields.Bcc, MailFieldNames.Bcc),
        (MailFields.Text, MailFieldNames.Body), (MailFields.Attachments, MailFieldNames.Attachments),
    ];
}

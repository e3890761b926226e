using InboxMind.Core.Index.Conditions;

namespace InboxMind.Embedded.Index;

/// <summary>The columns of the word index that hold the fields of a mail.</summary>
internal static class WordColumns
{
    private static readonly (MailFields Field, string Column)[] Columns =
    [
        (MailFields.Subject, "subject"), (MailFields.From, "sender"), (MailFields.To, "recipients"), (MailFields.Cc, "cc"),
        (MailFields.Bcc, "bcc"), (MailFields.Text, "body"), (MailFields.Attachments, "attachments"),
    ];

    /// <summary>Limits an expression of FTS5 to fields.</summary>
    public static string In(MailFields fields, string expression) => fields == MailFields.All
        ? $"({expression})"
        : $"({{{string.Join(' ', Columns.Where(c => fields.HasFlag(c.Field)).Select(static c => c.Column))}}} : ({expression}))";
}

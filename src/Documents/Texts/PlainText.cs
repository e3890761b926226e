using InboxMind.Core.Mail.Parsing;
using InboxMind.Core.Mail.Parsing.Calendar;
using InboxMind.Core.Mail.Parsing.Charsets;
using InboxMind.Core.Mail.Parsing.Html;
using InboxMind.Documents.Passages;

namespace InboxMind.Documents.Texts;

/// <summary>Files that are text themselves, in whatever charset: HTML and calendars as a person sees them.</summary>
internal static class PlainText
{
    public static void Read(ReadOnlySpan<byte> file, FileKind kind, PassageWriter writer)
    {
        if (kind == FileKind.Rtf)
        {
            writer.Append(RtfText.Read(file, notes: true));
            return;
        }

        var text = TextCharset.Choose(file, declared: null).GetString(file).ReplaceLineEndings("\n");
        writer.Append(kind switch
        {
            FileKind.Html => HtmlText.Extract(text),
            FileKind.Calendar => CalendarText.Read(text),
            FileKind.Card => CardText.Read(text),
            _ => text,
        });
    }
}

using System.Text;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>The text of an HTML mail that a person sees. What the sender hides (display:none, size 0, white on white) is left
/// out: it is where instructions to machines are put.</summary>
internal static class HtmlText
{
    public static string Extract(string html)
    {
        var writer = new Writer();
        var elements = new OpenElements(StyleSheet.Parse(html));
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    elements.See(tag);
                    writer.Break(tag, elements.IsShown);
                    break;
                case HtmlDataToken data when token.Kind == HtmlTokenKind.Data && elements.IsShown:
                    writer.Append(data.Data);
                    break;
            }
        }

        return writer.ToString();
    }

    /// <summary>Folds white space as a browser does and breaks lines at block elements.</summary>
    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private bool _space;
        private int _preformatted;

        public void Append(string data)
        {
            foreach (var c in data)
            {
                if (_preformatted > 0 && c is '\n' or '\r' or ' ' or '\t')
                {
                    if (c != '\r')
                        _text.Append(c);
                    continue;
                }

                if (char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u00AD' or '\u034F' or '\uFEFF')
                {
                    _space |= char.IsWhiteSpace(c);
                    continue;
                }

                if (_space && _text.Length > 0 && _text[^1] != '\n')
                    _text.Append(' ');
                _space = false;
                _text.Append(c);
            }
        }

        public void Break(HtmlTagToken tag, bool isShown)
        {
            if (tag.Id == HtmlTagId.Pre)
                _preformatted = Math.Max(0, _preformatted + (tag.IsEndTag ? -1 : 1));
            switch (tag.Id)
            {
                case HtmlTagId.Br:
                    Line(1);
                    break;
                case HtmlTagId.TD or HtmlTagId.TH:
                    _space = true;
                    break;
                case HtmlTagId.LI when !tag.IsEndTag && isShown:
                    Line(1);
                    _text.Append("- ");
                    break;
                case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6
                    or HtmlTagId.Table or HtmlTagId.UL or HtmlTagId.OL or HtmlTagId.BlockQuote or HtmlTagId.HR or HtmlTagId.Pre:
                    Line(2);
                    break;
                case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.DD or HtmlTagId.DT or HtmlTagId.Section
                    or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Center or HtmlTagId.Address:
                    Line(1);
                    break;
            }
        }

        public override string ToString() => _text.ToString().TrimEnd();

        private void Line(int breaks)
        {
            _space = false;
            if (_text.Length == 0)
                return;
            var have = 0;
            while (have < _text.Length && _text[_text.Length - 1 - have] == '\n')
                have++;
            for (; have < breaks; have++)
                _text.Append('\n');
        }
    }
}

using System.Globalization;
using System.Text;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

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
                    if (elements.IsShown && PictureText.IsPicture(tag))
                        writer.Append(PictureText.Read(tag));
                    else
                        writer.Break(tag, elements.IsShown);
                    break;
                case HtmlDataToken data when token.Kind == HtmlTokenKind.Data && elements.IsShown:
                    writer.Append(data.Data);
                    break;
            }
        }

        return writer.ToString();
    }

    /// <summary>Lists within lists that are told apart.</summary>
    private const int MaxLists = 20;

    /// <summary>Folds white space as a browser does, breaks lines at block elements, and marks the lines of quotations as plain text
    /// does (RFC 3676, 4.5).</summary>
    private sealed class Writer
    {
        /// <summary>Marks before a line.</summary>
        private const int MaxMarks = 10;

        private readonly StringBuilder _text = new();
        private readonly Stack<int?> _lists = new();
        private bool _space, _cell;
        private int _preformatted, _quotations;

        /// <summary>Whether a line stands outside quotations.</summary>
        private bool _hasOwn;

        public void Append(string data)
        {
            foreach (var c in data)
            {
                if (_preformatted > 0 && c is '\n' or '\r' or ' ' or '\t')
                {
                    if (c != '\r')
                        Put(c);
                    continue;
                }

                if (char.IsWhiteSpace(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u00AD' or '\u034F' or '\uFEFF')
                {
                    _space |= char.IsWhiteSpace(c);
                    continue;
                }

                if (_cell && _text.Length > 0 && _text[^1] != '\n')
                    _text.Append(" | ");
                else if (_space && _text.Length > 0 && _text[^1] != '\n')
                    _text.Append(' ');
                _space = _cell = false;
                Put(c);
            }
        }

        private void Put(char c)
        {
            if (c != '\n' && (_text.Length == 0 || _text[^1] == '\n'))
            {
                for (var i = 0; i < Math.Min(_quotations, MaxMarks); i++)
                    _text.Append("> ");
                _hasOwn |= _quotations == 0;
            }

            _text.Append(c);
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
                    _cell |= !tag.IsEndTag;
                    break;
                case HtmlTagId.LI when !tag.IsEndTag && isShown:
                    Line(1);
                    Item();
                    break;
                case HtmlTagId.OL or HtmlTagId.UL:
                    Line(_lists.Count > (tag.IsEndTag ? 1 : 0) ? 1 : 2);
                    List(tag);
                    break;
                case HtmlTagId.P or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 or HtmlTagId.H4 or HtmlTagId.H5 or HtmlTagId.H6
                    or HtmlTagId.Table or HtmlTagId.BlockQuote or HtmlTagId.HR or HtmlTagId.Pre:
                    Line(2);
                    if (tag.Id == HtmlTagId.BlockQuote && !tag.IsEmptyElement)
                        _quotations = Math.Max(0, _quotations + (tag.IsEndTag ? -1 : 1));
                    break;
                case HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.DD or HtmlTagId.DT or HtmlTagId.Section
                    or HtmlTagId.Article or HtmlTagId.Header or HtmlTagId.Footer or HtmlTagId.Center or HtmlTagId.Address:
                    Line(1);
                    break;
            }
        }

        /// <summary>A mail that is one quotation only has its text in a frame.</summary>
        public override string ToString() => (_hasOwn
            ? _text.ToString()
            : string.Join('\n', _text.ToString().Split('\n').Select(static l => l.StartsWith("> ", StringComparison.Ordinal) ? l[2..] : l)))
            .TrimEnd();

        private void List(HtmlTagToken tag)
        {
            if (tag.IsEndTag)
                _lists.TryPop(out _);
            else if (_lists.Count < MaxLists)
                _lists.Push(tag.Id == HtmlTagId.UL ? null : Start(tag));
        }

        private static int Start(HtmlTagToken tag) =>
            int.TryParse(
                tag.Attributes.FirstOrDefault(static a => a.Id == HtmlAttributeId.Start)?.Value, NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture, out var start) ? start : 1;

        private void Item()
        {
            var mark = "- ";
            if (_lists.TryPeek(out var number) && number is { } n)
            {
                _lists.Pop();
                _lists.Push(n < int.MaxValue ? n + 1 : n);
                mark = string.Create(CultureInfo.InvariantCulture, $"{n}. ");
            }

            foreach (var c in new string(' ', 2 * Math.Max(0, _lists.Count - 1)) + mark)
                Put(c);
        }

        private void Line(int breaks)
        {
            _space = _cell = false;
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

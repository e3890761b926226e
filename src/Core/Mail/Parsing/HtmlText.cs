using System.Text;
using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing;

/// <summary>The text of an HTML mail that a person sees. What the sender hides (display:none, size 0, white on white) is left
/// out: it is where instructions to machines are put.</summary>
internal static class HtmlText
{
    public static string Of(string html)
    {
        var writer = new Writer();
        var hidden = new HiddenRegion();
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader) { DecodeCharacterReferences = true, IgnoreTruncatedTags = true };
        while (tokenizer.ReadNextToken(out var token))
        {
            switch (token)
            {
                case HtmlTagToken tag:
                    hidden.See(tag);
                    if (!hidden.IsOpen)
                        writer.Break(tag);
                    break;
                case HtmlDataToken data when token.Kind is HtmlTokenKind.Data or HtmlTokenKind.CData && !hidden.IsOpen:
                    writer.Append(data.Data);
                    break;
            }
        }

        return writer.ToString();
    }

    /// <summary>Tracks whether the reader stands within an element that is not shown.</summary>
    private sealed class HiddenRegion
    {
        private string? _name;
        private int _depth;

        public bool IsOpen => _depth > 0;

        public void See(HtmlTagToken tag)
        {
            if (IsOpen)
            {
                // An element whose end tag is optional ends where the next one of its kind, or any block, begins.
                if (!tag.IsEndTag && tag.Id is HtmlTagId.P or HtmlTagId.Body && _name == "p")
                    _depth = 0;
                else if (Same(tag))
                    _depth += tag.IsEndTag ? -1 : tag.IsEmptyElement || tag.Id.IsEmptyElement() ? 0 : 1;
            }

            if (!IsOpen && !tag.IsEndTag && !tag.IsEmptyElement && !tag.Id.IsEmptyElement() && Hides(tag))
            {
                _name = tag.Name;
                _depth = 1;
            }
        }

        private bool Same(HtmlTagToken tag) => string.Equals(tag.Name, _name, StringComparison.OrdinalIgnoreCase);

        private static bool Hides(HtmlTagToken tag)
        {
            if (tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Title or HtmlTagId.NoScript || tag.Name.Equals("template", StringComparison.OrdinalIgnoreCase))
                return true;
            foreach (var attribute in tag.Attributes)
            {
                if (attribute.Name.Equals("hidden", StringComparison.OrdinalIgnoreCase))
                    return true;
                if (attribute.Id == HtmlAttributeId.Style && attribute.Value is { } style && HidesByStyle(style))
                    return true;
                if (tag.Id == HtmlTagId.Font && attribute.Id == HtmlAttributeId.Color && IsWhite(attribute.Value))
                    return true;
            }

            return false;
        }

        private static bool HidesByStyle(string style)
        {
            var white = false;
            var background = false;
            foreach (var declaration in style.Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = declaration.IndexOf(':', StringComparison.Ordinal);
                if (colon < 0)
                    continue;
                var name = declaration[..colon].Trim().ToLowerInvariant();
                var value = declaration[(colon + 1)..].Replace("!important", "", StringComparison.OrdinalIgnoreCase).Trim()
                    .ToLowerInvariant();
                switch (name)
                {
                    case "display" when value == "none":
                    case "visibility" when value is "hidden" or "collapse":
                    case "opacity" when IsZero(value):
                    case "font-size" when IsZero(value) || value is "1px" or "1pt" or "0.1px":
                    case "max-height" or "max-width" when IsZero(value):
                        return true;
                    case "color":
                        white = IsWhite(value);
                        break;
                    case "background" or "background-color":
                        background = !IsWhite(value);
                        break;
                }
            }

            return white && !background;
        }

        private static bool IsZero(string value) => value.TrimEnd('p', 'x', 't', 'e', 'm', '%', 'r') is "0" or "0.0" or "0." or ".0" or "0.00";

        private static bool IsWhite(string? value) => value?.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant()
            is "white" or "#fff" or "#ffffff" or "#fefefe" or "rgb(255,255,255)" or "transparent" or "rgba(0,0,0,0)";
    }

    /// <summary>Folds white space as a browser does and breaks lines at block elements.</summary>
    private sealed class Writer
    {
        private readonly StringBuilder _text = new();
        private bool _space;

        public void Append(string data)
        {
            foreach (var c in data)
            {
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

        public void Break(HtmlTagToken tag)
        {
            switch (tag.Id)
            {
                case HtmlTagId.Br:
                    Line(1);
                    break;
                case HtmlTagId.TD or HtmlTagId.TH:
                    _space = true;
                    break;
                case HtmlTagId.LI when !tag.IsEndTag:
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

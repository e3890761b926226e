using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>The elements the reader of an HTML text stands in, and whether a person sees what is there. Follows the HTML
/// standard's tree construction as far as that matters: end tags left out, and end tags that close nothing.</summary>
internal sealed class OpenElements
{
    /// <summary>Browsers nest no deeper either.</summary>
    private const int MaxDepth = 512;

    private readonly StyleSheet _sheet;
    private readonly List<Element> _open = [];
    private readonly Dictionary<string, int> _openByName = [];
    private Look _page = Look.Page;
    private StyledElement _html = new("html", null, null);
    private StyledElement _body;
    private int _tooDeep;

    public OpenElements(StyleSheet sheet)
    {
        _sheet = sheet;
        _body = new StyledElement("body", null, _html);
    }

    /// <summary>Whether what stands here is shown.</summary>
    public bool IsShown => Top.IsShown;

    private Look Top => _open.Count > 0 ? _open[^1].Look : _page;

    public void See(HtmlTagToken tag)
    {
        var name = tag.Name.ToLowerInvariant();
        if (tag.IsEndTag)
            End(name);
        else if (!tag.Id.IsEmptyElement())
            Start(tag, name);
        else if (name == "col")
            Column(tag, name);
    }

    private void Start(HtmlTagToken tag, string name)
    {
        if (tag.Id is HtmlTagId.Html or HtmlTagId.Body)
        {
            // These are not nested: what they say holds for the page.
            if (tag.Id == HtmlTagId.Body)
                Pop("head", HtmlScope.Page);
            var page = new StyledElement(name, tag.Attributes, tag.Id == HtmlTagId.Html ? null : _html);
            (_html, _body) = tag.Id == HtmlTagId.Html ? (page, new StyledElement("body", null, page)) : (_html, page);
            _page = _page.Within(InlineStyle.Compute(tag, page, _sheet), Details.None);
            Restyle(0);
            return;
        }

        // A self-closed tag of these is meant: there is no text in it that would be missed.
        if (tag.IsEmptyElement && HtmlRules.IsNeverShown(name))
            return;

        if (tag.Id == HtmlTagId.A)
            EndFormatting(name);
        foreach (var (ended, scope) in HtmlRules.EndedBy(name))
            Pop(ended, scope);
        var element = new StyledElement(name, tag.Attributes, Parent(name));
        var style = InlineStyle.Compute(tag, element, _sheet);
        var details = name == "details" ? element.Attribute("open") is null ? Details.Closed : Details.None
            : name == "summary" && _open.Count > 0 && _open[^1].Name == "details" && _open[^1].Details == Details.Closed ? Details.Summary
            : Details.None;
        if (name == "colgroup")
            style = style with { Invisible = null };
        if (name == "dialog" && element.Attribute("open") is null)
            style = style with { Hidden = true };
        if (HtmlRules.IsNeverShown(name) || Collapses(element, style))
            style = style with { Hidden = true };
        if (_open.Count < MaxDepth)
        {
            _open.Add(new Element(name, element, style, details, Top.Within(style, details), name == "table" ? new TableColumns() : Table));
            _openByName[name] = _openByName.GetValueOrDefault(name) + 1;
            return;
        }

        // Too deep to tell apart: what is hidden here stays so until the reader is out again.
        _tooDeep++;
        _open[^1] = _open[^1] with { Look = Top.Within(style with { Invisible = style.Invisible is true ? true : null }, details) };
    }

    /// <summary>The table that the reader stands in.</summary>
    private TableColumns? Table => _open.Count > 0 ? _open[^1].Table : null;

    /// <summary>What a table's columns say of their cells.</summary>
    private void Column(HtmlTagToken tag, string name)
    {
        if (Table is not { } table)
            return;
        var element = new StyledElement(name, tag.Attributes, Parent(name));
        var group = _open[^1] is { Name: "colgroup", Style.Collapses: true };
        table.Add(element.Attribute("span"), group || InlineStyle.Compute(tag, element, _sheet).Collapses);
    }

    /// <summary>Whether an element is a row, or rows, or a cell of a column, that is taken out of its table.</summary>
    private bool Collapses(StyledElement element, InlineStyle style)
    {
        switch (element.Name)
        {
            case "tr":
                Table?.BeginRow();
                return style.Collapses;
            case "thead" or "tbody" or "tfoot":
                return style.Collapses;
            case "colgroup":
                if (element.Attribute("span") is { } span)
                    Table?.Add(span, style.Collapses);
                return false;
            case "td" or "th":
                return Table?.IsCollapsed(element.Attribute("colspan"), element.Attribute("rowspan")) == true;
            default:
                return false;
        }
    }

    private void End(string name)
    {
        if (_tooDeep > 0)
        {
            _tooDeep--;
            return;
        }

        // Text after </body> still belongs to the body.
        if (name is "body" or "html")
            return;
        if (HtmlRules.IsFormatting(name))
            EndFormatting(name);
        else
            Pop(name, HtmlRules.ScopeOf(name));
    }

    /// <summary>Closes an element and all within it, unless something that bounds the search is met first.</summary>
    private void Pop(string name, HtmlScope scope)
    {
        var at = Find(name, scope);
        if (at < 0)
            return;
        for (var i = at; i < _open.Count; i++)
            Forget(_open[i].Name);
        _open.RemoveRange(at, _open.Count - at);
    }

    /// <summary>Ends <c>b</c>, <c>font</c> and the like: blocks that began within stay open, without its look.</summary>
    private void EndFormatting(string name)
    {
        var at = Find(name, HtmlScope.Cell);
        if (at < 0)
            return;
        Forget(name);
        _open.RemoveAt(at);
        Restyle(at);
    }

    private void Forget(string name)
    {
        if (--_openByName[name] == 0)
            _openByName.Remove(name);
    }

    /// <summary>The place of the innermost such element; -1 when there is none within the scope.</summary>
    private int Find(string name, HtmlScope scope)
    {
        if (!_openByName.ContainsKey(name))
            return -1;
        for (var i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Name == name)
                return i;
            if (HtmlRules.Bounds(scope, _open[i].Name))
                return -1;
        }

        return -1;
    }

    private void Restyle(int from)
    {
        for (var i = from; i < _open.Count; i++)
            _open[i] = _open[i] with { Look = (i > 0 ? _open[i - 1].Look : _page).Within(_open[i].Style, _open[i].Details) };
    }

    /// <summary>What a selector takes for the parent: a row stands in a body of its table, also when that has no tag.</summary>
    private StyledElement Parent(string name)
    {
        var parent = _open.Count > 0 ? _open[^1].Facts : _body;
        return name == "tr" && parent.Name == "table" ? new StyledElement("tbody", null, parent) : parent;
    }

    /// <summary>What a <c>details</c> element that is closed shows: its summary.</summary>
    private enum Details
    {
        None,
        Closed,
        Summary,
    }

    private readonly record struct Element(
        string Name, StyledElement Facts, InlineStyle Style, Details Details, Look Look, TableColumns? Table);

    /// <summary>How text looks at a place, from what the elements around it say.</summary>
    private readonly record struct Look(bool Hidden, bool Invisible, bool Tiny, HtmlColor Ink, HtmlColor Paper, int Closed)
    {
        public static readonly Look Page = new(false, false, false, HtmlColor.Black, HtmlColor.White, 0);

        public bool IsShown => !Hidden && !Invisible && !Tiny && Closed == 0 && Ink.StandsOutFrom(Paper);

        public Look Within(InlineStyle style, Details details) => new(
            Hidden || style.Hidden || (style.Blend is { } vanishing && Paper.IsLike(vanishing)),
            style.Invisible ?? Invisible, style.Tiny ?? Tiny, style.Ink ?? Ink,
            style.Paper is { IsTransparent: false } paper ? paper : Paper,
            Closed + (details == Details.Closed ? 1 : details == Details.Summary ? -1 : 0));
    }
}

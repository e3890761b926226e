using System.Collections.Frozen;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>How far up an end tag looks for what it ends.</summary>
internal enum HtmlScope
{
    /// <summary>To the outermost element.</summary>
    Page,

    /// <summary>To the nearest table.</summary>
    Table,

    /// <summary>To the nearest table cell.</summary>
    Cell,

    /// <summary>To the nearest list or table cell.</summary>
    List,

    /// <summary>To the nearest block.</summary>
    Block,
}

/// <summary>The rules of the HTML standard (13.2.6, tree construction) that decide where an element ends.</summary>
internal static class HtmlRules
{
    private static readonly FrozenSet<string> Formatting = Names("a b big code em font i nobr s small strike strong tt u");
    private static readonly FrozenSet<string> TableParts = Names("caption table tbody td tfoot th thead tr");
    private static readonly FrozenSet<string> Cells = Names("caption table td template th");
    private static readonly FrozenSet<string> Lists = Names("caption dl ol table td template th ul");
    private static readonly FrozenSet<string> NeverShown =
        Names("audio canvas datalist defs desc iframe noembed noframes meter noscript progress metadata rp script style symbol template "
            + "title video");

    /// <summary>Blocks: a paragraph ends where one begins.</summary>
    private static readonly FrozenSet<string> Blocks = Names(
        "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 "
        + "h6 header hgroup hr li main menu nav ol p pre section summary table ul");

    private static readonly FrozenDictionary<string, (string Name, HtmlScope Scope)[]> Ended =
        new Dictionary<string, (string, HtmlScope)[]>
        {
            ["li"] = [("li", HtmlScope.List), ("p", HtmlScope.Cell)],
            ["dd"] = [("dd", HtmlScope.List), ("dt", HtmlScope.List), ("p", HtmlScope.Cell)],
            ["rt"] = [("rp", HtmlScope.Cell), ("rt", HtmlScope.Cell)],
            ["rp"] = [("rp", HtmlScope.Cell), ("rt", HtmlScope.Cell)],
            ["dt"] = [("dd", HtmlScope.List), ("dt", HtmlScope.List), ("p", HtmlScope.Cell)],
            ["td"] = [("td", HtmlScope.Table), ("th", HtmlScope.Table)],
            ["th"] = [("td", HtmlScope.Table), ("th", HtmlScope.Table)],
            ["tr"] = [("td", HtmlScope.Table), ("th", HtmlScope.Table), ("tr", HtmlScope.Table)],
            ["tbody"] = [("tr", HtmlScope.Table), ("tbody", HtmlScope.Table), ("thead", HtmlScope.Table)],
            ["tfoot"] = [("tr", HtmlScope.Table), ("tbody", HtmlScope.Table), ("thead", HtmlScope.Table)],
        }.ToFrozenDictionary();

    private static readonly (string Name, HtmlScope Scope)[] Paragraph = [("p", HtmlScope.Cell)];

    /// <summary>Whether an element is one of <c>b</c>, <c>font</c> and the like, which may end within a block that began in it.</summary>
    public static bool IsFormatting(string name) => Formatting.Contains(name);

    /// <summary>Whether no browser shows what stands within.</summary>
    public static bool IsNeverShown(string name) => NeverShown.Contains(name);

    /// <summary>The elements that a start tag ends.</summary>
    public static (string Name, HtmlScope Scope)[] EndedBy(string name) =>
        Ended.TryGetValue(name, out var ended) ? ended : Blocks.Contains(name) ? Paragraph : [];

    /// <summary>How far an end tag reaches.</summary>
    public static HtmlScope ScopeOf(string name) =>
        name == "table" || NeverShown.Contains(name) ? HtmlScope.Page
        : TableParts.Contains(name) ? HtmlScope.Table
        : name == "li" ? HtmlScope.List
        : Blocks.Contains(name) ? HtmlScope.Cell
        : HtmlScope.Block;

    /// <summary>Whether an element ends the search.</summary>
    public static bool Bounds(HtmlScope scope, string name) => scope switch
    {
        HtmlScope.Table => name == "table",
        HtmlScope.Cell => Cells.Contains(name),
        HtmlScope.List => Lists.Contains(name),
        HtmlScope.Block => Blocks.Contains(name) || TableParts.Contains(name),
        _ => false,
    };

    private static FrozenSet<string> Names(string names) => names.Split(' ').ToFrozenSet();
}

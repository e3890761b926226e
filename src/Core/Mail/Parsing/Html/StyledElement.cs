using MimeKit.Text;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>An element as selectors of a style sheet see it.</summary>
internal sealed class StyledElement
{
    /// <summary>Classes of one element that count.</summary>
    private const int MaxClasses = 16;

    /// <summary>Siblings before an element that are remembered.</summary>
    private const int MaxBefore = 8;

    private readonly HtmlAttributeCollection? _attributes;
    private StyledElement? _lastChild;
    private int _children;

    public StyledElement(string name, HtmlAttributeCollection? attributes, StyledElement? parent)
    {
        (Name, _attributes, Parent) = (name, attributes, parent);
        Classes = [];
        foreach (var attribute in attributes ?? Enumerable.Empty<HtmlAttribute>())
        {
            if (attribute.Id == HtmlAttributeId.Class && Classes.Length == 0)
                Classes = [.. (attribute.Value ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                    .Take(MaxClasses)];
            else if (attribute.Id == HtmlAttributeId.Id)
                Id ??= attribute.Value?.Trim().ToLowerInvariant();
        }

        if (parent is null)
            return;
        (Previous, Index) = (parent._lastChild, ++parent._children);
        parent._lastChild = this;
        var oldest = this;
        for (var i = 0; i < MaxBefore && oldest is not null; i++)
            oldest = oldest.Previous;
        if (oldest is not null)
            oldest.Previous = null;
    }

    public string Name { get; }

    public string? Id { get; }

    public IReadOnlyList<string> ClassNames => Classes;

    public StyledElement? Parent { get; }

    public StyledElement? Previous { get; private set; }

    /// <summary>The place among its siblings, from 1.</summary>
    public int Index { get; }

    private string[] Classes { get; }

    public bool HasClass(string name) => Array.IndexOf(Classes, name) >= 0;

    /// <summary>The value of an attribute; null when there is none.</summary>
    public string? Attribute(string name)
    {
        foreach (var attribute in _attributes ?? Enumerable.Empty<HtmlAttribute>())
        {
            if (attribute.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return attribute.Value ?? "";
        }

        return null;
    }
}

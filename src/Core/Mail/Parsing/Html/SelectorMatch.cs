namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Whether an element is selected. Ordered: of several conditions the least counts.</summary>
internal enum SelectorMatch
{
    No,

    /// <summary>What follows the element decides, or it would take too long to tell.</summary>
    Maybe,
    Yes,
}

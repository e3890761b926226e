using System.Globalization;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Which columns of a table are taken out of it (CSS 2.2, 17.5.5), and in which column the next cell stands.</summary>
internal sealed class TableColumns
{
    /// <summary>Browsers take no more for one cell either.</summary>
    private const int MaxSpan = 1_000;

    /// <summary>Columns that are told apart.</summary>
    private const int MaxColumns = 2_000;

    private readonly HashSet<int> _collapsed = [];

    /// <summary>Of each column, how many rows are still taken by cells above.</summary>
    private readonly Dictionary<int, int> _taken = [];

    private int _columns;
    private int _cell;

    /// <summary>Adds columns that a <c>col</c> or a <c>colgroup</c> stands for.</summary>
    public void Add(string? span, bool collapse)
    {
        for (var last = Math.Min(MaxColumns, _columns + Span(span)); _columns < last; _columns++)
        {
            if (collapse)
                _collapsed.Add(_columns);
        }
    }

    public void BeginRow()
    {
        _cell = 0;
        if (_collapsed.Count == 0)
            return;
        foreach (var column in _taken.Keys.ToList())
        {
            if (--_taken[column] <= 0)
                _taken.Remove(column);
        }
    }

    /// <summary>Places the next cell of the row.</summary>
    /// <returns>Whether all of its columns are taken out.</returns>
    public bool IsCollapsed(string? columns, string? rows)
    {
        if (_collapsed.Count == 0)
            return false;
        while (_taken.ContainsKey(_cell))
            _cell++;
        var isCollapsed = true;
        var below = Span(rows);
        for (var last = Math.Min(MaxColumns, _cell + Span(columns)); _cell < last; _cell++)
        {
            isCollapsed &= _collapsed.Contains(_cell);
            if (below > 1)
                _taken[_cell] = below;
        }

        return isCollapsed;
    }

    private static int Span(string? text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var span)
            ? Math.Clamp(span, 1, MaxSpan)
            : 1;
}

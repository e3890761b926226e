using System.Globalization;

namespace InboxMind.Core.Mail.Parsing.Html;

/// <summary>Reckons <c>calc()</c>, <c>min()</c>, <c>max()</c> and <c>clamp()</c> (CSS Values, level 4, 10), in pixels of a screen a
/// thousand wide.</summary>
internal ref struct CssSum
{
    /// <summary>Brackets within brackets.</summary>
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<char> _text;
    private readonly double _percent;
    private int _at;
    private int _depth;
    private bool _failed;

    private CssSum(ReadOnlySpan<char> text, double percent)
    {
        _text = text;
        _percent = percent;
    }

    /// <summary>The pixels; null when something in it cannot be reckoned.</summary>
    /// <param name="value">In lower case.</param>
    /// <param name="percent">The pixels of one percent.</param>
    public static double? Read(string value, double percent)
    {
        var sum = new CssSum(value, percent);
        var result = sum.Sum();
        return sum._failed || sum._at < value.Length || !double.IsFinite(result) ? null : result;
    }

    private double Sum()
    {
        var sum = Product();
        while (!_failed)
        {
            if (Take('+'))
                sum += Product();
            else if (Take('-'))
                sum -= Product();
            else
                break;
        }

        return sum;
    }

    private double Product()
    {
        var product = Term();
        while (!_failed)
        {
            if (Take('*'))
                product *= Term();
            else if (Take('/'))
                product /= Term();
            else
                break;
        }

        return product;
    }

    private double Term()
    {
        Skip();
        var from = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || (_text[_at] == '-' && (_at > from || IsPrefix()))))
            _at++;
        var name = _text[from.._at];
        if (Take('('))
            return Function(name);
        _at = from;
        if (_at < _text.Length && _text[_at] is '+' or '-')
            _at++;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        var number = _text[from.._at];
        from = _at;
        while (_at < _text.Length && (char.IsAsciiLetter(_text[_at]) || _text[_at] == '%'))
            _at++;
        var unit = _text[from.._at];
        if (double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (unit.SequenceEqual("%") ? value * _percent : CssLength.Pixels(value, unit.ToString())) is { } pixels)
            return pixels;
        _failed = true;
        return 0;
    }

    private double Function(ReadOnlySpan<char> name)
    {
        if (++_depth > MaxDepth)
        {
            _failed = true;
            return 0;
        }

        var (first, least, most, count) = (Sum(), 0.0, 0.0, 1);
        (least, most) = (first, first);
        var clamped = first;
        while (!_failed && Take(','))
        {
            var next = Sum();
            count++;
            (least, most) = (Math.Min(least, next), Math.Max(most, next));
            clamped = count == 2 ? Math.Max(clamped, next) : Math.Max(first, Math.Min(clamped, next));
        }

        _depth--;
        _failed |= !Take(')');
        switch (name)
        {
            case "" or "calc" or "-webkit-calc" when count == 1:
                return first;
            case "min":
                return least;
            case "max":
                return most;
            case "clamp" when count == 3:
                return clamped;
            default:
                _failed = true;
                return 0;
        }
    }

    /// <summary>Whether a browser's own name begins here: <c>-webkit-calc</c>.</summary>
    private readonly bool IsPrefix() => _at + 1 < _text.Length && char.IsAsciiLetter(_text[_at + 1]);

    private bool Take(char c)
    {
        Skip();
        if (_at >= _text.Length || _text[_at] != c)
            return false;
        _at++;
        return true;
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            _at++;
    }
}

using System.Collections.Frozen;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>What <see cref="LooseDate"/> has found in a text so far.</summary>
internal sealed class LooseDateParts
{
    /// <summary>Zones by name, in minutes east of UTC (RFC 5322, 4.3, and those that systems write).</summary>
    private static readonly FrozenDictionary<string, int> Zones = new Dictionary<string, int>
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["WET"] = 0,
        ["WEST"] = 60,
        ["WEDT"] = 60,
        ["BST"] = 60,
        ["CET"] = 60,
        ["MET"] = 60,
        ["MEZ"] = 60,
        ["MEWT"] = 60,
        ["SWT"] = 60,
        ["FWT"] = 60,
        ["CEST"] = 120,
        ["CEDT"] = 120,
        ["MEST"] = 120,
        ["MESZ"] = 120,
        ["EET"] = 120,
        ["SAST"] = 120,
        ["IDT"] = 180,
        ["EEST"] = 180,
        ["MSK"] = 180,
        ["MSD"] = 240,
        ["TRT"] = 180,
        ["PKT"] = 300,
        ["ICT"] = 420,
        ["WIB"] = 420,
        ["HKT"] = 480,
        ["SGT"] = 480,
        ["AWST"] = 480,
        ["JST"] = 540,
        ["KST"] = 540,
        ["AEST"] = 600,
        ["AEDT"] = 660,
        ["NZST"] = 720,
        ["NZDT"] = 780,
        ["NST"] = -210,
        ["AST"] = -240,
        ["ADT"] = -180,
        ["EST"] = -300,
        ["EDT"] = -240,
        ["CST"] = -360,
        ["CDT"] = -300,
        ["MST"] = -420,
        ["MDT"] = -360,
        ["PST"] = -480,
        ["PDT"] = -420,
        ["AKST"] = -540,
        ["AKDT"] = -480,
        ["HST"] = -600,
        ["BRT"] = -180,
        ["ART"] = -180,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly List<(int Value, int Digits, char After)> _numbers = [];

    /// <summary>Words that name a month, each with how many numbers stand before it.</summary>
    private readonly List<(int Month, int Before, bool AfterNumber)> _months = [];

    private (int Hours, int Minutes, int Seconds)? _time;
    private int? _offset;
    private long? _unix;
    private bool _afternoon, _forenoon, _afterNumber, _zoneIsName;

    public bool HasTime => _time is not null;

    public bool HasZone => _offset is not null && !_zoneIsName;

    public bool HasYear => _numbers.Exists(static n => n.Digits >= 3) || (_months.Count > 0 && _numbers.Count >= 2) || _numbers.Count >= 3;

    /// <summary>Whether a day was found, and no number that a dot joins to the next one.</summary>
    public bool MayHaveDottedTime => _numbers.Count > 0 && _numbers[^1].After != '.';

    /// <summary>Whether there is a month's name, a day and a year, were it one that the month does not have.</summary>
    public bool HasNamedDay => _months.Count > 0 && _numbers.Count >= 2 && _numbers.Exists(static n => n.Digits == 4
        && n.Value is > 1900 and < 2100);

    public bool IsEmpty => _numbers.Count == 0 && _months.Count == 0 && _time is null;

    public void Word(ReadOnlySpan<char> word)
    {
        var afterNumber = _afterNumber;
        _afterNumber = false;
        switch (word)
        {
            case "年" or "월" or "月" or "日" or "년" or "일" or "T" or "t":
                return;
            case "DST" when _zoneIsName:
                _offset += 60;
                return;
            case "PM" or "pm" or "Pm" or "P" or "p" or "下午" or "午後" or "오후" or "晚上":
                _afternoon = true;
                return;
            case "AM" or "am" or "Am" or "A" or "a" or "上午" or "午前" or "오전" or "早上":
                _forenoon = true;
                return;
        }

        if (MonthNames.Find(word) is var month and > 0)
        {
            _months.Add((month, _numbers.Count, afterNumber));
        }
        else if (_time is not null && _offset is null && Zones.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var zone))
        {
            _offset = zone;
            _zoneIsName = true;
        }
    }

    public void Number(int value, int digits, char after)
    {
        _numbers.Add((value, digits, after));
        _afterNumber = true;
    }

    public void SetTime(int hours, int minutes, int seconds) => (_time, _afterNumber) = ((hours, minutes, Math.Min(seconds, 59)), false);

    public void SetOffset(int minutes)
    {
        // "GMT +0100" means the number.
        if (!HasZone)
            (_offset, _zoneIsName) = (minutes, false);
    }

    public void SetUnix(long seconds) => _unix = seconds;

    /// <summary>20260311.</summary>
    public void SetCompact(int number)
    {
        Number(number / 10_000, 4, '-');
        Number(number / 100 % 100, 2, '-');
        Number(number % 100, 2, '\0');
    }

    public DateTimeOffset? ToDate(DateTimeOffset? near)
    {
        if (_unix is { } seconds)
            return seconds <= 253_402_300_799 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        DateTimeOffset? best = null;
        foreach (var (year, month, day) in Days())
        {
            if (Make(year, month, day) is { } date && (best is null || (near is { } n && (date - n).Duration() < (best.Value - n).Duration(
                ))))
                best = date;
        }

        return best;
    }

    /// <summary>The days it may mean, the likeliest first.</summary>
    private IEnumerable<(int Year, int Month, int Day)> Days()
    {
        if (_months.Count > 0)
        {
            // "mar. 10 mars": the month stands beside its day.
            var at = _months.FindLastIndex(static m => m.AfterNumber);
            var (month, before, _) = _months[at >= 0 ? at : _months.Count - 1];
            if (_numbers.Count < 2)
                yield break;
            var day = before > 0 && IsDay(_numbers[before - 1]) ? before - 1 : before < _numbers.Count && IsDay(_numbers[before]) ? before
                : -1;
            if (day < 0)
                yield break;
            for (var i = 0; i < _numbers.Count; i++)
            {
                if (i != day && _numbers[i].Digits >= 2)
                    yield return (Year(_numbers[i]), month, _numbers[day].Value);
            }

            yield break;
        }

        if (_numbers.Count < 3)
            yield break;
        var (a, b, c) = (_numbers[0], _numbers[1], _numbers[2]);
        if (a.Digits == 4)
        {
            yield return (Year(a), b.Value, c.Value);
            yield break;
        }

        // 12/31/2010 10:15 PM is American; 31.12.2010 and 31/12/2010 are not.
        var dayFirst = a.After is '.' or '-' || !(_afternoon || _forenoon);
        if (dayFirst)
            yield return (Year(c), b.Value, a.Value);
        yield return (Year(c), a.Value, b.Value);
        if (!dayFirst)
            yield return (Year(c), b.Value, a.Value);
    }

    private static bool IsDay((int Value, int Digits, char After) number) => number is { Digits: <= 2, Value: >= 1 and <= 31 };

    /// <summary>Two digits as RFC 5322, 4.3 reads them, three as those of a clock that counts from 1900.</summary>
    private static int Year((int Value, int Digits, char After) number) => number.Digits switch
    {
        <= 2 => number.Value + (number.Value < 50 ? 2000 : 1900),
        3 => number.Value + 1900,
        _ => number.Value,
    };

    private DateTimeOffset? Make(int year, int month, int day)
    {
        if (year is < 1 or > 9998 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        var (hours, minutes, seconds) = _time ?? default;
        if (_afternoon && hours < 12)
            hours += 12;
        else if (_forenoon && hours == 12)
            hours = 0;
        var date = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero) + new TimeSpan(hours, minutes, seconds);
        return year > 1 ? date - TimeSpan.FromMinutes(_offset ?? 0) : date;
    }
}

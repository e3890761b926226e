using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using UtfUnknown;

namespace InboxMind.Core.Mail.Parsing.Charsets;

/// <summary>Decides in which charset bytes are written: what is said of them is checked against them.</summary>
internal static partial class TextCharset
{
    private const int Latin1CodePage = 28591, AsciiCodePage = 20127, Utf8CodePage = 65001, Latin5CodePage = 28599;

    /// <summary>Bytes in which letters are counted, and those a charset is detected from.</summary>
    private const int MaxLooked = 64 * 1024, MaxDetected = 4 * 1024;

    /// <summary>A text in another script than the Latin one has at least this share of its letters beyond ASCII.</summary>
    private const double OtherScript = 0.5;

    /// <summary>Fewer letters beyond ASCII tell nothing about Latin charsets.</summary>
    private const int EnoughLatin = 8;

    private const byte Escape = 0x1B;

    private const float SureLatin = 0.8f, SureScript = 0.4f;

    /// <summary>So many characters of several bytes are UTF-8 by no chance, not even in a text of another charset of several
    /// bytes.</summary>
    private const int EnoughUtf8 = 4;

    private static readonly Encoding Windows1252 = Get(1252);

    /// <summary>Decides as it was decided when the digests of stored mail were made. Must never change.</summary>
    public static Encoding ForDigest(ReadOnlySpan<byte> bytes, Encoding? declared) => declared switch
    {
        null or { CodePage: AsciiCodePage } => Utf8.IsValid(bytes) ? Encoding.UTF8 : Windows1252,
        { CodePage: Latin1CodePage } => Windows1252,
        _ => declared,
    };

    /// <summary>Decides for a text.</summary>
    /// <param name="bytes">The text.</param>
    /// <param name="declared">What is said of it; null when nothing, or nothing known, is.</param>
    public static Encoding Choose(ReadOnlySpan<byte> bytes, Encoding? declared)
    {
        if (bytes.StartsWith("\uFEFF"u8))
            return Encoding.UTF8;
        if (bytes.Length % 2 == 0 && bytes.Length > 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
            return bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        if (Ascii.IsValid(bytes))
            return bytes.Contains(Escape) && IsIso2022Jp(bytes) && IsSilent(declared) ? Get(50220) : declared ?? Encoding.UTF8;
        if (Utf8.IsValid(bytes))
            return declared is null || IsSilent(declared) || declared.IsSingleByte || IsUtf8AgainstAll(bytes, declared) ? Encoding.UTF8
                : Wider(declared);
        if (declared is { IsSingleByte: true } && !IsSilent(declared))
            return declared.CodePage is 1252 && IsOtherScript(bytes) ? Detect(bytes) ?? declared : Wider(declared);
        if (declared is not null && !IsSilent(declared))
            return IsValid(bytes, Wider(declared)) ? Wider(declared) : Detect(bytes) ?? Wider(declared);
        if (declared is { CodePage: Latin1CodePage } && !IsOtherScript(bytes))
            return Windows1252;
        return declared is { CodePage: Utf8CodePage } && IsDamagedUtf8(bytes) ? Encoding.UTF8 : Detect(bytes) ?? Windows1252;
    }

    /// <summary>Decides for bytes that stand raw in a header.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="body">The charset of the mail's body; null when it says none.</param>
    public static Encoding ChooseRaw(ReadOnlySpan<byte> bytes, Encoding? body)
    {
        if (Utf8.IsValid(bytes))
            return bytes.Contains(Escape) && IsIso2022Jp(bytes) ? Get(50220) : Encoding.UTF8;
        return body is not null && !IsSilent(body) && IsValid(bytes, Wider(body)) && !(body.CodePage == 1252 && IsOtherScript(bytes))
            ? Wider(body)
            : Detect(bytes) ?? Windows1252;
    }

    /// <summary>A charset by a name that may be misspelt; null when there is none such.</summary>
    public static Encoding? Find(string? name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > 60)
            return null;
        var clean = name.Trim(' ', '"', '\'', ';', '<', '>').ToLowerInvariant().Replace('_', '-');
        if (clean.StartsWith("utf-8", StringComparison.Ordinal) || clean.StartsWith("utf8", StringComparison.Ordinal)
            || clean is "x-utf-8" or "unicode-utf8")
            return Encoding.UTF8;
        if (ByName(clean) is { } known)
            return known;
        if (clean.StartsWith("x-", StringComparison.Ordinal) && ByName(clean[2..]) is { } experimental)
            return experimental;
        if (IsoName().Match(clean) is { Success: true } iso)
            return ByName($"iso-8859-{iso.Groups[1].Value}");
        if (PageName().Match(clean) is { Success: true } page)
            return ByNumber(int.Parse(page.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
        return clean switch
        {
            "ansi" or "latin1" or "latin-1" or "default" or "western" => Windows1252,
            "gbk" or "x-gbk" or "cn-gb" or "gb-2312" or "euc-cn" or "chinese" => Get(54936),
            "cn-big5" or "x-x-big5" or "big5-hkscs" or "big-5" or "big5hkscs" => Get(950),
            "x-sjis" or "sjis" or "shift-jis" or "windows-31j" or "ms-kanji" or "cswindows31j" => Get(932),
            "euc-kr" or "ksc5601" or "ks-c-5601" or "ks-c-5601-1987" or "ksc-5601" or "uhc" or "korean" => Get(949),
            "koi8" or "koi8r" or "koi-8-r" or "cskoi8r" => Get(20866),
            "koi8u" or "koi8-ru" => Get(21866),
            "tis-620" or "tis620" => Get(874),
            _ => null,
        };
    }

    public static bool IsUtf7(string? name) => name?.Trim(' ', '"').ToLowerInvariant() is "utf-7" or "utf7" or "unicode-1-1-utf-7"
        or "x-unicode-1-1-utf-7" or "unicode-2-0-utf-7" or "x-unicode-2-0-utf-7" or "csunicode11utf7";

    private static Encoding? ByName(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding? ByNumber(int page)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static Encoding Get(int page) => CodePagesEncodingProvider.Instance.GetEncoding(page)!;

    /// <summary>Whether it says no more than a program's default does.</summary>
    private static bool IsSilent(Encoding? declared) => declared is null or { CodePage: AsciiCodePage or Utf8CodePage or Latin1CodePage };

    /// <summary>The charset that has all of another and more, and is meant by its name.</summary>
    private static Encoding Wider(Encoding encoding) => encoding.CodePage switch
    {
        Latin1CodePage => Windows1252,
        Latin5CodePage => Get(1254),
        936 or 20936 or 51936 => Get(54936),
        51949 => Get(949),
        _ => encoding,
    };

    private static bool IsUtf8AgainstAll(ReadOnlySpan<byte> bytes, Encoding declared) =>
        declared.CodePage is not (1200 or 1201 or 12000 or 12001)
            && (!IsValid(bytes, Wider(declared)) || Encoding.UTF8.GetCharCount(bytes) is var characters
                && bytes.Length - characters >= EnoughUtf8 * 2);

    /// <summary>Whether the bytes are UTF-8 but for a few that were lost or broken.</summary>
    private static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        int good = 0, bad = 0;
        while (!bytes.IsEmpty)
        {
            var done = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
            if (done != OperationStatus.Done)
                bad++;
            else if (rune.Value > 127)
                good++;
            bytes = bytes[length..];
        }

        return good > bad * 2;
    }

    private static bool IsValid(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        if (encoding.IsSingleByte)
            return true;
        try
        {
            var strict = (Encoding)encoding.Clone();
            strict.DecoderFallback = DecoderFallback.ExceptionFallback;
            strict.GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static bool IsIso2022Jp(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("\u001B$B"u8) >= 0 || bytes.IndexOf("\u001B$@"u8) >= 0 || bytes.IndexOf("\u001B(J"u8) >= 0;

    /// <summary>Whether most letters are beyond ASCII.</summary>
    private static bool IsOtherScript(ReadOnlySpan<byte> bytes)
    {
        var high = 0;
        var letters = 0;
        foreach (var b in bytes)
        {
            if (b >= 0x80)
                high++;
            else if (char.IsAsciiLetter((char)b))
                letters++;
        }

        return high >= 3 && high >= OtherScript * (high + letters);
    }

    /// <summary>Tells a charset from the bytes alone; null when they do not tell.</summary>
    private static Encoding? Detect(ReadOnlySpan<byte> bytes)
    {
        var looked = bytes[..Math.Min(MaxLooked, bytes.Length)];
        var isOther = IsOtherScript(looked);
        if (!isOther && looked.Length - Count(looked) < EnoughLatin)
            return null;

        // Detection is dear; what stands before the first letter beyond ASCII tells nothing.
        var some = bytes[Math.Max(0, bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF))..];
        some = some[..Math.Min(MaxDetected, some.Length)];
        var found = CharsetDetector.DetectFromBytes(some.ToArray()).Detected;
        if (found?.Encoding is not { } encoding || found.Confidence < (isOther ? SureScript : SureLatin))
            return null;
        return encoding.CodePage is Utf8CodePage or AsciiCodePage or Latin1CodePage ? null : Wider(encoding);
    }

    private static int Count(ReadOnlySpan<byte> bytes)
    {
        var ascii = 0;
        foreach (var b in bytes)
            ascii += b < 0x80 ? 1 : 0;
        return ascii;
    }

    [GeneratedRegex(@"\A(?:iso)?-?8859-?([0-9]{1,2})(?:-[ie])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex IsoName();

    [GeneratedRegex(@"\A(?:x-)?(?:cp|windows|win|ibm|dos|ansi|ms|codepage)-?([0-9]{3,5})\z", RegexOptions.CultureInvariant)]
    private static partial Regex PageName();
}

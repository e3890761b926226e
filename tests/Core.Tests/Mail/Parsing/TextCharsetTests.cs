using System.Text;
using InboxMind.Core.Mail.Parsing.Charsets;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class TextCharsetTests
{
    static TextCharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", "windows-1252", "Der Flötenkurs beginnt um zehn, es gibt noch Plätze für Anfänger.")]
    [InlineData("utf-8", "windows-1251", "Собрание перенесли на пятницу, приходите к девяти.")]
    [InlineData("us-ascii", "koi8-r", "Мы встретимся у моста завтра вечером.")]
    [InlineData("iso-8859-1", "utf-8", "Le café est déjà fermé — à demain.")]
    [InlineData("windows-1252", "utf-8", "Der Preis beträgt 12 € je Stück.")]
    [InlineData("koi8-r", "utf-8", "Ключи у соседки.")]
    [InlineData("gb2312", "utf-8", "会议改到星期五上午九点，请带上图纸。")]
    [InlineData("gb2312", "gb18030", "镕基先生的信已经收到。")]
    [InlineData("euc-cn", "gb18030", "镕基先生的信已经收到。")]
    [InlineData("big5", "big5", "鑰匙在隔壁。")]
    [InlineData("iso-2022-jp", "iso-2022-jp", "鍵は隣の家にあります。")]
    [InlineData("us-ascii", "iso-2022-jp", "鍵は隣の家にあります。")]
    [InlineData("iso-8859-1", "windows-1251", "Ключи лежат под ковриком у двери.")]
    [InlineData("x-unknown", "windows-1252", "Gruß aus Köln")]
    [InlineData("win-1251", "windows-1251", "Ключи у соседки.")]
    [InlineData("koi8r", "koi8-r", "Ключи у соседки.")]
    [InlineData("utf8", "utf-8", "Schlüssel")]
    [InlineData("utf_8", "utf-8", "Schlüssel")]
    [InlineData("iso8859_15", "iso-8859-15", "12 €")]
    [InlineData("cp-850", "ibm850", "Schlüssel")]
    [InlineData("ks_c_5601-1987", "ks_c_5601-1987", "열쇠는 옆집에 있습니다.")]
    [InlineData("shift_jis", "shift_jis", "鍵は隣の家にあります。")]
    [InlineData("gbk", "gb18030", "钥匙在隔壁。")]
    [InlineData("\"utf-8\"", "utf-8", "Schlüssel")]
    public void Read_TextWhoseCharsetIsSaidWronglyOrOddly_IsWhatWasWritten(string said, string written, string text)
    {
        byte[] head = Encoding.ASCII.GetBytes($"From: a@x.example\nContent-Type: text/plain; charset={said}\n"
            + $"Content-Transfer-Encoding: 8bit\n\n");

        TestMail.Read([.. head, .. Encoding.GetEncoding(written).GetBytes(text)]).Message.Text.ShouldBe(text);
    }

    [Theory]
    [InlineData("utf-16", "\u00ff\u00fes\u0000o\u0000")]
    [InlineData("us-ascii", "\u00ef\u00bb\u00bfso")]
    [InlineData("utf-7", "s+AG8-")]
    [InlineData("unicode-1-1-utf-7", "s+AG8")]
    public void Read_OddForms_AreRead(string said, string bytes) =>
        TestMail.Read(Encoding.Latin1.GetBytes($"From: a@x.example\nContent-Type: text/plain; charset={said}\n"
            + $"Content-Transfer-Encoding: binary\n\n{bytes}"))
            .Message.Text.ShouldBe("so");

    [Theory]
    [InlineData("Hi Mom +2Dzd8A- !", "Hi Mom \ud83c\uddf0 !")]
    [InlineData("a +- b +AOkA6Q-.", "a + b \u00e9\u00e9.")]
    [InlineData("+", "")]
    [InlineData("Az09+APwA/A-+-+//8-", "Az09\u00fc\u00fc+\uffff")]
    [InlineData("+AGEAYg.+AGM-d", "ab.cd")]
    [InlineData("+AGEAegBBAFoAMAA5-", "azAZ09")]
    [InlineData("plain", "plain")]
    public void Utf7_Text_IsDecoded(string text, string expected) => Utf7Text.Decode(text).ShouldBe(expected);

    [Theory]
    [InlineData("Content-Type: text/plain; charset=utf-8\n\n\u00ef\u00bb\u00bf", "T\u00c3\u00bcr \u008d")]
    [InlineData("Content-Type: text/plain; charset=utf-16\n\n\u00ff\u00fe", "T\u0000\u00fc\u0000r\u0000 \u0000\u0000\u00d8")]
    [InlineData("\u00ef\u00bb\u00bf", "T\u00c3\u00bcr \u008d")]
    public void Read_TextWithAMarkAndABrokenByte_IsReadButForTheByte(string begin, string text) =>
        TestMail.Read(Encoding.Latin1.GetBytes("From: a@x.example\nContent-Transfer-Encoding: 8bit\n"
            + (begin.StartsWith('C') ? "" : "\n") + begin + text)).Message.Text.ShouldStartWith("Tür \ufffd");

    [Fact]
    public void Read_Utf8WithAFewBrokenBytes_StaysUtf8() =>
        TestMail.Read(Encoding.Latin1.GetBytes(
            "From: a@x.example\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
            + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("Schlüssel, Tür, Gärten, Öfen")) + "\u00c3 x"))
            .Message.Text.ShouldStartWith("Schlüssel, Tür, Gärten, Öfen");

    [Theory]
    [InlineData("utf-8", 65001)]
    [InlineData(" 'UTF8-nonsense' ", 65001)]
    [InlineData("<x-utf-8>;", 65001)]
    [InlineData("unicode-utf8", 65001)]
    [InlineData("x-koi8-r", 20866)]
    [InlineData("8859-2", 28592)]
    [InlineData("iso88598-i", 28598)]
    [InlineData("iso-8859-8-e", 28598)]
    [InlineData("x-cp1251", 1251)]
    [InlineData("windows1251", 1251)]
    [InlineData("dos-866", 866)]
    [InlineData("ANSI", 1252)]
    [InlineData("latin_1", 1252)]
    [InlineData("big5-hkscs", 950)]
    [InlineData("sjis", 932)]
    [InlineData("uhc", 949)]
    [InlineData("koi8", 20866)]
    [InlineData("koi8-ru", 21866)]
    [InlineData("tis620", 874)]
    public void Find_NameOfAnOddForm_IsTheCharset(string name, int page) => TextCharset.Find(name)!.CodePage.ShouldBe(page);

    [Theory]
    [InlineData("ansi latin1 latin-1 default western", 1252, "Grüße")]
    [InlineData("gbk x-gbk cn-gb gb-2312 euc-cn chinese", 54936, "你好")]
    [InlineData("cn-big5 x-x-big5 big5-hkscs big-5 big5hkscs", 950, "鑰匙")]
    [InlineData("x-sjis sjis shift-jis windows-31j ms-kanji cswindows31j", 932, "鍵は隣")]
    [InlineData("euc-kr ksc5601 ks-c-5601 ks-c-5601-1987 ksc-5601 uhc korean", 949, "열쇠")]
    [InlineData("koi8 koi8r koi-8-r cskoi8r", 20866, "Ключи")]
    [InlineData("koi8u koi8-ru", 21866, "Ключі")]
    [InlineData("tis-620 tis620", 874, "กุญแจ")]
    public void Find_EachNameOfACharset_ReadsItsText(string names, int page, string text)
    {
        foreach (var name in names.Split(' '))
            TextCharset.Find(name).ShouldNotBeNull(name).GetString(Encoding.GetEncoding(page).GetBytes(text)).ShouldBe(text, name);
    }

    [Theory]
    [InlineData("utf-7 utf7 unicode-1-1-utf-7 x-unicode-1-1-utf-7 unicode-2-0-utf-7 x-unicode-2-0-utf-7 csUnicode11UTF7")]
    public void IsUtf7_EachOfItsNames_IsOne(string names) => names.Split(' ').ShouldAllBe(static n => TextCharset.IsUtf7(n));

    [Theory]
    [InlineData(60)]
    [InlineData(61)]
    public void Find_LongName_IsLookedForToABound(int length) =>
        (TextCharset.Find("utf-8".PadRight(length, 'x')) is null).ShouldBe(length > 60);

    [Theory]
    [InlineData("utf-7", true)]
    [InlineData("\"UTF-7\" ", true)]
    [InlineData("utf-8", false)]
    [InlineData(null, false)]
    public void IsUtf7_Name_IsToldWhateverItsCase(string? name, bool isUtf7) => TextCharset.IsUtf7(name).ShouldBe(isUtf7);

    [Theory]
    [InlineData("\u00ff\u00fea\u0000", null, 1200)]
    [InlineData("\u00fe\u00ff\u0000a", null, 1201)]
    [InlineData("\u00ff\u00fe\u0000", null, 1252)]
    [InlineData("\u00ff\u00fe", null, 1252)]
    [InlineData("plain", "utf-16", 1200)]
    [InlineData("plain", "iso-8859-2", 28592)]
    [InlineData("plain", null, 65001)]
    [InlineData("\u001b$B0!", "iso-8859-1", 50220)]
    [InlineData("\u001b$@0!", null, 50220)]
    [InlineData("\u001b(J0!", null, 50220)]
    [InlineData("\u001b$B0!", "koi8-r", 20866)]
    [InlineData("\u001b[1m", null, 65001)]
    [InlineData("Gr\u00fc\u00dfe", "iso-8859-9", 1254)]
    [InlineData("Gr\u00fc\u00dfe", "windows-1252", 1252)]
    [InlineData("Gr\u00fc\u00dfe", "iso-8859-1", 1252)]
    [InlineData("\u00c4\u00e3\u00ba\u00c3", "gb2312", 54936)]
    [InlineData("\u00b0\u00a1", "euc-kr", 949)]
    [InlineData("\u00c3\u00bc", "big5", 950)]
    [InlineData("\u00c3\u00bc", "utf-16", 1200)]
    [InlineData("\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc", "big5", 950)]
    [InlineData("\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc", "big5", 65001)]
    [InlineData("\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc\u00c3\u00bc", "utf-16", 1200)]
    [InlineData("abcdefg\u00fc\u0080\u0081h", "utf-8", 1252)]
    [InlineData("\u00c3\u00bc \u00c3\u00b6 \u00c3\u00a4 \u00c3", "utf-8", 65001)]
    [InlineData("abcdefgh \u00c3\u00bc \u00c3\u00b6 \u00c3", "utf-8", 1252)]
    [InlineData("abcdefgh \u00c3\u00bc \u00c3\u00b6 \u00c3\u00a4 \u00c3", null, 1252)]
    public void Choose_BytesAndWhatIsSaidOfThem_DecideTogether(string bytes, string? declared, int page) =>
        TextCharset.Choose(Encoding.Latin1.GetBytes(bytes), declared is null ? null : Encoding.GetEncoding(declared)).CodePage
            .ShouldBe(page);

    [Theory]
    [InlineData("Gr\u00fc\u00dfe", null, 1252)]
    [InlineData("Gr\u00c3\u00bc\u00c3\u009fe", "koi8-r", 65001)]
    [InlineData("Gr\u00fc\u00dfe", "iso-8859-9", 1254)]
    [InlineData("Gr\u00fc\u00dfe", "utf-8", 1252)]
    [InlineData("\u001b$B0!", "koi8-r", 50220)]
    [InlineData("\u001b[1m", null, 65001)]
    public void ChooseRaw_BytesOfAHeader_AreOfTheBodysCharsetUnlessTheyTellAnother(string bytes, string? body, int page) =>
        TextCharset.ChooseRaw(Encoding.Latin1.GetBytes(bytes), body is null ? null : Encoding.GetEncoding(body)).CodePage.ShouldBe(page);

    [Theory]
    [InlineData("no-such-charset")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("cp99999")]
    [InlineData("cp\u0661\u0662\u0665\u0662")]
    [InlineData("iso-8859-99")]
    public void Find_NoSuchName_IsNull(string? name) => TextCharset.Find(name).ShouldBeNull();
}

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
    [InlineData("no-such-charset")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("cp99999")]
    [InlineData("cp\u0661\u0662\u0665\u0662")]
    [InlineData("iso-8859-99")]
    public void Find_NoSuchName_IsNull(string? name) => TextCharset.Find(name).ShouldBeNull();
}

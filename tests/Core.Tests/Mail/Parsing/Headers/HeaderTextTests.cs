using System.Text;

namespace InboxMind.Core.Tests.Mail.Parsing.Headers;

public sealed class HeaderTextTests
{
    static HeaderTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("koi8-r", "Ключи у соседки")]
    [InlineData("windows-1251", "Ключи у соседки")]
    [InlineData("gb2312", "钥匙在隔壁")]
    [InlineData("big5", "鑰匙在隔壁")]
    [InlineData("shift_jis", "鍵は隣")]
    [InlineData("iso-8859-2", "Klíče u sousedů")]
    [InlineData("windows-1252", "Schlüssel")]
    [InlineData("utf-8", "Schlüssel")]
    [InlineData("iso-2022-jp", "鍵は隣")]
    public void Read_RawBytesInHeaders_AreReadInTheBodysCharset(string charset, string text)
    {
        var encoding = Encoding.GetEncoding(charset);
        byte[] raw =
        [
            .. "From: "u8, .. encoding.GetBytes(text), .. " <a@x.example>\nSubject: "u8, .. encoding.GetBytes(text),
            .. Encoding.ASCII.GetBytes($"\nContent-Type: text/plain; charset={charset}\n\n"), .. encoding.GetBytes(text),
        ];

        var message = TestMail.Read(raw).Message;

        message.Subject.ShouldBe(text);
        message.Sender.ShouldBe(new MailAddress(text, "a@x.example"));
    }

    [Fact]
    public void Read_RawBytesInHeadersOfASilentMail_AreDetected()
    {
        var text = Encoding.GetEncoding("koi8-r").GetBytes("Подтверждение заказа и доставка в пятницу");

        TestMail.Read([.. "From: a@x.example\nSubject: "u8, .. text, .. "\n\nx"u8]).Message.Subject.ShouldBe(
            "Подтверждение заказа и доставка в пятницу");
    }

    [Theory]
    [InlineData("=?utf-8?Q?Fl=C3=B6te?=", "Flöte")]
    [InlineData("=?iso-8859-1?Q?Fl=C3=B6te?=", "Flöte")]
    [InlineData("=?utf-8?Q?Fl=F6te?=", "Flöte")]
    [InlineData("=?utf-8?Q?=3D=3Futf-8=3FQ=3FFl=C3=B6te_hier=3F=3D?=", "Flöte hier")]
    [InlineData("=?utf8?Q?Fl=C3=B6te?=", "Flöte")]
    [InlineData("=?win-1252?Q?Fl=F6te?=", "Flöte")]
    [InlineData("=?utf-8?Q?Fl=C3?= =?utf-8?Q?=B6te?=", "Flöte")]
    [InlineData("=?utf-8?B?RmzD?= =?utf-8?B?tnRl?=", "Flöte")]
    [InlineData("=?utf-8?B?Rmz?=\n =?utf-8?B?DtnRl?=", "Flöte")]
    [InlineData("=?utf-8?Q?=3D=3Futf-8=3FQ=3FFl=3DC3=3DB6te=3F=3D?=", "Flöte")]
    [InlineData("=?utf-8?B?PT91dGYtOD9RP0ZsPUMzPUI2dGU/PQ==?=", "Flöte")]
    [InlineData("Re: =?utf-8?Q?Fl=C3=B6te und Horn?= x", "Re: Flöte und Horn x")]
    [InlineData("=?utf-7?Q?Fl+APY-te?=", "Flöte")]
    [InlineData("=?utf-8*de?Q?Fl=C3=B6te?=", "Flöte")]
    [InlineData("=?x?y?z?=", "=?x?y?z?=")]
    [InlineData("1 =? 2 ?= 3", "1 =? 2 ?= 3")]
    public void Read_EncodedWordsOfOddForms_AreRead(string raw, string subject) =>
        TestMail.Message($"From: a@x.example\nSubject: {raw}\n\nx").Subject.ShouldBe(subject);

    [Fact]
    public void Read_NameWithAComma_StaysOneAddress() =>
        TestMail.Message("From: =?iso-8859-1?Q?M=C3=BCller=2C_Anna?= <a@x.example>, b@x.example\n\nx").From
            .ShouldBe([new MailAddress("Müller, Anna", "a@x.example"), new MailAddress("", "b@x.example")]);

    [Theory]
    [InlineData("m..presto@x.example", "", "m..presto@x.example")]
    [InlineData("Otto <.otto.@x.example>", "Otto", ".otto.@x.example")]
    [InlineData("\"Otto Berg\" <otto@@x.example>", "Otto Berg", "otto@@x.example")]
    [InlineData("Otto [Berg] <otto@x.example>", "Otto [Berg]", "otto@x.example")]
    [InlineData("Otto <mailto:otto..berg@x.example>", "Otto", "otto..berg@x.example")]
    [InlineData("otto..berg@x.example (Otto Berg)", "Otto Berg", "otto..berg@x.example")]
    [InlineData("Otto Berg otto..berg@x.example", "Otto Berg", "otto..berg@x.example")]
    [InlineData("MAILTO:otto..berg@x.example", "", "otto..berg@x.example")]
    [InlineData("'Otto' <otto..berg@x.example", "Otto", "otto..berg@x.example")]
    [InlineData("[otto..berg@x.example];", "", "otto..berg@x.example")]
    [InlineData("\"Berg, Otto\" <otto..berg@x.example>", "Berg, Otto", "otto..berg@x.example")]
    [InlineData("Otto \\, Berg <otto..berg@x.example>", "Otto \\, Berg", "otto..berg@x.example")]
    [InlineData("@ @x x@ otto..berg@x.example", "@ @x x@", "otto..berg@x.example")]
    public void Read_AddressTheGrammarRefuses_IsKept(string raw, string name, string address) =>
        TestMail.Message($"From: {raw}\n\nx").Sender.ShouldBe(new MailAddress(name, address));

    [Fact]
    public void Read_RefusedAddressAmongOthers_CostsNone() =>
        TestMail.Message("From: a@x.example\nTo: b@x.example, m..presto@x.example, \"C, D\" <c@x.example>\n\nx").To
            .Select(static t => t.Address).ShouldBe(["b@x.example", "m..presto@x.example", "c@x.example"]);

    [Theory]
    [InlineData("\"Anna Berg <a@x.example>, Ben <b@x.example>, c..d@x.example", "a@x.example b@x.example c..d@x.example")]
    [InlineData("Anna <a@x.example, Ben <b@x.example>, c..d@x.example", "a@x.example b@x.example c..d@x.example")]
    [InlineData("Anna <a@x.example, b@x.example, c..d@x.example", "a@x.example b@x.example c..d@x.example")]
    public void Read_QuoteOrBracketThatIsNotClosed_CostsNoAddress(string raw, string addresses) =>
        string.Join(' ', TestMail.Message($"From: m@x.example\nTo: {raw}\n\nx").To.Select(static t => t.Address)).ShouldBe(addresses);

    [Fact]
    public void Read_FileNameInTheBodysCharset_IsRead()
    {
        var name = Encoding.GetEncoding("koi8-r").GetBytes("смета.pdf");
        byte[] raw =
        [
            .. "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=koi8-r\n\nx\n"u8,
                .. "--b\n"u8,
            .. "Content-Type: application/pdf\nContent-Disposition: attachment; filename=\""u8, .. name, .. "\"\n\nx\n--b--\n"u8,
        ];

        TestMail.Read(raw).Message.Attachments.Single().Name.ShouldBe("смета.pdf");
    }
}

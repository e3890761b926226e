using System.Security.Cryptography;
using System.Text;
using CsCheck;
using InboxMind.Core.Mail.Parsing;

namespace InboxMind.Core.Tests.Mail.Parsing;

public sealed class EmailIdentityTests
{
    private const string Mail =
        """
        Received: from a by b; Mon, 2 Mar 2026 09:00:01 +0000
        From: Anna Okafor <anna@kelpline.example>
        To: mara@kelpline.example
        Subject: Budget
        Date: Mon, 2 Mar 2026 10:00:00 +0100
        Message-ID: <1@kelpline.example>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        We take it, for 5 Pf.
        Second line.
        --b
        Content-Type: text/csv; name=list.csv

        a,b
        1,2
        --b
        Content-Type: message/rfc822

        Subject: inner

        line one
        line two
        --b
        Content-Type: application/pdf; name=a.pdf
        Content-Transfer-Encoding: base64

        AAECAwQNCg==
        --b--

        """;

    [Theory]
    [InlineData("Received: from a by b; Mon, 2 Mar 2026 09:00:01 +0000\n", "")]
    [InlineData("Received:", "Received: from z by a; Tue, 3 Mar 2026 09:00:01 +0000\nX-Spam: no\nReceived:")]
    [InlineData("From: Anna Okafor <anna@kelpline.example>", "FROM:\n ANNA@Kelpline.example")]
    [InlineData("Date: Mon, 2 Mar 2026 10:00:00 +0100", "Date: Mon,\n 2 Mar 2026 10:00:00 +0100")]
    [InlineData("Subject: Budget", "Subject: [List] Budget")]
    [InlineData("boundary=b", "boundary=\"b\"")]
    [InlineData("utf-8\nContent-Transfer-Encoding: 8bit\n\nWe take it, for 5 Pf.",
        "us-ascii\nContent-Transfer-Encoding: quoted-printable\n\nWe take =69t, for 5=\n Pf.")]
    [InlineData("8bit\n\nWe take it, for 5 Pf.\nSecond line.", "base64\n\nV2UgdGFrZSBpdCwgZm9yIDUgUGYuDQpTZWNvbmQgbGluZS4NCg==")]
    [InlineData("name=list.csv\n\na,b\n1,2", "name=list.csv\nContent-Transfer-Encoding: base64\n\nYSxiDQoxLDI=")]
    [InlineData("name=list.csv\n\na,b\n1,2", "name=list.csv\nContent-Transfer-Encoding: quoted-printable\n\na,b\n1=2C2")]
    [InlineData("AAECAwQNCg==", "AAEC\nAwQN\nCg==")]
    public void Of_SameMailOverAnotherWay_IsTheSame(string part, string other) => Id(Replace(part, other)).ShouldBe(Id(Mail));

    [Fact]
    public void Of_LfInsteadOfCrlf_IsTheSame() => TestMail.Read(Encoding.Latin1.GetBytes(Mail)).Message.Id.ShouldBe(Id(Mail));

    [Fact]
    public void Of_MboxLineBefore_IsTheSame() => Id($"From anna@x.example Mon Mar  2 10:00:00 2026\n{Mail}").ShouldBe(Id(Mail));

    [Theory]
    [InlineData("anna@kelpline", "anna@kelp1ine")]
    [InlineData("<anna@kelpline.example>", "<anna@kelpline.example>, b@x.example")]
    [InlineData("Anna Okafor <anna@kelpline.example>", "Anna Okafor")]
    [InlineData("10:00:00", "10:00:01")]
    [InlineData("<1@", "<2@")]
    [InlineData("Message-ID: <1@kelpline.example>\n", "")]
    [InlineData("5 Pf", "6 Pf")]
    [InlineData("Second line.\n", "")]
    [InlineData("1,2", "1,3")]
    [InlineData("line two", "line 2")]
    [InlineData("Subject: inner", "Subject: outer")]
    [InlineData("AAECAwQNCg==", "AAECAwQK")]
    [InlineData("AAECAwQNCg==", "AAECAwQNCgA=")]
    public void Of_AnotherMail_IsAnother(string part, string other) => Id(Replace(part, other)).ShouldNotBe(Id(Mail));

    [Fact]
    public void Of_SendersThatAreNoAddresses_AreToldApart() =>
        Id("From: Anna Berg\nSubject: x\n\nx").ShouldNotBe(Id("From: Otto Berg\nSubject: x\n\nx"));

    [Fact]
    public void Of_TextWithoutItsBoundary_IsToldFromAnother() =>
        Id(TestMail.Header + "Content-Type: multipart/mixed; boundary=z\n\none").ShouldNotBe(
            Id(TestMail.Header + "Content-Type: multipart/mixed; boundary=z\n\ntwo"));

    [Fact]
    public void Of_AnotherUser_IsAnother()
    {
        var reader = new MimeReader(TimeProvider.System);
        var raw = TestMail.Bytes(Mail);

        reader.Read(new UserId("anna"), raw, default).Message.Id.ShouldNotBe(reader.Read(new UserId("mara"), raw, default).Message.Id);
    }

    [Fact]
    public void Of_Anything_IsLegalAsAKeyAndFileName() =>
        Gen.Select(Gen.String, Gen.String, Gen.Byte.Array).Sample(
            static (id, date, body) =>
            {
                var value = EmailIdentity.Compute(UserId.Local, id, [new MailAddress(date, id)], date, body).Value;
                value.Length.ShouldBe(EmailId.Length);
                value.All(static c => char.IsAsciiLetterLower(c) || c is >= '2' and <= '7').ShouldBeTrue();
            },
            iter: Iterations.Of(500));

    [Fact]
    public void Of_LoneSurrogates_IsStable()
    {
        var one = EmailIdentity.Compute(UserId.Local, "\ud800", [], "\udc00", []);

        one.ShouldBe(EmailIdentity.Compute(UserId.Local, "\ud800", [], "\udc00", []));
        one.ShouldNotBe(EmailIdentity.Compute(UserId.Local, "", [], "", []));
    }

    [Fact]
    public void OfUnreadable_SameBytes_IsTheSameForOneUserOnly()
    {
        var id = EmailIdentity.OfUnreadable(UserId.Local, [1, 2, 3]);

        id.ShouldBe(EmailIdentity.OfUnreadable(UserId.Local, [1, 2, 3]));
        id.ShouldNotBe(EmailIdentity.OfUnreadable(UserId.Local, [1, 2, 4]));
        id.ShouldNotBe(EmailIdentity.OfUnreadable(new UserId("other"), [1, 2, 3]));
    }

    [Fact]
    public void Append_OtherSplitOfTheSameText_IsAnotherHash() => Hash("ab", "c").ShouldNotBe(Hash("a", "bc"));

    private static string Hash(params string[] texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts)
            EmailIdentity.Append(hash, text);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static EmailId Id(string mail) => TestMail.Message(mail).Id;

    private static string Replace(string part, string other)
    {
        var mail = Mail.ReplaceLineEndings("\n");
        mail.ShouldContain(part);
        return mail.Replace(part, other, StringComparison.Ordinal);
    }
}

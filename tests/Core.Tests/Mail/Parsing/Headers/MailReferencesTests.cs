namespace InboxMind.Core.Tests.Mail.Parsing.Headers;

public sealed class MailReferencesTests
{
    [Theory]
    [InlineData("In-Reply-To: <abc@x.example>", "abc@x.example")]
    [InlineData("In-Reply-To: Your message of \"Mon, 2 Mar 2026\" <199.7@x.example>", "199.7@x.example")]
    [InlineData("References: <r1@x.example>\nIn-Reply-To: <r2@x.example>", "r1@x.example r2@x.example")]
    [InlineData("In-Reply-To: <mara@x.example>", "")]
    [InlineData("References: <Mara@X.example> <r1@x.example>", "r1@x.example")]
    [InlineData("In-Reply-To: Message from Otto <otto@y.example> of \"Mon, 2 Mar 2026\"", "")]
    [InlineData("In-Reply-To: Mail von otto@y.example, Montag", "")]
    [InlineData("In-Reply-To: <null>\nReferences: <undefined>", "")]
    [InlineData("In-Reply-To: <>", "")]
    [InlineData("References: <null> <(null)> <undefined> <none> <Unknown> <nil> <no> <@> <0> <null@null> <undefined@undefined>", "")]
    [InlineData("References: <r1@x.example> <own@x.example> <r1@x.example>\nIn-Reply-To: <r1@x.example>", "r1@x.example")]
    [InlineData("Cc: c@x.example\nBcc: b@x.example\nReply-To: r@x.example\nSender: s@x.example\nIn-Reply-To: <c@x.example>", "")]
    [InlineData("Bcc: b@x.example\nIn-Reply-To: <B@x.example>", "")]
    [InlineData("Reply-To: r@x.example\nIn-Reply-To: <r@x.example>", "")]
    [InlineData("Sender: s@x.example\nIn-Reply-To: <s@x.example>", "")]
    [InlineData("In-Reply-To: <anna@x.example>", "")]
    [InlineData("In-Reply-To: On Monday <a1@y.example> and <ab@y.example>", "a1@y.example")]
    public void Read_WhatIsNoId_IsLeftOut(string headers, string ids) =>
        string.Join(' ', TestMail.Read($"From: Anna <anna@x.example>\nTo: Mara <mara@x.example>\nMessage-ID: <own@x.example>\n"
            + $"{headers}\n\nx").References)
            .ShouldBe(ids);

    [Fact]
    public void Read_MoreReferencesThanCount_KeepsTheFirstAndTheLast()
    {
        var ids = Enumerable.Range(1, 150).Select(static i => $"{i}@y.example").ToList();

        TestMail.Read($"From: a@x.example\nReferences: {string.Join("\n ", ids.Select(static i => $"<{i}>"))}\n\nx").References
            .ShouldBe([.. ids[..50], .. ids[100..]]);
    }

    [Theory]
    [InlineData(998, 998)]
    [InlineData(999, 71)]
    public void CleanId_LongId_IsItsHashWhenItFitsNoLine(int length, int expected) =>
        Core.Mail.Parsing.Headers.MailReferences.CleanId(new string('a', length)).Length.ShouldBe(expected);

    [Fact]
    public void CleanId_WhiteSpaceAndLineBreaks_AreTakenOut() =>
        Core.Mail.Parsing.Headers.MailReferences.CleanId(" a b\r\n\tc@x ").ShouldBe("abc@x");
}

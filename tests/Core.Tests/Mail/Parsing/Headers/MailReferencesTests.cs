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
    public void Read_WhatIsNoId_IsLeftOut(string headers, string ids) =>
        string.Join(' ', TestMail.Read($"From: Anna <anna@x.example>\nTo: Mara <mara@x.example>\nMessage-ID: <own@x.example>\n"
            + $"{headers}\n\nx").References)
            .ShouldBe(ids);
}

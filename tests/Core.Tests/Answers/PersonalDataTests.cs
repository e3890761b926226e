using InboxMind.Core.Answers.Compliance;

namespace InboxMind.Core.Tests.Answers;

public sealed class PersonalDataTests
{
    private const string Card = "4111 1111 1111 1111";
    private const string Iban = "DE89 3704 0044 0532 0130 00";
    private const string Social = "123-45-6789";

    [Theory]
    [InlineData("IBAN\nDE89\n3704\n0044\n0532\n0130\n00")]
    [InlineData("IBAN: DE89, 3704, 0044, 0532, 0130, 00")]
    public void Redact_AccountWithEachGroupApart_IsTakenOut(string text) =>
        PersonalData.Redact(text, RedactionPolicy.Standard).Text.ShouldNotContain("0532");

    [Theory]
    [InlineData("RSSMRA80A01H501U", "RS\u017fMRA80A01H501U")]
    [InlineData("PSIKRL80A01H501F", "PS\u0130\u212ARL80A01H501F")]
    [InlineData("12345678Z", "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668Z")]
    public void Redact_IdentityNumberInLettersThatCaseTakesForOthers_IsTakenOut(string plain, string written)
    {
        PersonalData.Redact($"Codice {plain}.", RedactionPolicy.Standard).Count.ShouldBe(1);
        PersonalData.Redact($"Codice {written}.", RedactionPolicy.Standard).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(RedactionPolicy.Standard, "card, iban, social")]
    [InlineData(RedactionPolicy.SecretsOnly, "card, password")]
    [InlineData(RedactionPolicy.Strict, "card, iban, social, password, address, phone")]
    public void Redact_Policy_TakesOutWhatItNames(RedactionPolicy policy, string removed)
    {
        var pieces = new Dictionary<string, string>
        {
            ["card"] = Card,
            ["iban"] = Iban,
            ["social"] = Social,
            ["password"] = "hunter-22",
            ["address"] = "anna@example.com",
            ["phone"] = "+49 151 2345 6789",
        };
        var text = $"Card {Card}, account {Iban}, SSN {Social}. Password: hunter-22\nWrite to anna@example.com or call +49 151 2345 6789.";

        var (clean, count) = PersonalData.Redact(text, policy);

        var expected = removed.Split(", ");
        pieces.Where(p => !clean.Contains(p.Value, StringComparison.Ordinal)).Select(static p => p.Key)
            .ShouldBe(expected, ignoreOrder: true);
        count.ShouldBe(expected.Length);
        PersonalData.Redact(clean, policy).ShouldBe((clean, 0));
    }

    [Theory]
    [InlineData("The Wi-Fi password is kelp2026!", "kelp2026")]
    [InlineData("PIN 4711 for the door", "4711")]
    [InlineData("Your PIN: 4711", "4711")]
    [InlineData("482913 is your verification code", "482913")]
    [InlineData("Your one-time code: 482913.", "482913")]
    [InlineData("Das Passwort lautet geheim99.", "geheim99")]
    [InlineData("api_key=abcdef123456", "abcdef123456")]
    [InlineData("client secret: \"s3cr3t-value\"", "s3cr3t-value")]
    [InlineData("Authorization: Bearer\r\n kelp0123456789abcdefghij", "kelp0123456789")]
    [InlineData("git clone https://kelp0123456789abcdefghij@git.example.com/a.git", "kelp0123456789")]
    [InlineData("mysql -u shop -pSea5hell shop", "Sea5hell")]
    [InlineData("blue-Kettle-19 is the password for the archive", "blue-Kettle-19")]
    [InlineData("Please use Kettle_2290 as your password until Friday", "Kettle_2290")]
    [InlineData("Your new password will be Harbour#2031 from Monday on.", "Harbour#2031")]
    [InlineData("Log in as guest, password tangerine77.", "tangerine77")]
    [InlineData("הסיסמה שלך היא Zait2031", "Zait2031")]
    [InlineData("آپ کا پاس ورڈ: samandar7", "samandar7")]
    [InlineData("use AKIAIOSFODNN7EXAMPLE here", "AKIAIOSFODNN7EXAMPLE")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz0123456789", "ghp_abcdef")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U", "dozjgNry")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\n-----END RSA PRIVATE KEY-----", "MIIEow")]
    public void Redact_Secret_IsTakenOut(string text, string secret)
    {
        PersonalData.Redact(text, RedactionPolicy.SecretsOnly).Text.ShouldNotContain(secret);
        PersonalData.Redact(text, RedactionPolicy.Strict).Text.ShouldNotContain(secret);
        PersonalData.Redact(text, RedactionPolicy.Standard).ShouldBe((text, 0));
    }

    [Theory]
    [InlineData("The password is wrong, please reset it.")]
    [InlineData("You need a password to log in.")]
    [InlineData("We pin the notes to the board on 12 May 2026.")]
    [InlineData("The secret of a good pump is its seal.")]
    [InlineData("Approved: £17,500 on 2026-03-09 at 16:02, cost centre 4410.")]
    [InlineData("Tracking number 0034 0434 1610 9401 2345, open (24 hours)")]
    [InlineData("Order 4111111111111111, IMEI 352099001761481, secret: none")]
    [InlineData("[card number removed] and 4012888888881881234 more, Password: [secret removed]")]
    [InlineData("Version 10.0.14 of 0.25 litres, order 2026-0417, room 0.113")]
    [InlineData("W dniu 03.03.2026 o 09:00 Jan Lis napisał:")]
    public void Redact_OrdinaryText_StaysAsItIs(string text)
    {
        foreach (var policy in Enum.GetValues<RedactionPolicy>())
            PersonalData.Redact(text, policy).ShouldBe((text, 0), policy.ToString());
    }

    [Theory]
    [InlineData("(415) 555-2671")]
    [InlineData("415-555-2671")]
    [InlineData("030 1234567")]
    [InlineData("0049 30 1234567")]
    [InlineData("+1 415 555 2671")]
    public void Redact_TelephoneNumber_IsTakenOutUnderStrict(string number)
    {
        PersonalData.Redact($"Call {number} now", RedactionPolicy.Strict).Text.ShouldBe("Call [telephone number removed] now");
        PersonalData.Redact($"Call {number} now", RedactionPolicy.SecretsOnly).Count.ShouldBe(0);
    }

    [Theory]
    [InlineData("Call +49 30 1234567 (24 hours)", "Call [telephone number removed] (24 hours)")]
    [InlineData("+49 30 1234567 24 hours a day", "[telephone number removed] 24 hours a day")]
    [InlineData("Call 030 1234567 9:00", "Call [telephone number removed] 9:00")]
    public void Redact_WordsBehindATelephoneNumber_Stay(string text, string clean) =>
        PersonalData.Redact(text, RedactionPolicy.Strict).ShouldBe((clean, 1));

    [Theory]
    [InlineData("card 4111\u200B1111\u00A01111\u20111111", "card [card number removed]")]
    [InlineData("card \uFF14\uFF11\uFF11\uFF11 1111 1111 1111", "card [card number removed]")]
    [InlineData("card \U0001D7DC111 1111 1111 1111.", "card [card number removed].")]
    public void Redact_OtherCharactersOfTheSameMeaning_AreReadAlike(string text, string clean) =>
        PersonalData.Redact(text, RedactionPolicy.Standard).ShouldBe((clean, 1));

    [Fact]
    public void Redact_KeyThatHasHeaders_LeavesNothingOfIt()
    {
        const string key =
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0011\n\nMIIEowIBAAKCAQEA\nabc=\n-----END RSA "
                + "PRIVATE KEY-----";

        PersonalData.Redact($"see\n{key}\nbye", RedactionPolicy.SecretsOnly).ShouldBe(("see\n[private key removed]\nbye", 1));
    }

    [Fact]
    public void Redact_AccountUnderSecretsOnly_IsNotTakenForACard() =>
        PersonalData.Redact("GB94BARC10201530093459 and DE89 3704 0044 0532 0130 00", RedactionPolicy.SecretsOnly).Count.ShouldBe(0);

    [Fact]
    public void Redact_HostileText_EndsQuickly() => Quickly.Run(static () =>
    {
        var texts = (string[])[
            new('a', 200_000), new('1', 200_000), new('@', 100_000), string.Concat(Enumerable.Repeat("password is ", 20_000)),
            string.Concat(Enumerable.Repeat("a@b.", 50_000)), string.Concat(Enumerable.Repeat("-----BEGIN PRIVATE KEY-----", 5_000)),
            string.Concat(Enumerable.Repeat("+1 ", 50_000)), string.Concat(Enumerable.Repeat("eyJaaaaaaaa.", 20_000)),
            string.Concat(Enumerable.Repeat("4 ", 50_000)), string.Concat(Enumerable.Repeat("4111 ", 20_000)),
            string.Concat(Enumerable.Repeat("DE12 ", 20_000)),
            string.Concat(Enumerable.Repeat("login:a", 20_000)), string.Concat(Enumerable.Repeat("PuTTY-User-Key-File-2: ", 5_000)),
            string.Concat(Enumerable.Repeat("a://b:", 20_000)), new('-', 100_000), string.Concat(Enumerable.Repeat("pass", 30_000))];
        return texts.Sum(static t => PersonalData.Redact(t, RedactionPolicy.Strict).Text.Length);
    });
}

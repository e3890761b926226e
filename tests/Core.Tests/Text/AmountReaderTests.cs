using System.Globalization;
using InboxMind.Core.Text;

namespace InboxMind.Core.Tests.Text;

public sealed class AmountReaderTests
{
    [Theory]
    [InlineData("Please pay £1,250.50 by Friday.", "1250.50 GBP")]
    [InlineData("Der Betrag ist 1.250,50 €.", "1250.50 EUR")]
    [InlineData("It is EUR 16,900 in all.", "16900.0 EUR")]
    [InlineData("Pump: $400\nSeal: $20\nTotal: $420", "420.0 USD")]
    [InlineData("Net total: 100,00 EUR\nMwSt: 19,00 EUR\nRechnungsbetrag: 119,00 EUR", "119.00 EUR")]
    [InlineData("CHF 1'200.00, that is CHF 1'200.00", "1200.00 CHF")]
    public void Read_InvoiceOrReceipt_IsItsTotal(string text, string expected)
    {
        var amount = AmountReader.Read(text)!.Value;

        string.Create(CultureInfo.InvariantCulture, $"{amount.Value} {amount.Currency}").ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("We have 400 pumps and 20 seals.")]
    [InlineData("Either £400 or £420.")]
    [InlineData("Total: £400 or €420")]
    public void Read_NoAmountOrSeveral_IsNone(string text) => AmountReader.Read(text).ShouldBeNull();

    [Theory]
    [InlineData("1,")]
    [InlineData("1 ")]
    [InlineData("$1,000,")]
    [InlineData("eur ")]
    public void Read_HostileText_EndsQuickly(string repeated) =>
        Quickly.Run(() => AmountReader.Read(string.Concat(Enumerable.Repeat(repeated, 1_000_000 / repeated.Length))));
}

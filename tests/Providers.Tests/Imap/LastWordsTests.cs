using System.Text;
using InboxMind.Core.Sync;
using InboxMind.Providers.Imap;

namespace InboxMind.Providers.Tests.Imap;

public sealed class LastWordsTests
{
    [Theory]
    [InlineData("A1 NO [THROTTLED] slow down\r\n")]
    [InlineData("* OK hello\r\na7 BAD [LIMIT] not now\r\n")]
    [InlineData("* BYE Too many simultaneous connections\r\n")]
    [InlineData("* NO [OVERQUOTA] full\r\nA1 OK done\r\n")]
    [InlineData("* 1 FETCH (BODY[] {5}\r\nhello)\r\nA1 NO [UNAVAILABLE] later\r\n")]
    [InlineData("* 1 FETCH (BODY[] {6}\r\n{100}\n)\r\nA1 NO [UNAVAILABLE] later\r\n")]
    public void Trouble_StatusThatAsksToSlowDown_IsThrottled(string sent) => Trouble(sent).ShouldBe(MailServerTrouble.Throttled);

    [Theory]
    [InlineData("A1 NO cannot\r\n")]
    [InlineData("A1 NO [AUTHENTICATIONFAILED] wrong\r\n")]
    [InlineData("* OK [UNAVAILABLE] just so\r\n")]
    [InlineData("* 1 FETCH (BODY[] {36}\r\nA1 NO [THROTTLED] slow down\r\n12345)\r\nA1 NO cannot\r\n")]
    [InlineData("* 1 FETCH (BODY[] {3000}\r\nA1 NO [THROTTLED] slow down\r\n* BYE [LIMIT] too many\r\n")]
    [InlineData("* 1 FETCH (ENVELOPE (NIL \"[THROTTLED] sale\" NIL) BODY[HEADER] {2}\r\n\r\n X NO [LIMIT])\r\nA1 OK done\r\n")]
    public void Trouble_WordsOfMailsAndOtherAnswers_SayNothing(string sent) => Trouble(sent).ShouldBeNull();

    [Fact]
    public void Trouble_NextCommand_ForgetsTheRefusalButNotTheFarewell()
    {
        var words = new LastWords();
        Send(words, "A1 NO [LIMIT] slow\r\n", 100);
        words.LogClient([], 0, 0);
        words.Trouble().ShouldBeNull();
        Send(words, "* BYE [UNAVAILABLE] down\r\n", 100);
        words.LogClient([], 0, 0);
        words.Trouble().ShouldBe(MailServerTrouble.Throttled);
    }

    /// <summary>The same in pieces of every size.</summary>
    private static MailServerTrouble? Trouble(string sent)
    {
        var all = Enumerable.Range(1, 40).Select(size =>
        {
            var words = new LastWords();
            Send(words, sent, size);
            return words.Trouble();
        }).Distinct().ToList();
        return all.ShouldHaveSingleItem();
    }

    private static void Send(LastWords words, string text, int size)
    {
        foreach (var part in Encoding.Latin1.GetBytes(text).Chunk(size))
            words.LogServer(part, 0, part.Length);
    }
}

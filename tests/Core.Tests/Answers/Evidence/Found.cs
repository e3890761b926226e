using InboxMind.Core.Answers.Evidence;

namespace InboxMind.Core.Tests.Answers.Evidence;

/// <summary>Mails as a question finds them.</summary>
internal static class Found
{
    public static EvidenceMail Mail(string text, string subject = "Pump", int around = 0)
    {
        var message = TestMail.WithBody("\nHello") with { Text = text, Subject = subject };
        return new EvidenceMail(new StoredMail(message, new ThreadId("t"), [], 1, 1), 1, text) { Around = around };
    }
}

using InboxMind.Embedded.Storage;

namespace InboxMind.Embedded.Answers;

/// <summary>Answers in the history that cite a mail, within a transaction. They quote it, so they go with it.</summary>
internal static class CitingAnswers
{
    public static void Erase(SqliteSession session, Owner owner, EmailId mail)
    {
        session.Prepare(
            "UPDATE question SET answer = NULL, answer_length = 0 "
            + "WHERE seq IN (SELECT question FROM question_source WHERE user = ?1 AND email = ?2)").Run(owner.User.Value, mail.Value);
        session.Prepare("DELETE FROM question_source WHERE user = ?1 AND email = ?2").Run(owner.User.Value, mail.Value);
    }
}

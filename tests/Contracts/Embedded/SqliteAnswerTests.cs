using InboxMind.Contracts.Answers;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Budgets;
using InboxMind.Core.Counting;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Counting;
using InboxMind.Embedded.Mail;

namespace InboxMind.Contracts.Embedded;

public sealed class SqliteBudgetsTests : BudgetsContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteBudgetsTests() => Budgets = new SqliteBudgets(_adapters.Main, _adapters.Time);

    protected override IBudgets Budgets { get; }

    public void Dispose() => _adapters.Dispose();

    protected override Task PassAsync(TimeSpan time) => _adapters.PassAsync(time);
}

public sealed class SqliteQuestionLogTests : QuestionLogContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqliteQuestionLogTests()
    {
        Log = new SqliteQuestionLog(_adapters.Main);
        Mails = new SqliteMailStore(_adapters.Main, _adapters.Time);
    }

    protected override IQuestionLog Log { get; }

    protected override IQuestionRetention Retention => (IQuestionRetention)Log;

    protected override IMailStore Mails { get; }

    public void Dispose() => _adapters.Dispose();
}

public sealed class SqlitePersonMergesTests : PersonMergesContract, IDisposable
{
    private readonly SqliteAdapters _adapters = new();

    public SqlitePersonMergesTests() => Merges = new SqlitePersonMerges(_adapters.Main);

    protected override IPersonMerges Merges { get; }

    public void Dispose() => _adapters.Dispose();
}

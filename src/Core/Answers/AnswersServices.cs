using InboxMind.Core.Answers;
using InboxMind.Core.Answers.Asking;
using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.Evidence;
using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Answers.Reuse;
using InboxMind.Core.Answers.Summaries;
using InboxMind.Core.Answers.Understanding;
using InboxMind.Core.Budgets;
using InboxMind.Core.Counting;
using InboxMind.Core.People;
using InboxMind.Core.Search;
using InboxMind.Core.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Core;

/// <summary>Searches mail and answers questions about it.</summary>
internal static class AnswersServices
{
    public static IServiceCollection AddAnswers(this IServiceCollection services)
    {
        services.TryAddSingleton<IOwnAddresses>(static s => s.GetRequiredService<ReadRegister>());
        services.TryAddSingleton<IMergedPeople>(static s => s.GetRequiredService<ReadRegister>());
        services.TryAddSingleton<ResolveMe>();
        services.TryAddSingleton<SearchMail>();
        services.TryAddSingleton<FindSimilar>();
        services.TryAddSingleton<DescribeCoverage>();
        services.TryAddSingleton<ReadRegister>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, ReadRegister>(static s => s.GetRequiredService<ReadRegister>()));
        services.TryAddSingleton<MailCopies>();
        services.TryAddSingleton<CountMail>();
        services.TryAddSingleton<FindOpenThreads>();
        services.TryAddSingleton<ListOpenThreads>();
        services.TryAddSingleton<ListPeople>();
        services.TryAddSingleton<ReadPerson>();
        services.TryAddSingleton<IPersonFacts>(static s => s.GetRequiredService<ReadPerson>());
        services.TryAddSingleton<MergePeople>();
        services.TryAddSingleton<ReadAmounts>();
        services.TryAddSingleton<LinkMail>();
        services.TryAddSingleton<UnderstandQuestion>();
        services.TryAddSingleton<RetrieveMail>();
        services.TryAddSingleton<FindInFiles>();
        services.TryAddSingleton<AddThreadContext>();
        services.TryAddSingleton<FindExactly>();
        services.TryAddSingleton<AnswerExactly>();
        services.TryAddSingleton<AskQuestion>();
        services.TryAddSingleton(new AnswerSettings());
        services.TryAddSingleton<AnswerCache>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUserData, AnswerCache>(static s => s.GetRequiredService<AnswerCache>()));
        services.TryAddSingleton<AskWithinBudget>();
        services.TryAddSingleton<AnswerOnce>();
        services.TryAddSingleton<CountQuestions>();
        services.TryAddSingleton<AskInConversation>();
        services.TryAddSingleton<ForgetOldQuestions>();
        services.TryAddSingleton<SumUpMails>();
        services.TryAddSingleton<SummariseThread>();
        services.TryAddSingleton<SummariseMail>();
        services.AddSingleton(new CountsFromZero(QuestionSignals.ShowAtZero));
        services.AddSingleton(new CountsFromZero(BudgetSignals.ShowAtZero));
        return services;
    }
}

using InboxMind.Core.Answers.Counts;
using InboxMind.Core.Answers.History;
using InboxMind.Core.Budgets;
using InboxMind.Core.Counting;
using InboxMind.Embedded.Answers;
using InboxMind.Embedded.Counting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InboxMind.Embedded;

/// <summary>Questions, budgets and counts.</summary>
internal static class EmbeddedAnswersServices
{
    public static IServiceCollection AddEmbeddedAnswers(this IServiceCollection services)
    {
        services.TryAddSingleton<SqliteQuestionLog>();
        services.TryAddSingleton<IQuestionLog>(static s => s.GetRequiredService<SqliteQuestionLog>());
        services.TryAddSingleton<IQuestionRetention>(static s => s.GetRequiredService<SqliteQuestionLog>());
        services.TryAddSingleton<IPersonMerges, SqlitePersonMerges>();
        services.TryAddSingleton<IBudgets, SqliteBudgets>();
        services.TryAddSingleton<IQuestionCounts, SqliteQuestionCounts>();
        return services;
    }
}

using System.Reflection;
using InboxMind.Core.Sync.Runs;
using InboxMind.Functions.Privacy;
using InboxMind.Functions.Sync;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace InboxMind.Durable.Tests.Engine;

/// <summary>The app's orchestrators and activities under the names that the host finds them by.</summary>
internal static class AppTasks
{
    /// <summary>Names of all functions of the app whose trigger is <typeparamref name="TTrigger"/>.</summary>
    public static IEnumerable<string> Functions<TTrigger>()
        where TTrigger : Attribute =>
        from type in typeof(SyncAllMailboxes).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance)
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null && method.GetParameters().Any(static p => p.GetCustomAttribute<TTrigger>() is not null)
        select function.Name;

    public static void Add(DurableTaskRegistry tasks, IServiceProvider services)
    {
        tasks.AddOrchestratorFunc<SyncAllInput,
        SyncCounts>(nameof(SyncAllMailboxes), static (context, _) => SyncAllMailboxes.RunAsync(context));
        tasks.AddOrchestratorFunc<DueMailbox, SyncTurn>(nameof(SyncOneMailbox), static (context, _) => SyncOneMailbox.RunAsync(context));
        tasks.AddOrchestratorFunc<CatchUpInput, SyncCounts>(
            nameof(CatchUpMailbox), static (context, _) => CatchUpMailbox.RunAsync(context));
        tasks.AddOrchestratorFunc<string, bool>(nameof(EraseOneAccount), static (context, _) => EraseOneAccount.RunAsync(context));
        tasks.AddActivityFunc<DueQuery, DueMailboxes>(
            nameof(ListDueMailboxes), (_, input) => Make<ListDueMailboxes>().RunAsync(input, CancellationToken.None));
        tasks.AddActivityFunc<SyncTurnInput, SyncTurn>(
            nameof(SyncMailboxTurn), (_, input) => Make<SyncMailboxTurn>().RunAsync(input, CancellationToken.None));
        tasks.AddActivityFunc<EraseStepInput, bool>(
            nameof(EraseAccountStep), (_, input) => Make<EraseAccountStep>().RunAsync(input, CancellationToken.None));

        T Make<T>() => ActivatorUtilities.CreateInstance<T>(services);
    }
}

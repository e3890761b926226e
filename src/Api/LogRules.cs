using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InboxMind.Api;

/// <summary>What is logged on every host: InboxMind's own lines from <see cref="LogLevel.Information"/> on, all others from
/// <see cref="LogLevel.Warning"/> on. Below that frameworks write paths with their queries, and so questions, one-time codes and sign-in
/// states: no setting of a host makes them do so. Nor does a line carry the path of its request.</summary>
public static class LogRules
{
    private const string Own = "InboxMind";

    /// <summary>Puts these rules in the place of those that settings made.</summary>
    public static IServiceCollection AddInboxMindLogRules(this IServiceCollection services) =>
        services.AddSingleton<IExternalScopeProvider, LogScopes>().PostConfigure<LoggerFilterOptions>(static options =>
        {
            options.MinLevel = LogLevel.Warning;
            options.Rules.Clear();
            options.Rules.Add(new LoggerFilterRule(providerName: null, Own, LogLevel.Information, filter: null));

            // A token that cannot be checked is told by our own line; the framework would add the exception with all its frames.
            options.Rules.Add(new LoggerFilterRule(providerName: null, "Microsoft.AspNetCore.Authentication", LogLevel.None, filter: null));
        });
}

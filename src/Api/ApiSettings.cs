using InboxMind.Api.Limits;
using InboxMind.Core.Answers;
using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Api;

/// <summary>Reads what the operator decided about requests and answers.</summary>
internal static class ApiSettings
{
    /// <exception cref="SettingsException">A value is wrong.</exception>
    public static RequestLimits Limits(IConfigurationSection section)
    {
        var usual = new RequestLimits();
        return new RequestLimits
        {
            QuestionsPerMinute = section.Number(nameof(usual.QuestionsPerMinute), usual.QuestionsPerMinute, 1, 1_000_000),
            RequestsPerMinute = section.Number(nameof(usual.RequestsPerMinute), usual.RequestsPerMinute, 1, 1_000_000),
            SignInsPerMinute = section.Number(nameof(usual.SignInsPerMinute), usual.SignInsPerMinute, 1, 1_000_000),
            AddressRequestsPerMinute = section.Number(nameof(usual.AddressRequestsPerMinute), usual.AddressRequestsPerMinute, 1, 1_000_000),
            Proxies = section.Number(nameof(usual.Proxies), usual.Proxies, 0, 10),
        };
    }

    /// <exception cref="SettingsException">A value is wrong.</exception>
    public static AnswerSettings Answers(IConfigurationSection section)
    {
        var usual = new AnswerSettings();
        return new AnswerSettings
        {
            CachedAnswers = section.Number(nameof(usual.CachedAnswers), usual.CachedAnswers, 0, 1_000_000),
            HistoryDays = section.Number(nameof(usual.HistoryDays), usual.HistoryDays, 0, 36_500),
            QuestionsPerDay = section.Number(nameof(usual.QuestionsPerDay), (int)usual.QuestionsPerDay, 0, 1_000_000_000),
        };
    }
}

using System.Globalization;
using InboxMind.Api.Limits;
using InboxMind.Core.Answers;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Api;

/// <summary>Reads what the operator decided about requests and answers.</summary>
internal static class ApiSettings
{
    /// <exception cref="ApiSettingsException">A value is wrong.</exception>
    public static RequestLimits Limits(IConfigurationSection section)
    {
        var usual = new RequestLimits();
        return new RequestLimits
        {
            QuestionsPerMinute = Number(section, nameof(usual.QuestionsPerMinute), usual.QuestionsPerMinute, 1, 1_000_000),
            RequestsPerMinute = Number(section, nameof(usual.RequestsPerMinute), usual.RequestsPerMinute, 1, 1_000_000),
            SignInsPerMinute = Number(section, nameof(usual.SignInsPerMinute), usual.SignInsPerMinute, 1, 1_000_000),
            AddressRequestsPerMinute = Number(section, nameof(usual.AddressRequestsPerMinute), usual.AddressRequestsPerMinute, 1, 1_000_000),
            Proxies = Number(section, nameof(usual.Proxies), usual.Proxies, 0, 10),
        };
    }

    /// <exception cref="ApiSettingsException">A value is wrong.</exception>
    public static AnswerSettings Answers(IConfigurationSection section)
    {
        var usual = new AnswerSettings();
        return new AnswerSettings
        {
            CachedAnswers = Number(section, nameof(usual.CachedAnswers), usual.CachedAnswers, 0, 1_000_000),
            HistoryDays = Number(section, nameof(usual.HistoryDays), usual.HistoryDays, 0, 36_500),
            QuestionsPerDay = Number(section, nameof(usual.QuestionsPerDay), (int)usual.QuestionsPerDay, 0, 1_000_000_000),
        };
    }

    private static int Number(IConfigurationSection section, string name, int usual, int least, int most)
    {
        if (string.IsNullOrWhiteSpace(section[name]))
            return usual;
        return int.TryParse(section[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ApiSettingsException(
                string.Create(CultureInfo.InvariantCulture, $"{section.Path}:{name} must be a number from {least} to {most}."));
    }
}

/// <summary>A setting of the API that is wrong. The message is one sentence for the user.</summary>
public sealed class ApiSettingsException(string message) : Exception(message);

using InboxMind.Core.Settings;
using Microsoft.Extensions.Configuration;

namespace InboxMind.Core.Answers.Spending;

/// <summary>What one user may spend on a chat model in a day (UTC).</summary>
/// <param name="TokensPerDay">Tokens in and out; 0 for any number.</param>
/// <param name="CostPerDay">Millionths of the currency that the prices are in; 0 for any cost.</param>
/// <param name="InputPrice">Price of a million tokens that the model is given.</param>
/// <param name="OutputPrice">Price of a million tokens that it writes.</param>
public sealed record ChatBudget(long TokensPerDay, long CostPerDay, decimal InputPrice, decimal OutputPrice)
{
    private const int Millionths = 1_000_000;

    /// <summary>Whether there is anything to count.</summary>
    public bool IsLimited => TokensPerDay > 0 || CostPerDay > 0;

    /// <summary>Reads it from the section of a chat model.</summary>
    /// <exception cref="SettingsException">A value is wrong, or a cost is bounded without prices.</exception>
    public static ChatBudget Read(IConfigurationSection section)
    {
        var budget = new ChatBudget(
            section.Number("TokensPerDay", 0, 0, 2_000_000_000), (long)(section.Amount("CostPerDay", 0, 2_000) * Millionths),
            section.Amount("InputPrice", 0, 10_000), section.Amount("OutputPrice", 0, 10_000));
        return budget is { CostPerDay: > 0, InputPrice: 0, OutputPrice: 0 }
            ? throw new SettingsException($"{section.Path}:CostPerDay needs {section.Path}:InputPrice and {section.Path}:OutputPrice.")
            : budget;
    }

    /// <summary>What tokens cost, in millionths, rounded up.</summary>
    public long Cost(long input, long output) => (long)Math.Ceiling((input * InputPrice) + (output * OutputPrice));
}

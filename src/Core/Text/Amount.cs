namespace InboxMind.Core.Text;

/// <summary>An amount of money.</summary>
/// <param name="Value">How much.</param>
/// <param name="Currency">Its code by ISO 4217.</param>
public readonly record struct Amount(decimal Value, string Currency);

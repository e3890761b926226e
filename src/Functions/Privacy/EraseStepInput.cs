using InboxMind.Core.Privacy;

namespace InboxMind.Functions.Privacy;

/// <summary>Input of <see cref="EraseAccountStep"/>.</summary>
/// <param name="Key">Which erasure.</param>
/// <param name="Step">Which step of it.</param>
public sealed record EraseStepInput(string Key, ErasureStep Step);

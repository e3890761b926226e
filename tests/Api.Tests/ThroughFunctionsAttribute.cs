using Xunit.v3;

namespace InboxMind.Api.Tests;

/// <summary>Marks tests that are also run with requests through the functions. Not all are, for the time they take: those of paths, errors,
/// request ids, forwarded headers, limits, tokens, health, mail, downloads, export, and of answers that are streamed and broken off. What
/// only the use cases decide is left to the Api's own run.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ThroughFunctionsAttribute : Attribute, ITraitAttribute
{
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [KeyValuePair.Create("Host", "Functions")];
}

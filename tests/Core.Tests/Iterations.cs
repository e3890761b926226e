using System.Globalization;

namespace InboxMind.Core.Tests;

/// <summary>How many samples a property test reads. <c>SampleFactor</c> in the environment makes them fewer, where the tests run again for
/// each of hundreds of changes (<c>.ci/mutation</c>), or many more, to look for the rare one on which a property does not hold.</summary>
internal static class Iterations
{
    private static readonly double Factor = double.Parse(
        Environment.GetEnvironmentVariable("SampleFactor") is { Length: > 0 } set ? set : "1", CultureInfo.InvariantCulture);

    public static int Of(int samples) => Math.Max(1, (int)(samples * Factor));
}

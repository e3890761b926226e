using System.Globalization;
using InboxMind.Testing;

namespace InboxMind.EndToEnd;

/// <summary>Processes with data folders of their own, which share nothing but a database and a storage account. Each round kills some of
/// them at calls that its seed says.</summary>
public sealed class StateOnAzureTests(ITestOutputHelper output)
{
    /// <summary>How many rounds; one unless set.</summary>
    private const string Rounds = "INBOXMIND_TWO_PROCESSES";

    /// <summary>The seed of the first round; the others count from it.</summary>
    private const string FirstSeed = "INBOXMIND_TWO_PROCESSES_SEED";

    [Fact]
    public async Task TwoProcesses_KilledAtAnyCall_NothingIsLostAndEachSeesWhatTheOtherDoes()
    {
        Azurite.Require();
        DovecotServers.Require();
        using var mail = new DovecotServers();
        var (first, rounds) = (Number(FirstSeed, 1), Number(Rounds, 1));
        for (var seed = first; seed < first + rounds; seed++)
        {
            await using var round = new SharedStateRound(seed, mail.Get());
            try
            {
                await round.RunAsync();
                output.WriteLine($"seed {seed}: killed {round.Kills}");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, killed {round.Kills}", e);
            }
        }
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}

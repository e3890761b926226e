using InboxMind.Core.Privacy;
using InboxMind.Functions.Privacy;
using InboxMind.Functions.Tests.Durable;

namespace InboxMind.Functions.Tests.Privacy;

public sealed class EraseOneAccountTests
{
    private readonly List<ErasureStep> _steps = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void RunAsync_StepsFailNowAndThen_TriesThemAgainAndReplays(int seed)
    {
        var chance = new Random(seed);

        var generation = Run(seed, (_, tried) => chance.Next(3) > 0 || tried == 5 ? true : null);

        _steps.ShouldBe([ErasureStep.Close, ErasureStep.Erase, ErasureStep.Finish, ErasureStep.Erase, ErasureStep.Finish]);
        generation.Result.ShouldBe("false", "something was left: the timer starts another");
        Replay.EachPrefix(EraseOneAccount.RunAsync, generation);
    }

    [Fact]
    public void RunAsync_NothingLeftTheSecondTime_IsOver()
    {
        var generation = Run(1, (step, _) => step != ErasureStep.Finish || _steps.Count < 4);

        generation.Result.ShouldBe("true");
        generation.Episodes[^1].Time.ShouldBeGreaterThan(generation.Start + Core.Privacy.EraseAccount.Settling);
    }

    [Fact]
    public void RunAsync_NothingLeftTheFirstTime_DoesNotWait()
    {
        var generation = Run(1, static (step, _) => step != ErasureStep.Finish);

        _steps.ShouldBe([ErasureStep.Close, ErasureStep.Erase, ErasureStep.Finish]);
        generation.Actions.ShouldAllBe(static a => a.Kind != ActionKind.Timer);
    }

    [Fact]
    public void RunAsync_NoSuchErasure_EndsAtOnce()
    {
        Run(1, static (_, _) => false).Result.ShouldBe("true");

        _steps.ShouldBe([ErasureStep.Close]);
    }

    [Fact]
    public void RunAsync_History_NamesTheErasureAlone() =>
        Run(1, static (_, _) => true).Actions.Where(static a => a.Kind == ActionKind.Activity).Select(static a => a.Input)
            .ShouldAllBe(static input => input.StartsWith("""{"Key":"key","Step":"""));

    private Generation Run(int seed, Func<ErasureStep, int, bool?> left)
    {
        var tried = new Dictionary<int, int>();
        return new Simulation<bool>(nameof(EraseOneAccount), EraseOneAccount.RunAsync, World, seed).Run("erase-key", "\"key\"")
            .ShouldHaveSingleItem();

        Completion World(ScheduledAction action, DateTime time)
        {
            var step = System.Text.Json.JsonSerializer.Deserialize<EraseStepInput>(action.Input)!.Step;
            var times = tried[_steps.Count] = tried.GetValueOrDefault(_steps.Count) + 1;
            if (left(step, times) is not { } isLeft)
                return new Completion(action.Id, null, typeof(ErasureStepException).FullName);
            _steps.Add(step);
            return new Completion(action.Id, isLeft ? "true" : "false", null);
        }
    }
}

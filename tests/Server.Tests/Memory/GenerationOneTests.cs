using InboxMind.Server.Memory;

namespace InboxMind.Server.Tests.Memory;

public sealed class GenerationOneTests
{
    private const int Bound = 1024 * 1024;

    [Fact]
    public void CollectAbove_MoreSurvivedOnce_IsCollected()
    {
        var survivors = new List<byte[]>();
        do
        {
            survivors.AddRange(Enumerable.Range(0, 4 * Bound / 1024).Select(static _ => new byte[1024]));
            GC.Collect(0);
        }
        while (GC.GetGeneration(survivors[^1]) != 1 && survivors.Count < 200 * Bound / 1024);

        GenerationOne.CollectAbove(Bound);

        GC.GetGeneration(survivors[^1]).ShouldBe(2);
    }
}

using InboxMind.Server.Memory;

namespace InboxMind.Server.Tests.Memory;

[Collection(nameof(MemoryOfTheProcess))]
public sealed class GenerationOneTests
{
    [Fact]
    public void CollectAbove_MoreWasLeft_CollectsIt() => Collections(0).ShouldAllBe(static count => count > 0);

    [Fact]
    public void CollectAbove_LessWasLeft_CollectsNothing() => Collections(long.MaxValue).ShouldContain(0);

    /// <summary>How often generation 1 was collected while it was looked at, for each of ten looks: one alone may meet a collection of the
    /// runtime's own.</summary>
    private static List<int> Collections(long bytes) => [.. Enumerable.Range(0, 10).Select(_ =>
    {
        Survive();
        var before = GC.CollectionCount(1);
        GenerationOne.CollectAbove(bytes);
        return GC.CollectionCount(1) - before;
    })];

    /// <summary>Leaves objects in generation 1. Which survivors move up a collection decides for itself, so it may take several.</summary>
    private static void Survive()
    {
        var survivors = new List<byte[]>();
        for (var i = 0; i < 100; i++)
        {
            survivors.AddRange(Enumerable.Range(0, 1024).Select(static _ => new byte[1024]));
            GC.Collect(0);
            if (GC.GetGCMemoryInfo(GCKind.Any).GenerationInfo[1].SizeAfterBytes > 0)
                return;
        }
        Assert.Fail("No object moved to generation 1.");
    }
}

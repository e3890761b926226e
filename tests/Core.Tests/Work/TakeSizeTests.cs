using InboxMind.Core.Work;

namespace InboxMind.Core.Tests.Work;

public sealed class TakeSizeTests
{
    [Fact]
    public void Next_QuickFullTakes_GrowToWhatOneCallGives()
    {
        var size = new TakeSize();
        for (var i = 0; i < 5; i++)
            size.Note(isFull: true, TimeSpan.FromMilliseconds(200));

        size.Next.ShouldBe(32);
    }

    [Fact]
    public void Next_SlowTakes_ShrinkToWhatIsDoneSideBySide()
    {
        var size = new TakeSize();
        for (var i = 0; i < 5; i++)
            size.Note(isFull: true, TimeSpan.FromSeconds(20));

        size.Next.ShouldBe(4);
    }

    [Fact]
    public void Next_FewItems_StaysAsItIs()
    {
        var size = new TakeSize();
        var before = size.Next;
        size.Note(isFull: false, TimeSpan.FromMilliseconds(1));
        size.Note(isFull: true, TimeSpan.FromSeconds(3));

        size.Next.ShouldBe(before);
    }
}

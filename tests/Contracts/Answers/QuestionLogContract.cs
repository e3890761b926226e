using InboxMind.Core.Answers;
using InboxMind.Core.Answers.History;

namespace InboxMind.Contracts.Answers;

/// <summary>What <see cref="IQuestionLog"/> and <see cref="IQuestionRetention"/> promise.</summary>
public abstract class QuestionLogContract : Contract
{
    private static readonly ConversationId Budget = new("budget");

    protected abstract IQuestionLog Log { get; }

    protected abstract IQuestionRetention Retention { get; }

    protected abstract IMailStore Mails { get; }

    [Fact]
    public async Task ListAsync_Appended_KeepsEveryField()
    {
        await SaveAsync("one", "two");
        var asked = New(0) with
        {
            Question = "Wie hoch ist das Budget? 💶",
            Answer = "“17,500 €” [1]\nund mehr [2]",
            Cached = true,
            Elapsed = TimeSpan.FromTicks(12_345),
            Stages = [("retrieve", TimeSpan.FromTicks(77)), ("answer", TimeSpan.FromMilliseconds(2))],
            Sources = [Samples.Id("two"), Samples.Id("one")],
        };
        await Log.AppendAsync(Anna, asked, Cancellation);

        var found = (await ListAsync()).ShouldHaveSingleItem();

        found.Sources.ShouldBe(asked.Sources, "in the order of their numbers");
        found.Stages.ShouldBe(asked.Stages);
        found.ShouldBe(asked with { Sources = found.Sources, Stages = found.Stages });
    }

    [Fact]
    public async Task ListAsync_ByPages_GivesEachOnceNewestFirst()
    {
        // Two at the same moment are told apart by their ids.
        var all = Enumerable.Range(0, 7).Select(static i => New(i / 2)).ToList();
        foreach (var asked in all)
            await Log.AppendAsync(Anna, asked, Cancellation);

        var seen = new List<AskedQuestion>();
        while (await Log.ListAsync(Anna, null, new QuestionRange(seen.Count == 0 ? null : seen[^1].Position, 0, 3), Cancellation)
            is { Count: > 0 } page)
            seen.AddRange(page);

        seen.Select(static a => a.Id).ShouldBe(
            all.OrderByDescending(static a => a.AskedAt).ThenByDescending(static a => a.Id.Value, StringComparer.Ordinal)
                .Select(static a => a.Id));
    }

    [Fact]
    public async Task ListAsync_OfAConversation_LeavesOthersOut()
    {
        await Log.AppendAsync(Anna, New(0), Cancellation);
        await Log.AppendAsync(Anna, New(1) with { Conversation = Budget }, Cancellation);
        await Log.AppendAsync(Anna, New(2) with { Conversation = Budget }, Cancellation);

        (await Log.ListAsync(Anna, Budget, new QuestionRange(null, 0, 10), Cancellation)).Select(static a => a.AskedAt.Minute)
            .ShouldBe([2, 1]);
        (await Log.ListAsync(Anna, new ConversationId("none"), new QuestionRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ListAsync_Skip_PassesOverFromThePlaceOn()
    {
        var all = Enumerable.Range(0, 6).Select(New).ToList();
        foreach (var asked in all)
            await Log.AppendAsync(Anna, asked, Cancellation);

        (await Log.ListAsync(Anna, null, new QuestionRange(null, 4, 10), Cancellation)).Select(static a => a.Id)
            .ShouldBe([all[1].Id, all[0].Id]);
        (await Log.ListAsync(Anna, null, new QuestionRange(all[4].Position, 1, 1), Cancellation))
            .ShouldHaveSingleItem().Id.ShouldBe(all[2].Id);
        (await Log.ListAsync(Anna, null, new QuestionRange(null, 6, 10), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task CountAsync_OfAllAndOfAConversation_CountsTheOwn()
    {
        await Log.AppendAsync(Anna, New(0), Cancellation);
        await Log.AppendAsync(Anna, New(1) with { Conversation = Budget }, Cancellation);
        await Log.AppendAsync(Mallory, New(1) with { Conversation = Budget }, Cancellation);

        (await Log.CountAsync(Anna, null, Cancellation)).ShouldBe(2);
        (await Log.CountAsync(Anna, Budget, Cancellation)).ShouldBe(1);
        (await Log.CountAsync(Anna, new ConversationId("none"), Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Deletion_OfACitedMail_ErasesTheAnswersThatCiteIt()
    {
        await SaveAsync("one", "two");
        await Log.AppendAsync(Anna, New(0) with { Sources = [Samples.Id("one"), Samples.Id("two")] }, Cancellation);
        await Log.AppendAsync(Anna, New(1) with { Sources = [Samples.Id("two")] }, Cancellation);

        await Mails.DeleteAsync(Anna, [Samples.Id("one")], Cancellation);

        var found = await ListAsync();
        found[0].Answer.ShouldBe("Answer 1");
        found[1].Answer.ShouldBeNull();
        found[1].Question.ShouldBe("Question 0");
        found[1].Sources.ShouldBe([Samples.Id("two")]);
    }

    [Fact]
    public async Task AppendAsync_CitesAMailThatIsGone_KeepsTheQuestionWithoutTheAnswer()
    {
        await SaveAsync("one");
        await Log.AppendAsync(Anna, New(0) with { Sources = [Samples.Id("one"), Samples.Id("gone")] }, Cancellation);

        var found = (await ListAsync()).ShouldHaveSingleItem();

        found.Answer.ShouldBeNull();
        found.Sources.ShouldBe([Samples.Id("one")]);
    }

    [Fact]
    public async Task AppendAsync_CitesAMailOfAnotherOwner_KeepsNoAnswer()
    {
        await Mails.SaveAsync(Mallory, [Samples.Mail("one")], Cancellation);
        await Log.AppendAsync(Anna, New(0) with { Sources = [Samples.Id("one")] }, Cancellation);

        (await ListAsync()).ShouldHaveSingleItem().Answer.ShouldBeNull();
    }

    [Fact]
    public async Task Deletion_ByAnotherOwnerOfTheSameMail_LeavesTheAnswer()
    {
        await SaveAsync("one");
        await Mails.SaveAsync(Mallory, [Samples.Mail("one")], Cancellation);
        await Log.AppendAsync(Anna, New(0) with { Sources = [Samples.Id("one")] }, Cancellation);

        await Mails.DeleteAsync(Mallory, [Samples.Id("one")], Cancellation);

        (await ListAsync()).ShouldHaveSingleItem().Answer.ShouldBe("Answer 0");
    }

    [Fact]
    public async Task DeleteAsync_OneQuestion_LeavesTheOthers()
    {
        var (one, two) = (New(0), New(1));
        await Log.AppendAsync(Anna, one, Cancellation);
        await Log.AppendAsync(Anna, two, Cancellation);

        (await Log.DeleteAsync(Anna, one.Id, Cancellation)).ShouldBeTrue();

        (await ListAsync()).ShouldHaveSingleItem().Id.ShouldBe(two.Id);
        (await Log.DeleteAsync(Anna, one.Id, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task EraseAsync_MoreThanOneStepHolds_ErasesAll()
    {
        for (var i = 0; i < 205; i++)
            await Log.AppendAsync(Anna, New(i), Cancellation);

        (await Log.EraseAsync(Anna, Cancellation)).ShouldBe(205);

        (await ListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteBeforeAsync_OldQuestions_GoForEveryUser()
    {
        // Long ago: other tests share the store.
        await Log.AppendAsync(Anna, New(0) with { AskedAt = DateTimeOffset.UnixEpoch }, Cancellation);
        await Log.AppendAsync(Mallory, New(0) with { AskedAt = DateTimeOffset.UnixEpoch.AddDays(1) }, Cancellation);
        await Log.AppendAsync(Anna, New(0) with { AskedAt = DateTimeOffset.UnixEpoch.AddDays(2) }, Cancellation);

        await Retention.DeleteBeforeAsync(DateTimeOffset.UnixEpoch.AddDays(2), Cancellation);

        (await ListAsync()).ShouldHaveSingleItem();
        (await Log.ListAsync(Mallory, null, new QuestionRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task EveryMethod_AnotherOwner_ReadsAndErasesNothing()
    {
        var asked = New(0) with { Conversation = Budget };
        await Log.AppendAsync(Anna, asked, Cancellation);

        (await Log.ListAsync(Mallory, null, new QuestionRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
        (await Log.ListAsync(Mallory, Budget, new QuestionRange(null, 0, 10), Cancellation)).ShouldBeEmpty();
        (await Log.DeleteAsync(Mallory, asked.Id, Cancellation)).ShouldBeFalse();
        (await Log.EraseAsync(Mallory, Cancellation)).ShouldBe(0);
        await Log.AppendAsync(Mallory, New(1) with { Id = asked.Id, Conversation = Budget }, Cancellation);

        (await Log.ListAsync(Anna, Budget, new QuestionRange(null, 0, 10), Cancellation))
            .ShouldHaveSingleItem().Question.ShouldBe("Question 0");
    }

    private static AskedQuestion New(int minute) => new()
    {
        Id = QuestionId.New(),
        Conversation = ConversationId.New(),
        AskedAt = Samples.Start.AddMinutes(minute),
        Question = $"Question {minute}",
        Answer = $"Answer {minute}",
        Found = true,
    };

    private Task<IReadOnlyList<AskedQuestion>> ListAsync(Owner? owner = null) =>
        Log.ListAsync(owner ?? Anna, null, new QuestionRange(null, 0, 100), Cancellation);

    private Task<IReadOnlyList<SaveOutcome>> SaveAsync(params string[] names) =>
        Mails.SaveAsync(Anna, [.. names.Select(n => Samples.Mail(n))], Cancellation);
}

using CsCheck;
using InboxMind.Core.Mail.Threads;

namespace InboxMind.Core.Tests.Mail.Threads;

public sealed class ThreadAssignerTests
{
    [Fact]
    public void Decide_FirstMailOfAThread_StartsOne()
    {
        var decision = new Threads().Add("1@x");

        decision.Joined.ShouldBeEmpty();
        decision.Ids.ShouldBe(["1@x"]);
        decision.Thread.Value.ShouldNotBeEmpty();
    }

    [Fact]
    public void Decide_ReplyBeforeItsParent_StartsTheThreadOfTheRoot() =>
        new Threads().Add("c", "a", "b").Thread.ShouldBe(new Threads().Add("a").Thread);

    [Fact]
    public void Decide_AnotherUser_GetsAnotherThread() =>
        new Threads(new UserId("anna")).Add("a").Thread.ShouldNotBe(new Threads(new UserId("mara")).Add("a").Thread);

    [Fact]
    public void Decide_NoIdsAtAll_EachMailIsAThread()
    {
        var threads = new Threads();

        threads.Add("").Thread.ShouldNotBe(threads.Add("").Thread);
    }

    [Fact]
    public void Decide_NoMessageIdButReferences_JoinsTheThread()
    {
        var threads = new Threads();
        var thread = threads.Add("a").Thread;

        threads.Add("", "a").Thread.ShouldBe(thread);
    }

    [Fact]
    public void Decide_SameMessageIdAgain_IsTheSameThread()
    {
        var threads = new Threads();

        threads.Add("a").Thread.ShouldBe(threads.Add("a").Thread);
    }

    [Fact]
    public void Decide_ParentNeverSeen_HoldsItsRepliesTogether()
    {
        var threads = new Threads();

        threads.Add("b", "missing").Thread.ShouldBe(threads.Add("c", "missing").Thread);
    }

    [Fact]
    public void Decide_LateMailJoinsTwoThreads_OlderIdStays()
    {
        var threads = new Threads();
        var older = threads.Add("a").Thread;
        var newer = threads.Add("b").Thread;

        // Named first, the newer one still gives way.
        var decision = threads.Add("c", "b", "a");

        decision.Thread.ShouldBe(older);
        decision.Joined.ShouldBe([newer]);
        threads.Of("b").ShouldBe(older);
    }

    [Fact]
    public void Decide_LateMailJoinsThreeThreads_AllFollowTheOldest()
    {
        var threads = new Threads();
        var oldest = threads.Add("a").Thread;
        threads.Add("b");
        threads.Add("c");
        threads.Add("d", "c", "b");

        threads.Add("e", "d", "a").Thread.ShouldBe(oldest);

        foreach (var id in (string[])["a", "b", "c", "d", "e"])
            threads.Of(id).ShouldBe(oldest);
    }

    [Fact]
    public void Decide_EveryOrderOfArrival_GivesOneThread()
    {
        (string Id, string[] References)[] mails =
        [
            ("a", []), ("b", ["a"]), ("c", ["a", "b"]), ("d", ["b"]), ("e", ["unseen", "d"]), ("f", ["unseen"]),
        ];
        foreach (var order in Permutations(mails.Length))
        {
            var threads = new Threads();
            foreach (var i in order)
                threads.Add(mails[i].Id, mails[i].References);

            mails.Select(m => threads.Of(m.Id)).Distinct().Count().ShouldBe(1, string.Join(',', order));
        }
    }

    [Fact]
    public void Decide_RandomReferences_AgreesWithUnionFind()
    {
        var mail = Gen.Select(Gen.Int[0, 15], Gen.Int[0, 19].Array[0, 3]);
        mail.Array[1, 30].Sample(
            static mails =>
            {
                var threads = new Threads();
                var model = Enumerable.Range(0, 20).ToArray();
                var oldest = new Dictionary<int, ThreadId>();
                foreach (var (id, references) in mails)
                {
                    var before = references.Append(id).Select(r => threads.Find($"{r}")).Where(static t => t is not null).ToList();
                    var decision = threads.Add($"{id}", [.. references.Where(r => r != id).Distinct().Select(static r => $"{r}")]);
                    foreach (var reference in references)
                        Union(model, reference, id);

                    // Never a new thread where there was one, and what it says it joined is what was apart.
                    if (before.Count > 0)
                        before.ShouldContain(decision.Thread);
                    decision.Joined.Append(decision.Thread).ToHashSet().Count.ShouldBe(Math.Max(1, before.Distinct().Count()));
                }

                foreach (var (one, _) in mails)
                {
                    foreach (var (other, _) in mails)
                        (threads.Of($"{one}") == threads.Of($"{other}")).ShouldBe(Root(model, one) == Root(model, other));
                }
            },
            iter: Iterations.Of(500));
    }

    [Fact]
    public void Decide_SameSubjectWithoutReferences_AreThreadsOfTheirOwn()
    {
        var threads = new Threads();

        threads.AddWith("1@x", "Invoice").Thread.ShouldNotBe(threads.AddWith("2@x", "Invoice").Thread);
    }

    [Fact]
    public void Decide_ReferenceThatCouldBeAnAddress_HoldsOnlyOneSubjectTogether()
    {
        var threads = new Threads();
        var kettle = threads.AddWith("1@x", "Re: Kettle", "karl@x.example").Thread;

        threads.AddWith("2@x", "Re: Holiday", "karl@x.example").Thread.ShouldNotBe(kettle);
        threads.AddWith("3@x", "AW: [List] kettle", "karl@x.example").Thread.ShouldBe(kettle);
        threads.AddWith("karl@x.example", "Kettle").Thread.ShouldBe(kettle);
    }

    [Fact]
    public void Decide_AnyMail_HasTheIdThatIsStoredForIt() => new Threads().Add("1@x").Thread.Value
        .ShouldBe("o4i6dfotmn72klwkqfvvvr57vwdro35w");

    [Theory]
    [InlineData("karl@x.example", true)]
    [InlineData("karl@x7.example", true)]
    [InlineData("karl7@x.example", false)]
    [InlineData("karl", true)]
    [InlineData("karl7", false)]
    [InlineData("@7", true)]
    [InlineData("twenty-four-letters-here@x", true)]
    [InlineData("twenty-five-letters-there@x", false)]
    public void IsNeeded_Id_IsForThoseThatCouldBeAnAddress(string id, bool expected) => ThreadSubject.IsNeeded(id).ShouldBe(expected);

    [Theory]
    [InlineData("Re: Fwd: AW: Nets", "nets")]
    [InlineData("RE[2]: nets (fwd)", "nets")]
    [InlineData("[boats] Sv: [boats] Nets", "nets")]
    [InlineData("[urgent]", "[urgent]")]
    [InlineData("Relay: nets", "relay: nets")]
    [InlineData("回复：nets", "nets")]
    [InlineData("", "")]
    public void Base_Subject_IsWhatItIsAbout(string subject, string about) => ThreadSubject.Base(subject).ShouldBe(about);

    [Fact]
    public void Decide_AnyOrderOfArrival_GivesTheSameThreads()
    {
        // Ids with numbers are ids; those without could be addresses. Subjects are few, so that they are used again.
        var id = Gen.OneOf(Gen.Int[0, 9].Select(static n => $"{n}@x"), Gen.OneOf("", "karl@x", "list@x"));
        var mail = Gen.Select(id, id.Array[0, 3], Gen.OneOf("Kettle", "Re: Kettle", "Holiday", "[boats] Re: holiday", ""));
        Gen.Select(mail.Array[1, 14], Gen.Int).Sample(
            static (mails, seed) =>
            {
                var order = Enumerable.Range(0, mails.Length).ToArray();
                var one = Partition(mails, order);
                new Random(seed).Shuffle(order);
                Partition(mails, order).ShouldBe(one);
                Array.Reverse(order);
                Partition(mails, order).ShouldBe(one);
            },
            iter: Iterations.Of(1_000));
    }

    /// <summary>For each mail the first one that is in its thread in the end.</summary>
    private static int[] Partition((string Id, string[] References, string Subject)[] mails, int[] order)
    {
        var threads = new Threads();
        var placed = new ThreadId[mails.Length];
        foreach (var i in order)
            placed[i] = threads.AddWith(mails[i].Id, mails[i].Subject, [.. mails[i].References.Where(r => r.Length > 0
                && r != mails[i].Id).Distinct()]).Thread;
        var last = placed.Select(threads.Resolve).ToArray();
        return [.. last.Select(t => Array.IndexOf(last, t))];
    }

    private static int Root(int[] model, int i) => model[i] == i ? i : Root(model, model[i]);

    private static void Union(int[] model, int a, int b) => model[Root(model, a)] = Root(model, b);

    private static IEnumerable<int[]> Permutations(int count)
    {
        if (count == 0)
            return [[]];
        return Permutations(count - 1).SelectMany(p => Enumerable.Range(0, count).Select(at => (int[])[.. p[..at], count - 1, .. p[at..]]));
    }

    /// <summary>Keeps threads as a store does.</summary>
    private sealed class Threads(UserId user)
    {
        private readonly Dictionary<string, ThreadId> _byId = [];
        private readonly Dictionary<ThreadId, ThreadId> _aliases = [];
        private readonly Dictionary<ThreadId, long> _ages = [];
        private int _count;

        public Threads()
            : this(UserId.Local)
        {
        }

        public ThreadDecision Add(string id, params string[] references) => AddWith(id, "", references);

        public ThreadDecision AddWith(string id, string subject, params string[] references)
        {
            var decision = ThreadAssigner.Decide(
                user, new ThreadClues(new EmailId($"{id}-{_count++}"), id, subject, references, Mark: null),
                wanted => Find(wanted) is { } found ? (found, _ages[found]) : null);

            _ages.TryAdd(decision.Thread, _ages.Count);
            foreach (var joined in decision.Joined)
                _aliases[joined] = decision.Thread;
            foreach (var known in decision.Ids)
                _byId[known] = decision.Thread;
            return decision;
        }

        public ThreadId Of(string id) => Find(id) ?? throw new InvalidOperationException($"No thread of {id}.");

        public ThreadId? Find(string id)
        {
            if (!_byId.TryGetValue(id, out var thread))
                return null;
            return Resolve(thread);
        }

        public ThreadId Resolve(ThreadId thread)
        {
            while (_aliases.TryGetValue(thread, out var other))
                thread = other;
            return thread;
        }
    }
}

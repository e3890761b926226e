using Azure.Core;
using InboxMind.Azure.Index;
using InboxMind.Azure.Storage;
using InboxMind.Contracts.Azure.Faults;
using InboxMind.Core.Work;
using InboxMind.Testing;
using static InboxMind.Contracts.Samples;

namespace InboxMind.Contracts.Azure.Index;

/// <summary>Calls to the storage account that go wrong: each call of a write, in each way.</summary>
public sealed class BlobIndexFaultTests(Azurite azurite) : Contract
{
    [Theory]
    [InlineData(Fault.FailsBefore)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.TimesOut)]
    [InlineData(Fault.AnswersTwice)]
    public async Task WriteAsync_AnyCallGoesWrong_IsDoneOrUndoneAndDoneWhenTriedAgain(Fault fault)
    {
        var calls = new FaultyPolicy();
        using var writer = SharedIndexInstance.On(azurite, options =>
        {
            options.AddPolicy(calls, HttpPipelinePosition.PerRetry);
            options.Retry.MaxRetries = 0;
        });
        using var reader = SharedIndexInstance.On(azurite);
        await writer.Index.WriteAsync(Anna, Model, [Indexed("zero", "common words")], Cancellation);

        var (at, happened) = (0, true);
        for (; happened; at++)
        {
            calls.Arm(fault, at);
            var name = $"mail{at}";
            try
            {
                await writer.Index.WriteAsync(Anna, Model, [Indexed(name, "common words")], Cancellation);
            }
            catch (StorageUnusableException)
            {
                // Done or undone, but nothing between.
                var found = (await VersionsAsync(reader)).Count;
                found.ShouldBeOneOf(at + 1, at + 2);
            }

            happened = calls.Calls > at;
            calls.Disarm();
            await writer.Index.WriteAsync(Anna, Model, [Indexed(name, "common words")], Cancellation);
            (await VersionsAsync(reader)).Count.ShouldBe(at + 2);
            (await VersionsAsync(writer)).Count.ShouldBe(at + 2);
        }

        at.ShouldBeGreaterThan(3);
        (await reader.Index.StateAsync(Anna, Cancellation)).ShouldBe(await writer.Index.StateAsync(Anna, Cancellation));
    }

    [Theory]
    [InlineData(Fault.FailsBefore)]
    [InlineData(Fault.FailsAfter)]
    [InlineData(Fault.TimesOut)]
    [InlineData(Fault.AnswersTwice)]
    public async Task Reading_AnyCallGoesWrong_SaysSoOrGivesWhatThereIs(Fault fault)
    {
        using var writer = SharedIndexInstance.On(azurite);
        await writer.Index.WriteAsync(Anna, Model, [Indexed("zero", "common words")], Cancellation);
        var happened = true;
        for (var at = 0; happened; at++)
        {
            var calls = new FaultyPolicy();
            using var reader = SharedIndexInstance.On(azurite, options =>
            {
                options.AddPolicy(calls, HttpPipelinePosition.PerRetry);
                options.Retry.MaxRetries = 0;
            });
            calls.Arm(fault, at);
            try
            {
                (await VersionsAsync(reader)).Count.ShouldBe(1);
            }
            catch (StorageUnusableException)
            {
                // It is said, and the next one finds everything.
            }

            happened = calls.Calls > at;
            calls.Disarm();
            (await VersionsAsync(reader)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task EraseAsync_AnyCallGoesWrong_IsErasedWhenTriedAgain()
    {
        var happened = true;
        for (var at = 0; happened; at++)
        {
            var calls = new FaultyPolicy();
            using var one = SharedIndexInstance.On(azurite, options =>
            {
                options.AddPolicy(calls, HttpPipelinePosition.PerRetry);
                options.Retry.MaxRetries = 0;
            });
            await one.Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation);
            calls.Arm(Fault.FailsBefore, at);
            try
            {
                await one.Indexes.EraseAsync(Anna, Cancellation);
            }
            catch (StorageUnusableException)
            {
                await one.Indexes.EraseAsync(Anna, Cancellation);
            }

            happened = calls.Calls > at;
            calls.Disarm();
            (await one.Indexes.EraseAsync(Anna, Cancellation)).ShouldBeFalse();
            one.Files.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Blobs_OfAnIndex_TellNothingInTheirNamesAndAreGoneAfterAnErasure()
    {
        var clients = new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString));
        using var one = SharedIndexInstance.On(azurite);
        var before = await NamesAsync(clients);
        await one.Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation);

        var names = (await NamesAsync(clients)).Except(before).ToList();
        names.Count.ShouldBe(2);
        names.ShouldAllBe(static name => System.Text.RegularExpressions.Regex.IsMatch(name, "^[0-9a-f]{64}/(head|p-[0-9a-f]{32})$"));
        (await one.Indexes.EraseAsync(Anna, Cancellation)).ShouldBeTrue();

        (await NamesAsync(clients)).Intersect(names).ShouldBeEmpty();
    }

    [Fact]
    public async Task DeleteLeftoversAsync_PackOfAStoppedWriter_IsDeletedOnceItIsOld()
    {
        var storage = new BlobIndexStorage(new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString)));
        using var one = new SharedIndexInstance(storage);
        await one.Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation);
        await storage.WritePackAsync(Anna, "p-left", "content"u8.ToArray(), Cancellation);
        await storage.WritePackAsync(Mallory, "p-left", "content"u8.ToArray(), Cancellation);

        // Only of these two users: others' tests run at the same time, and their packs are young.
        await storage.DeleteLeftoversAsync(
            DateTimeOffset.UnixEpoch, static _ => throw new InvalidOperationException("Nothing is old."), Cancellation);
        (await storage.ReadPackAsync(Anna, "p-left", Cancellation)).ShouldNotBeNull();
        (await VersionsAsync(one)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task TakeTurnAsync_Taken_KeepsOthersFromWritingUntilItIsGivenBack()
    {
        var storage = new BlobIndexStorage(new StorageClients(StorageSettings.OfConnection(azurite.ConnectionString)));
        using var one = new SharedIndexInstance(storage);
        await one.Index.WriteAsync(Anna, Model, [Indexed("one", "words")], Cancellation);
        var (turn, other) = (Guid.NewGuid(), Guid.NewGuid());
        var head = (await storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldNotBeNull();

        (await storage.TryTakeTurnAsync(Anna, turn, Cancellation)).ShouldBeTrue();
        (await storage.TryTakeTurnAsync(Anna, other, Cancellation)).ShouldBeFalse();
        (await storage.TryWriteHeadAsync(Anna, head.Content, head, turn: null, Cancellation)).ShouldBeNull();
        head = (await storage.TryWriteHeadAsync(Anna, head.Content, head, turn, Cancellation)).ShouldNotBeNull();
        await storage.GiveBackTurnAsync(Anna, turn, Cancellation);
        (await storage.TryWriteHeadAsync(Anna, head.Content, head, turn: null, Cancellation)).ShouldNotBeNull();

        (await storage.TryTakeTurnAsync(Anna, other, Cancellation)).ShouldBeTrue();
        (await one.Indexes.EraseAsync(Anna, Cancellation)).ShouldBeTrue();
        (await storage.ReadHeadAsync(Anna, known: null, Cancellation)).ShouldBeNull();
    }

    private async Task<IReadOnlyDictionary<EmailId, long>> VersionsAsync(SharedIndexInstance instance) =>
        await instance.Index.VersionsAsync(Anna, after: null, last: null, Cancellation);

    private static async Task<List<string>> NamesAsync(StorageClients clients)
    {
        var container = clients.Blobs.GetBlobContainerClient(BlobIndexStorage.Container);
        if (!await container.ExistsAsync(Cancellation))
            return [];
        return await container.GetBlobsAsync(new global::Azure.Storage.Blobs.Models.GetBlobsOptions(), Cancellation)
            .Select(static b => b.Name).ToListAsync(Cancellation);
    }
}

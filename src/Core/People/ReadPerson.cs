using InboxMind.Core.Answers.Exact;
using InboxMind.Core.Counting;

namespace InboxMind.Core.People;

/// <summary>Reads all that is known of somebody.</summary>
public sealed class ReadPerson(ReadRegister registers, IPersonMerges merges, FindOpenThreads open, IMailStore store)
    : IPersonFacts
{
    /// <summary>Newest mails of theirs whose signatures are read.</summary>
    private const int Signatures = 30;

    /// <summary>Others of a name.</summary>
    private const int MaxOthers = 20;

    /// <summary>Finds them.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="asked">An address, or a name as people use it; of several people of the name the one with the most mail.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>Null when no mail knows them.</returns>
    public async Task<PersonCard?> ReadAsync(Owner owner, string asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var register = await registers.ReadAsync(owner, cancellation);
        var all = PeopleOfMail.Of(register);
        var found = Find(register, all, asked);
        if (found.Count == 0)
            return null;
        var person = found[0];
        var said = await merges.ListAsync(owner, cancellation);
        var suggest = new SuggestMerges(register, said);
        var phones = await SignaturesAsync(owner, register, person, suggest, cancellation);
        return new PersonCard(
            person, await OpenAsync(owner, person, cancellation), phones,
            [.. said.Where(m => m.Addresses.Any(person.Addresses.Contains))],
            [.. suggest.Suggestions().Where(s => s.Addresses.Any(person.Addresses.Contains))], [.. found.Skip(1).Take(MaxOthers)]);
    }

    async Task<PersonFacts?> IPersonFacts.ReadAsync(Owner owner, string asked, CancellationToken cancellation) =>
        await ReadAsync(owner, asked, cancellation) is { } card
            ? new PersonFacts(
                card.Person.Name, card.Person.Addresses, card.Person.From, card.Person.To, card.Person.Last, card.Person.First,
                [.. card.Phones.Select(static p => (p.Number, p.Label, p.Mail))], card.OpenThreads)
            : null;

    private static List<Person> Find(MailRegister register, PeopleOfMail all, string asked)
    {
        if (asked.Equals("me", StringComparison.OrdinalIgnoreCase))
            return all.Me is { } me ? [me] : [];
        return
        [
            .. (register.People.Find(asked)?.Addresses ?? []).Select(all.Find).OfType<Person>().Distinct()
                .OrderByDescending(static p => p.From + p.To),
        ];
    }

    private async Task<IReadOnlyList<PhoneNumber>> SignaturesAsync(
        Owner owner, MailRegister register, Person person, SuggestMerges suggest, CancellationToken cancellation)
    {
        List<MailHead> heads = [.. register.Newest.Where(h => person.Addresses.Contains(KnownPeople.Fold(h.Sender))).Take(Signatures)];
        var mails = (await store.GetAsync(owner, [.. heads.Select(static h => h.Id)], MailExtent.Evidence, cancellation))
            .ToDictionary(static m => m.Message.Id, static m => m.Message);
        List<(MailMessage Message, string Signature)> signed =
            [.. heads.Where(h => mails.ContainsKey(h.Id)).Select(h => (mails[h.Id], SignatureFacts.Text(mails[h.Id])))];
        foreach (var (head, signature) in heads.Where(h => mails.ContainsKey(h.Id)).Zip(signed, static (h, s) => (h, s.Signature)))
        {
            foreach (var named in SignatureFacts.Addresses(signature))
                suggest.AddSignature(KnownPeople.Fold(head.Sender), named, head);
        }

        return SignatureFacts.Phones(signed);
    }

    private async Task<IReadOnlyList<OpenThread>> OpenAsync(Owner owner, Person person, CancellationToken cancellation)
    {
        bool IsTheirs(MailAddress address) => person.Addresses.Contains(KnownPeople.Fold(address));
        return
        [
            .. (await open.FindAsync(owner, isMine: true, cancellation) ?? []).Where(t => IsTheirs(t.Asked.Sender)),
            .. (await open.FindAsync(owner, isMine: false, cancellation) ?? []).Where(t => t.Asked.To.Any(IsTheirs)),
        ];
    }
}

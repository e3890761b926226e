using InboxMind.Core.Counting;
using InboxMind.Core.Text;

namespace InboxMind.Core.People;

/// <summary>Lists who writes and is written to, told from the heads of all mail.</summary>
public sealed class ListPeople(ReadRegister registers)
{
    /// <summary>Lists a page, the most mail from and to them first. The owner is not among them.</summary>
    /// <param name="owner">Whose mail.</param>
    /// <param name="words">Each must begin a word of a name or an address; empty for everybody.</param>
    /// <param name="isAll">Whether those are listed too that are no persons (<see cref="Person.IsAutomatic"/>).</param>
    /// <param name="skip">How many to pass over.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellation">Stops the call.</param>
    /// <returns>The page, and how many there are in all.</returns>
    public async Task<(IReadOnlyList<Person> People, int Total)> ListAsync(
        Owner owner, string words, bool isAll, int skip, int limit, CancellationToken cancellation)
    {
        var asked = Words.Split(words).ConvertAll(static w => w.Text);
        var found = PeopleOfMail.Of(await registers.ReadAsync(owner, cancellation)).All
            .Where(p => !p.IsMe && (isAll || !p.IsAutomatic) && Has(p, asked)).ToList();
        return ([.. found.Skip(skip).Take(limit)], found.Count);
    }

    private static bool Has(Person person, List<string> asked)
    {
        if (asked.Count == 0)
            return true;
        var words = person.Names.Concat(person.Addresses).SelectMany(Words.Split).Select(static w => w.Text).ToHashSet();
        return asked.TrueForAll(a => words.Any(w => w.StartsWith(a, StringComparison.Ordinal)));
    }
}

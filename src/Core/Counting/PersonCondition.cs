namespace InboxMind.Core.Counting;

/// <summary>One of these addresses has a part in a mail.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Addresses">In lower case; none meets no mail.</param>
public sealed record PersonCondition(PersonPart Part, IReadOnlyCollection<string> Addresses)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds(MailHead head) => Part switch
    {
        PersonPart.From => Any(head.From),
        PersonPart.To => Any(head.To) || Any(head.Cc),
        _ => Any(head.From) || Any(head.To) || Any(head.Cc),
    };

    private bool Any(IReadOnlyList<MailAddress> all)
    {
        for (var i = 0; i < all.Count; i++)
        {
            if (Addresses.Contains(KnownPeople.Fold(all[i])))
                return true;
        }

        return false;
    }
}

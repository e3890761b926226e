using System.Text;
using InboxMind.Core.Answers.Compliance.Credentials;
using InboxMind.Core.Answers.Compliance.Findings;
using InboxMind.Core.Answers.Compliance.Numbers;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Takes out of a text what no answer needs and no log should see, as far as a policy says: payment card numbers (ISO/IEC 7812,
/// with their Luhn digit), bank accounts (IBAN, ISO 13616, with its check digits), numbers by which a state knows a person, secrets and
/// ways to reach someone.</summary>
public static class PersonalData
{
    /// <summary>Replaces what is found by what it was.</summary>
    /// <returns>The text, and how many pieces were replaced.</returns>
    public static (string Text, int Count) Redact(string text, RedactionPolicy policy)
    {
        var found = Find(text, policy);
        if (found.Count == 0)
            return (text, 0);
        var clean = new StringBuilder(text.Length);
        var at = 0;
        foreach (var piece in found)
        {
            clean.Append(text, at, piece.Start - at).Append('[').Append(piece.What).Append(" removed]");
            at = piece.End;
        }

        return (clean.Append(text, at, text.Length - at).ToString(), found.Count);
    }

    /// <summary>What a policy takes out of a text, in its order and without overlaps.</summary>
    internal static IReadOnlyList<Finding> Find(string text, RedactionPolicy policy)
    {
        var folded = FoldedText.From(text);
        var (secrets, persons, contacts) =
            (policy != RedactionPolicy.Standard, policy != RedactionPolicy.SecretsOnly, policy == RedactionPolicy.Strict);
        var all = new List<Finding>();
        if (secrets)
            all.AddRange([.. PrivateKeys.Find(folded.Text), .. AccessTokens.Find(folded.Text)]);
        if (folded.Text.AsSpan().ContainsAnyInRange('0', '9'))
        {
            // The digits of an account are no card's, whether or not accounts are taken out.
            var accounts = BankAccounts.Find(folded.Text).ToList();
            if (persons)
                all.AddRange(accounts);
            all.AddRange(CardNumbers.Find(folded.Text)
                .Where(card => !accounts.Exists(account => account.Start < card.End && card.Start < account.End)));
            if (persons)
                all.AddRange(IdentityNumbers.Find(folded.Text));
        }

        if (secrets)
            all.AddRange(Secrets.Find(folded.Text));
        if (contacts)
            all.AddRange([.. MailAddresses.Find(folded.Text), .. TelephoneNumbers.Find(folded.Text)]);
        return [.. Merge(all).Select(folded.Original)];
    }

    /// <summary>Makes one of those that overlap; it is what the first found of them is.</summary>
    private static List<Finding> Merge(List<Finding> all)
    {
        var merged = new List<(Finding Piece, int Rank)>();
        foreach (var next in all.Select(static (piece, rank) => (Piece: piece, Rank: rank)).OrderBy(static p => p.Piece.Start)
            .ThenBy(static p => p.Rank))
        {
            if (merged.Count == 0 || merged[^1].Piece.End <= next.Piece.Start)
            {
                merged.Add(next);
                continue;
            }

            var last = merged[^1];
            merged[^1] = (
                new Finding(last.Piece.Start, Math.Max(last.Piece.End, next.Piece.End), last.Rank < next.Rank
                    ? last.Piece.What
                    : next.Piece.What),
                Math.Min(last.Rank, next.Rank));
        }

        return merged.ConvertAll(static p => p.Piece);
    }
}

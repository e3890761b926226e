namespace InboxMind.Embedded.Models.Extractive;

/// <summary>How likely a passage answers a question, from what can be told of both; see docs/quality.md for the mailboxes that it was
/// fitted on, and what it is worth on others.</summary>
internal readonly record struct AnswerChance
{
    /// <summary>The cosine of the question with the subject and the passage.</summary>
    public required double Near { get; init; }

    /// <summary>The share of the question's words in and around the passage, by weight.</summary>
    public required double Share { get; init; }

    /// <summary>The share of names that no mail holds.</summary>
    public required double UnknownNames { get; init; }

    /// <summary>The share of names that other conversations hold and this one does not.</summary>
    public required double NamesElsewhere { get; init; }

    /// <summary>Whether a day, a time, a number or an amount is asked for and the passage has none.</summary>
    public required bool LacksFigure { get; init; }

    // Fitted as logistic regressions; nearness in that of short questions is divided by how much wider the cosines of the model in use are
    // spread.

    /// <summary>From 0 to 1, of a question of few words.</summary>
    public double OfShort =>
        Logistic(-2.4 + (3.2 * Near) + (0.6 * Share) - (4 * UnknownNames) - (3.7 * NamesElsewhere) - (LacksFigure ? 1.05 : 0));

    /// <summary>From 0 to 1, of a question that describes. Its words are not counted: who asks for what is not there uses the mail's own as
    /// often as who asks for what is.</summary>
    public double OfLong => Logistic(-0.5 + (4.1 * Near) - (9.8 * UnknownNames) - (2.7 * NamesElsewhere));

    private static double Logistic(double value) => 1 / (1 + Math.Exp(-value));
}

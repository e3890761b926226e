namespace InboxMind.Embedded.Models.Extractive;

/// <summary>How likely a passage answers a question of few words, from what can be told of both; see docs/quality.md for the mailboxes that
/// it was fitted on, and what it is worth on others.</summary>
internal readonly record struct AnswerChance
{
    // Fitted as a logistic regression; that of nearness is divided by how much wider the cosines of the model in use are spread.
    private const double Base = -2.4;
    private const double ByNear = 3.2;
    private const double ByShare = 0.6;
    private const double ByUnknownNames = -4;
    private const double ByNamesElsewhere = -3.7;
    private const double ByLackOfFigure = -1.05;

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

    /// <summary>From 0 to 1.</summary>
    public double Value => 1 / (1 + Math.Exp(-(Base + (ByNear * Near) + (ByShare * Share) + (ByUnknownNames * UnknownNames)
        + (ByNamesElsewhere * NamesElsewhere) + (LacksFigure ? ByLackOfFigure : 0))));
}

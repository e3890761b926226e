using System.Collections.Frozen;

namespace InboxMind.Core.Text;

/// <summary>Words that say little of what a question is about: English and German always, those of other languages in texts of
/// theirs.</summary>
public static class StopWords
{
    private static readonly FrozenSet<string> All = (
        "a about above after again against all also am an and any are aren as at be because been before being below between both but by "
        + "can cannot could couldn did didn do does doesn doing don down during each either else ever few for from further get gets got "
        + "had hadn has hasn have haven having he her here hers herself him himself his how i if in into is isn it its itself just let "
        + "ll may me might more most much must my myself no nor not now of off on once only or other our ours ourselves out over own "
        + "please re s same shall she should shouldn so some such t tell than that the their theirs them themselves then there these "
        + "they this those through to too under until up upon us ve very was wasn we were weren what when where which while who whom "
        + "whose why will with within without won would wouldn yes yet you your yours yourself yourselves "
        + "aber als am an auch auf aus bei bin bis bist da damit das dass dein dem den der des dich die dir doch du durch ein eine einem "
        + "einen einer eines er es euch euer fuer hab habe haben hat hatte hier ich ihm ihn ihnen ihr ihre im in ist ja kann kein "
        + "keine mein meine mich mir mit nach nicht noch nur ob oder ohne sehr sein seine sich sie sind soll um und uns unser unter vom "
        + "von vor wann war waren warum was weil welche welcher welches wenn wer werden wie wir wird wo zu zum zur")
        .Split(' ').ToFrozenSet();

    public static bool Contains(string foldedWord) => All.Contains(foldedWord);

    /// <summary>Also those of the language that a text is in.</summary>
    public static bool Contains(string foldedWord, TextLanguage language) => Contains(foldedWord)
        || (language > TextLanguage.English && (LanguageWords.Of(foldedWord) & (1 << (int)language)) != 0);
}

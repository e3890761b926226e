using System.Collections.Frozen;

namespace InboxMind.Core.Counting;

/// <summary>Short forms of given names, English and German.</summary>
public static class GivenNames
{
    private static readonly string[] Groups =
    [
        "steve steven stephen stephan stefan", "mike michael mick mikey micha", "bill william will billy wilhelm", "bob robert rob "
            + "bobby robbie",
        "dick richard rick rich ricky", "jim james jimmy jamie", "jeff jeffrey geoff geoffrey", "tom thomas tommy", "dan daniel danny",
        "dave david davey", "chris christopher christian christina christine kris", "kate katherine catherine kathryn kathy cathy "
            + "katie katharina kathrin",
        "liz elizabeth beth betty lizzie eliza elisabeth lisa", "joe joseph joey josef", "tony anthony anton antonio", "ed edward "
            + "eddie edmund eduard",
        "ted theodore edward", "matt matthew matthias", "nick nicholas nicolas nikolaus", "pat patrick patricia", "sue susan "
            + "suzanne susanne",
        "sam samuel samantha", "alex alexander alexandra sascha", "ben benjamin", "greg gregory gregor", "ken kenneth",
            "larry lawrence lorenz",
        "ron ronald", "tim timothy", "vince vincent vinzenz", "phil philip phillip philipp", "andy andrew andreas", "jack john "
            + "johnny johann hans jon",
        "maggie margaret peggy meg margarete", "debbie deborah deb", "cindy cynthia", "jenny jennifer jen", "becky rebecca", "barb barbara",
        "fred frederick alfred friedrich", "harry harold henry", "hank henry", "don donald", "doug douglas", "stan stanley", "walt walter",
        "art arthur", "al albert alan allan allen alfred", "abe abraham", "gene eugene", "gus august gustav", "jerry gerald jerome",
            "ray raymond",
        "russ russell", "stu stuart stewart", "terry terence teresa terrence", "vicky victoria", "wes wesley", "zach zachary",
            "gabi gabriele",
        "uli ulrich ulrike", "max maximilian", "sepp josef", "toni anton", "klaus nikolaus", "heinz heinrich", "fritz friedrich",
            "beto humberto alberto",
    ];

    private static readonly FrozenDictionary<string, int[]> Known = Groups
        .SelectMany(static (group, i) => group.Split(' ').Select(name => (name, i))).GroupBy(static p => p.name, static p => p.i)
        .ToFrozenDictionary(static g => g.Key, static g => g.ToArray());

    /// <summary>Whether both may be what one person is called.</summary>
    /// <param name="one">A given name, folded.</param>
    /// <param name="other">Another one, folded.</param>
    public static bool AreSame(string one, string other) =>
        one == other || (Known.TryGetValue(one, out var first) && Known.TryGetValue(other, out var second) && first.Intersect(second)
            .Any());

    /// <summary>Whether it is a given name that is known here.</summary>
    /// <param name="word">A word, folded.</param>
    public static bool Contains(string word) => Known.ContainsKey(word);
}

using System.Collections.Frozen;

namespace InboxMind.Embedded.Models.Extractive;

/// <summary>What belongs to a place, and the place: who asks about the Korean venture is answered by a mail about Korea. English; only
/// those whose stems differ.</summary>
internal static class PlaceAdjectives
{
    private static readonly (string Adjective, string Place)[] Pairs =
    [
        ("african", "africa"), ("american", "america"), ("argentinian", "argentina"), ("asian", "asia"), ("australian", "australia"),
        ("austrian", "austria"), ("bavarian", "bavaria"), ("belgian", "belgium"), ("bolivian", "bolivia"), ("brazilian", "brazil"),
        ("british", "britain"), ("bulgarian", "bulgaria"), ("californian", "california"), ("canadian", "canada"), ("chilean", "chile"),
        ("chinese", "china"), ("colombian", "colombia"), ("croatian", "croatia"), ("czech", "czechia"), ("danish", "denmark"),
        ("dutch", "netherlands"), ("egyptian", "egypt"), ("estonian", "estonia"), ("european", "europe"), ("finnish", "finland"),
        ("french", "france"), ("german", "germany"), ("ghanaian", "ghana"), ("greek", "greece"), ("hungarian", "hungary"),
        ("icelandic", "iceland"), ("indian", "india"), ("indonesian", "indonesia"), ("irish", "ireland"), ("israeli", "israel"),
        ("italian", "italy"), ("japanese", "japan"), ("kenyan", "kenya"), ("korean", "korea"), ("latvian", "latvia"),
        ("lithuanian", "lithuania"), ("malaysian", "malaysia"), ("mexican", "mexico"), ("moroccan", "morocco"), ("nigerian", "nigeria"),
        ("norwegian", "norway"), ("parisian", "paris"), ("peruvian", "peru"), ("polish", "poland"), ("portuguese", "portugal"),
        ("romanian", "romania"), ("russian", "russia"), ("scottish", "scotland"), ("serbian", "serbia"), ("sicilian", "sicily"),
        ("slovenian", "slovenia"), ("spanish", "spain"), ("swedish", "sweden"), ("swiss", "switzerland"), ("texan", "texas"),
        ("thai", "thailand"), ("tibetan", "tibet"), ("turkish", "turkey"), ("ukrainian", "ukraine"), ("venezuelan", "venezuela"),
        ("vietnamese", "vietnam"), ("welsh", "wales"),
    ];

    private static readonly FrozenDictionary<string, string> Known = Pairs
        .SelectMany(static p => (KeyValuePair<string, string>[])[new(p.Adjective, p.Place), new(p.Place, p.Adjective)])
        .ToFrozenDictionary();

    /// <summary>The place of an adjective, or the adjective of a place; null when it is neither.</summary>
    /// <param name="word">A word, folded; people may stand in the plural ("Tibetans").</param>
    public static string? Of(string word) => Known.GetValueOrDefault(word) ?? Known.GetValueOrDefault(word.TrimEnd('s'));
}

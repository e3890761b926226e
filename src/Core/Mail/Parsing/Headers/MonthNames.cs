using System.Collections.Frozen;
using System.Text;

namespace InboxMind.Core.Mail.Parsing.Headers;

/// <summary>Months as mail programs and systems set to other languages write them, in full or cut to at least three letters.</summary>
internal static class MonthNames
{
    /// <summary>A line for each month, without accents; a name that stands for two months in two languages is left to the one in which
    /// mail is dated so.</summary>
    private static readonly string[] Names =
    [
        "january januar janvier enero janeiro gennaio januari tammikuu styczen stycznia leden ledna ianuarie yanvar ocak ene gen "
            + "jan jaen jaenner sty led oca tammi januarie sijecanj sijecnja "
            + "ianuariou janv jaan yan яну януари янв январь "
            + "января січня січ ιαν ιανουαριου",
        "february februar fevrier febrero fevereiro febbraio februari helmikuu luty lutego unor unora februarie subat feb fev lut uno sub "
            + "helmi fevr febr veljaca veljace veebr фев февруари "
            + "февраль февраля лют лютого φεβ φεβρουαριου",
        "march marz maerz marc marts mars marzo marco maart maaliskuu marzec marca brezen brezna martie mart mar mrz mrt brz bre "
            + "maalis marcius "
            + "ozujak ozujka мар март марта бер березня μαρ μαρτιου",
        "april avril abril aprile huhtikuu kwiecien kwietnia duben dubna aprilie nisan apr avr abr kwi dub nis huhti aprilis travanj "
            + "travnja апр апрель апреля кві квітня απρ απριλιου",
        "may mai mayo maio maggio maig mei maj toukokuu maja kveten kvetna "
            + "mayis mag kve touko majus svibanj svibnja май мая тра травня "
            + "μαι μαιου",
        "june juni juin juny juuni юни junio junho giugno kesakuu czerwiec czerwca cerven cervna iunie haziran jun giu cze cvn "
            + "cer haz iun kesa junius "
            + "lipanj lipnja июн июнь июня чер червня ιουν ιουνιου",
        "july juli juuli юли juillet julio julho luglio heinakuu lipiec lipca cervenec cervence iulie temmuz jul lug lip cvc tem "
            + "iul heina juil "
            + "julius srpanj srpnja июл июль июля лип липня ιουλ ιουλιου",
        "august aout agosto augustus agt agustus augusti elokuu sierpien sierpnia srpen srpna agustos aug aou ago sie srp agu elo "
            + "augusztus kolovoz "
            + "kolovoza авг август августа сер серпня αυγ αυγουστου",
        "september szept septembre септември septiembre setembro settembre syyskuu wrzesien wrzesnia zari septembrie eylul sep "
            + "sept set wrz zar eyl syys "
            + "szeptember rujan rujna сен сент "
            + "сентябрь сентября вер вересня σεπ σεπτεμβριου",
        "october oktober октомври octobre octubre outubro ottobre lokakuu pazdziernik pazdziernika rijen rijna octombrie ekim oct "
            + "okt out ott "
            + "paz rij "
            + "eki loka oktobar окт октябрь октября жов жовтня οκτ οκτωβριου",
        "november novembre ное ноември noviembre novembro marraskuu listopad listopada listopadu noiembrie kasim nov noi lis kas "
            + "marras studeni "
            + "studenoga "
            + "ноя нояб ноябрь ноября лис листопада νοε νοεμβριου",
        "december dezember dets декември decembre diciembre dezembro dicembre joulukuu grudzien grudnia prosinec prosince "
            + "decembrie aralik dec dez "
            + "dic gru "
            + "pro ara des desember joulu prosinac prosinca дек "
            + "декабрь декабря гру грудня δεκ δεκεμβριου",
    ];

    private static readonly FrozenDictionary<string, int> ByName = Names
        .SelectMany(static (line, index) => line.Split(' ').Select(name => (Name: name, Month: index + 1)))
        .DistinctBy(static n => n.Name).ToFrozenDictionary(static n => n.Name, static n => n.Month, StringComparer.OrdinalIgnoreCase);

    /// <summary>The month a word names, from 1; 0 when it names none.</summary>
    public static int Find(ReadOnlySpan<char> word) =>
        word.Length is < 3 or > 20 ? 0 : ByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var month) ? month
            : Ascii.IsValid(word) ? 0 : ByName.GetValueOrDefault(Bare(word));

    /// <summary>Without accents.</summary>
    private static string Bare(ReadOnlySpan<char> word)
    {
        var bare = new StringBuilder(word.Length);
        foreach (var c in word.ToString().ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark)
                bare.Append(c == 'ı' ? 'i' : c == 'ł' ? 'l' : c);
        }

        return bare.ToString();
    }
}

namespace InboxMind.Core.Tests.Text.Passages;

/// <summary>What people write in labelled mails, with what might look like something else.</summary>
internal static class LabelledTexts
{
    /// <summary>The texts of one mail. No line stands in it twice.</summary>
    internal sealed record Texts(string[] Own, string[] More, string[] Quoted, string[] Signature, string[] Footer);

    /// <summary>Who is quoted in mails of a language.</summary>
    public static IReadOnlyList<(string Name, string Address)> Writers(string language) => language switch
    {
        "ru" => [("Анна Берг", "anna@example.org"), ("Иван Петров", "ivan.petrov@example.net"),
            ("Jan de Vries", "jan@example.net")],
        "zh" => [("王小明", "wang@example.org"), ("李娜", "li.na@example.net"), ("May Lee", "may.lee@example.org")],
        "ja" => [("山田太郎", "yamada@example.org"), ("鈴木花子", "suzuki@example.net"), ("May Lee", "may.lee@example.org")],
        _ =>
        [
            ("Anna Berg", "anna.berg@example.org"), ("Jan de Vries", "jan@example.net"), ("José Muñoz", "jose.munoz@example.com"),
            ("Dr. Karin Øst", "karin@example.dk"),
        ],
    };

    public static Texts Of(string language, int number)
    {
        var (own, quoted) = All[language];
        return new Texts(
            [own[0], "", $"{own[1]} ({number})"],
            Traps[number % Traps.Length],
            [quoted[0], $"{quoted[1]} {100 + number}.", "", quoted[2]],
            [.. Signatures[number % Signatures.Length].Skip(1)],
            [Footers[number % Footers.Length]]);
    }

    /// <summary>Words of the sender that only look as if they introduced others.</summary>
    private static readonly string[][] Traps =
    [
        ["From the harbour you reach us by the lower road.", "Date: still open, I think June."],
        ["I wrote to the painter: he comes at nine.", "", "On Monday Anna wrote the letter herself."],
        ["To be clear: nobody pays twice.", "Subject to the weather, we start early."],
        ["Sent the keys to the caretaker yesterday.", "", "He wrote back: all is well."],
    ];

    private static readonly string[][] Signatures =
    [
        ["", "Ben Carter", "Head of Boats, Kelp Line Ltd", "+44 20 7946 0018"],
        ["", "Ben"],
        ["", "Ben Carter | Kelp Line", "www.kelp.example"],
        ["", "B. Carter", "12 Lower Road, Port Reed"],
    ];

    private static readonly string[] Footers =
    [
        "This e-mail is confidential and intended only for the person it is addressed to. Delete it if it has reached you by mistake.",
        "Diese E-Mail enthält vertrauliche Informationen. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.",
        "Please consider the environment before printing this e-mail.",
        "You received this message because you are subscribed to the list boats.",
    ];

    private static readonly Dictionary<string, (string[] Own, string[] Quoted)> All = new()
    {
        ["en"] = (["That suits me well.", "On Monday I am away, Tuesday is fine."],
            ["The slipway is closed until June.", "The deposit is about", "We meet at the shed: bring the keys."]),
        ["de"] = (["Das passt mir gut.", "Am Montag bin ich weg, Dienstag geht."],
            ["Der Schuppen wird bis Juni gestrichen.", "Die Anzahlung beträgt etwa", "Wir treffen uns dort: bring die Schlüssel mit."]),
        ["fr"] = (["Cela me convient.", "Le lundi je suis absent, mardi c'est bon."],
            ["Le hangar est fermé jusqu'en juin.", "L'acompte est d'environ", "On se retrouve au hangar : apporte les clés."]),
        ["es"] = (["Me viene bien.", "El lunes no estoy, el martes sí."],
            ["El cobertizo está cerrado hasta junio.", "La señal es de unos", "Nos vemos en el cobertizo: trae las llaves."]),
        ["pt"] = (["Para mim está bem.", "Em junho não estou, em julho sim."],
            ["O galpão está fechado até junho.", "O sinal é de cerca de", "Encontramo-nos no galpão: traz as chaves."]),
        ["it"] = (["Per me va bene.", "Il lunedì non ci sono, martedì sì."],
            ["La rimessa è chiusa fino a giugno.", "L'acconto è di circa", "Ci vediamo alla rimessa: porta le chiavi."]),
        ["nl"] = (["Dat komt goed uit.", "Op maandag ben ik weg, dinsdag kan."],
            ["Het boothuis is dicht tot juni.", "De aanbetaling is ongeveer", "We treffen elkaar daar: neem de sleutels mee."]),
        ["sv"] = (["Det passar mig bra.", "På måndag är jag borta, tisdag går bra."],
            ["Båthuset är stängt till juni.", "Handpenningen är ungefär", "Vi ses vid båthuset: ta med nycklarna."]),
        ["da"] = (["Det passer mig fint.", "Mandag er jeg væk, tirsdag er fint."],
            ["Bådehuset er lukket til juni.", "Depositummet er cirka", "Vi mødes ved bådehuset: tag nøglerne med."]),
        ["pl"] = (["To mi odpowiada.", "W poniedziałek mnie nie ma, we wtorek tak."],
            ["Hangar jest zamknięty do czerwca.", "Zaliczka wynosi około", "Spotkamy się przy hangarze: weź klucze."]),
        ["cs"] = (["To mi vyhovuje.", "V pondělí tu nejsem, v úterý ano."],
            ["Loděnice je zavřená do června.", "Záloha je asi", "Sejdeme se u loděnice: vezmi klíče."]),
        ["ru"] = (["Мне подходит.", "В понедельник меня нет, во вторник можно."],
            ["Сарай закрыт до июня.", "Задаток около",
                "Встретимся у сарая: возьми ключи."]),
        ["tr"] = (["Bana uyar.", "Pazartesi yokum, salı olur."],
            ["Kayıkhane hazirana kadar kapalı.", "Kapora yaklaşık", "Kayıkhanede buluşuruz: anahtarları getir."]),
        ["zh"] = (["我没问题。", "星期一我不在，星期二可以。"],
            ["船库六月前关闭。", "押金大约", "我们在船库见：带上钥匙。"]),
        ["ja"] = (["それで結構です。", "月曜日は不在ですが、火曜日は大丈夫です。"],
            ["艇庫は六月まで閉まっています。", "手付金はおよそ",
                "艇庫で会いましょう：鍵を持ってきてください。"]),
    };
}

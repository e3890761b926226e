using System.Collections.Frozen;

namespace InboxMind.Core.Text;

/// <summary>Words that hold sentences together, folded, and the greetings of letters, by language. They tell a language, and say little of
/// what a text is about.</summary>
internal static class LanguageWords
{
    private const string English =
        "a about after again all also am an and any are as at be because been before being but by can could did do does dear don down each "
        + "every few for from get got had has have he her here him his how i if in into is it its just let like me more most much my no "
        + "not now of off on one only or other our out over per please regards said she should so some such than thank thanks that the "
        + "their them then there these they this those through to too under until up us was we were what when where which while who why "
        + "will with without would yes yet you your";

    private const string German =
        "aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte da dafur damit danke dann das dass dein "
        + "deine dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer "
        + "eines er es euch euer fur gegen gerne gibt gruss grusse habe haben hallo hat hatte hatten hier hinter ich ihm ihn ihnen ihr "
        + "ihre ihrem ihren ihrer im in ist ja jede jeden jetzt kann kein keine keinen konnen konnte liebe lieber mehr mein meine meinen "
        + "mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seinen seit sich sie sind sollte sondern uber um "
        + "und uns unser unsere unserem unseren unter viele vielen vom von vor wann war waren warum was weil welche welcher wenn wer "
        + "werden "
        + "wie wieder wieviel wir wird wo wohl wurde wurden wurde zu zum zur zwischen freundlichen sehr geehrte geehrter";

    private const string French =
        "ai as au aucun aussi autre autres aux avec avez avoir avons bien bonjour bonsoir car ce cela celle celui ces cet cette ceux "
            + "chaque "
        + "chez comme comment cordialement dans de depuis des deux dois doit donc dont du elle elles en encore entre est et etait "
        + "etaient "
        + "ete etes etre eu eux faire fait faut ici il ils j je jusqu l la le les leur leurs lors lui ma mais me meme merci mes moi "
        + "moins "
        + "mon ne ni nos notre nous on ont ou par parce pas peu peut peuvent plus pour pouvez pourquoi pouvons qu quand que quel quelle "
        + "quelles quels qui quoi sa sans se ses serait si soit sommes son sont sous suis sur ta te tes toi ton tous tout toute toutes "
        + "tres trop tu un une vers voici voir vos votre vous y";

    private const string Spanish =
        "a adjunto al algo algun alguna algunos ante antes aqui asi atentamente aunque bien cada como con contra cual cuales cuando cuanto "
        + "cuyo de del desde donde dos durante e el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estado "
        + "estamos estan estar estas este esto estos estoy fue fueron gracias ha haber habia hace hacer han has hasta hay he hola hoy la "
        + "las "
        + "le les lo los mas me mi mientras mis mucho muchos muy nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otro "
        + "para pero por porque puede pueden puedo que quien quienes saludos se sea segun ser si sido siempre sin sobre solo somos son soy "
        + "su sus tambien tan tanto te tenemos tener tengo tiene tienen toda todas todo todos tu tus un una unas uno unos usted ustedes "
        + "vosotros y ya yo";

    private const string Italian =
        "a abbiamo ad agli ai al alla alle allo anche ancora avere aveva avete buongiorno che chi ci ciao cio come con cordiali cosa "
            + "cosi cui "
        + "da dagli dai dal dalla dalle dallo degli dei del della delle dello deve di dobbiamo dopo dove due e ed era erano essere fa fare "
        + "fatto gia gli grazie ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio molto ne negli nei nel "
        + "nella "
        + "nelle nello no noi non nostra nostre nostri nostro o ogni oggi per perche piu poi possiamo possono posso prima puo qual quale "
        + "quali quando quanto quella quelle quelli quello questa queste questi questo qui saluti se sei sempre senza si sia siamo siete "
        + "solo sono sta stata stati stato su sua sue sugli sui sul sulla sulle suo suoi tra tu tua tue tuo tuoi tutta tutte tutti tutto "
        + "un "
        + "una uno va vi voi vostra vostre vostri vostro";

    private const string Portuguese =
        "a ainda alem algum alguma ambos ao aos apenas aqui as assim ate atenciosamente bem bom cada com como contra cumprimentos da das "
            + "de "
        + "dela dele deles depois desde dessa desse desta deste do dois dos e ela elas ele eles em enquanto entre era eram essa essas esse "
        + "esses esta estao estamos estar estas estava este estes estou eu fazer fez foi foram ha hoje isso isto ja lhe lhes mais mas me "
        + "mesmo meu meus minha minhas muito muitos na nao nas nem nenhum nessa nesse nesta neste no nos nossa nossas nosso nossos num "
        + "numa "
        + "o obrigada obrigado ola onde os ou outra outro para pela pelas pelo pelos pode podem podemos por porque posso qual quais quando "
        + "quanto que quem sao se seja sem sempre ser sera seu seus si sido sim sob sobre sou sua suas tambem te tem temos tenho ter teu "
        + "tinha "
        + "toda todas todo todos tu tua tudo um uma umas uns voce voces vos";

    private const string Dutch =
        "aan afgelopen al alle alleen als altijd andere ben bent beste bij bijlage daar dan dank dat de deze die dit doen door dus een "
            + "eens "
        + "elke en er geen groet groeten haar had hallo hebben hebt heeft heel hem het hier hij hoe hoeveel hoi hun ik in is ja je jij jou "
        + "jouw "
        + "jullie kan kunnen kunt maar meer met mij mijn moet moeten mogen na naar nee niet niets nog nu of om omdat ons onze ook op over "
        + "samen sinds te tegen toch toen tot tussen u uit uw van vandaag veel volgende voor vriendelijke waar waarom wanneer want waren "
        + "was wat "
        + "we wel welke werd werden wie wij wil willen worden wordt zal ze zei zelf zich zij zijn zo zonder zou zouden";

    private const string Swedish =
        "aldrig alla allt an andra annan att av bara bifogat blev bli blir da dag dar de deras den denna deras dess dessa det detta dig "
            + "din "
        + "dina ditt du efter ej eller en er era ert ett fick finns fore for fran gor gora ha hade han hans har hej hej helst hennes hon "
        + "honom hur har i icke idag igen ikvall ingen inget innan inom inte ja jag kan kommer kunde kanske ligger lite maste med mellan "
        + "men "
        + "mer mera mig min mina mitt mot mycket nagon nagot nagra nar ni nu nasta och om oss pa sa samma sedan sig sin sina sitt ska "
        + "skulle "
        + "skriver snart som sager till tack under upp ut utan vad valkommen vanliga var vara vart varfor varje varit vem vi vid vilka "
        + "vilken vilket vill vore vare vara vanligen halsningar at aven ar over";

    /// <summary>Which languages have each word: bit n for the language with the number n.</summary>
    public static readonly FrozenDictionary<string, int> Languages = Collect();

    /// <summary>Which languages have it; 0 for none.</summary>
    public static int Of(string foldedWord) => Languages.GetValueOrDefault(foldedWord);

    private static FrozenDictionary<string, int> Collect()
    {
        var words = new Dictionary<string, int>();
        var number = 0;
        foreach (var list in (string[])[English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish])
        {
            number++;
            foreach (var word in list.Split(' '))
                words[word] = words.GetValueOrDefault(word) | (1 << number);
        }

        return words.ToFrozenDictionary();
    }
}

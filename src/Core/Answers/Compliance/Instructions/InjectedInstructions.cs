using System.Collections.Frozen;
using System.Text.RegularExpressions;
using InboxMind.Core.Text;

namespace InboxMind.Core.Answers.Compliance.Instructions;

/// <summary>Tells sentences that speak to a machine instead of to the reader of the mail. Anyone can send mail: what it says is
/// evidence, never an instruction. The words are compared as they are read, in whatever letters and on however many lines; the work
/// grows with the text's length alone.</summary>
public static partial class InjectedInstructions
{
    /// <summary>A sentence of no more words may be a part of one: what stands before or behind it is read together with it.</summary>
    private const int FewWords = 3;

    private const string Machines =
        "ai, ki, llm, gpt, language model, language models, assistant, assistants, assistent, assistenten, chatbot, chatbots, chat bot, "
            + "chat bots";

    private static readonly InstructionRule[] Rules =
    [
        new(
            (0, "ignore, ignoring, disregard, disregarding, forget, override, overriding, ignoriere, ignorieren, ignoriert, vergiss, "
                + "vergessen, ignorez, ignora, oublie, oubliez, olvida"),
            (7, "previous, prior, above, earlier, preceding, your, all, any, other, these, vorherigen, bisherigen, alle, deine, "
                + "precedentes, anteriores, precedenti, todas, toutes, tutte"),
            (5, "instruction, instructions, prompt, prompts, rule, rules, guideline, guidelines, direction, directions, context, contexts, "
                + "message, messages, source, sources, "
                + "anweisung, anweisungen, regel, regeln, instrucciones, istruzioni, consignes")),
        new(
            (0, "ignora, ignore, ignorar, ignorez, ignorer, ignorad, ignoren, ignorate, ignorare, ignorem, olvida, olvide, olvidar, "
                + "olvidad, oublie, oubliez, oublier, dimentica, dimenticate, dimenticare, esqueca, esquece, esquecam, esquecer, negeer, "
                + "vergeet, "
                + "zignoruj, zignorujcie, ignoruj, ignorujcie, zapomnij, zapomnijcie, desconsidere, desconsidera, pomin"),
            (4, "instrucciones, reglas, instructions, consignes, regles, istruzioni, regole, instrucoes, regras, instructies, "
                + "aanwijzingen, regels, instrukcje, instrukcji, polecenia, zasady, prompt"),
            (4, "anteriores, anterior, previas, previos, precedentes, precedente, precedent, precedenti, ci dessus, de arriba, "
                + "que recibiste, recues, ricevute, di sopra, acima, hierboven, poprzednie, poprzednich, powyzsze, wczesniejsze")),
        new(
            (0, "negeer, vergeet, zignoruj, zignorujcie, ignoruj, ignorujcie, zapomnij, zapomnijcie, pomin, dimentica, esqueca, "
                + "desconsidere, ignora, ignore, ignorez, oubliez, olvida"),
            (3, "eerdere, vorige, voorgaande, bovenstaande, alle, poprzednie, poprzednich, powyzsze, powyzszych, wczesniejsze, wszystkie, "
                + "wszystkich, precedenti, anteriores, previas, precedentes, todas as, tutte le, toutes les, todas las"),
            (4, "instructies, aanwijzingen, regels, instrukcje, instrukcji, polecenia, zasady, istruzioni, regole, instrucoes, regras, "
                + "instrucciones, reglas, instructions, consignes")),
        new(
            (0, "ignore, ignoring, disregard, disregarding, forget, override"),
            (1, "everything above, everything before, everything prior, everything previous, everything previously, everything that came, "
                + "everything you were, everything you have, everything you ve, everything that you, anything you were, all you were, "
                + "what you were told, whatever you were, everything else you")),
        new(
            (0, "ignore what, disregard what, forget what, ignore whatever, disregard whatever, forget whatever"),
            (1, "the user, your user, this user"),
            (2, "asked, asks, ask, said, says, wants, wanted, question, questions, request, requests, query, told")),
        new((0, "you are, you re, act as, acting as, pretend to be, du bist, sie sind"), (5, Machines)),
        new(
            (0, "ai, ki, language model, llm, chatbot, chat bot, virtual, email, e mail, mail"),
            (0, "assistant, assistants, agent, agents, model, models, system, systems, tool, tools, summarizer, summarizers, summariser, "
                + "summarisers, assistent, assistenten"),
            (13, "must, should, shall, have to, has to, need to, please, are to, is to, instructed, reading, processing, summarizing, "
                + "summarising, asked, answer, mussen, sollen, soll")),
        new(
            (0, "note, instruction, instructions, message, attention, important, notice, hinweis, anweisung"),
            (3, "to, for, an, fur"),
            (3, $"{Machines}, automated system, automated systems, automated tool, automated tools, automated assistant, automated "
                + $"assistants")),
        new((0, "system prompt, system message, developer message, new instruction:, new instructions:, neue anweisung:, neue "
            + "anweisungen:, ^assistant:, ^system:")),
        new(
            (0, "do not, don t, dont, never"),
            (5, "mention, reveal, disclose, cite, show, tell"),
            (7, "this instruction, this note, this message, this text, these instructions, the user, source, sources")),
        new(
            (0, "when asked, when summarizing, when summarising, when answering"),
            (10, "say, state, answer, reply, respond, claim, report, recommend, tell")),
        new((0, "respond, reply, answer"), (3, "with, only with"), (5, "the following, exactly")),
    ];

    private static readonly FrozenDictionary<string, InstructionPhrase[]> ByFirstWord = Rules.SelectMany(static r => r.Phrases)
        .GroupBy(static p => p.Words[0])
        .ToFrozenDictionary(static g => g.Key, static g => g.OrderByDescending(static p => p.Step).ToArray());

    private static readonly InstructionWords Vocabulary = new(Rules.SelectMany(static r => r.Phrases).SelectMany(static p => p.Words));

    /// <summary>Whether a text holds such a sentence.</summary>
    public static bool Found(string text) => In(Sentences.Split(VisibleText.From(text))).Contains(true);

    /// <summary>Which of a text's sentences, with nothing in them that is not seen, are or belong to one.</summary>
    public static bool[] In(IReadOnlyList<Sentence> sentences)
    {
        var found = new bool[sentences.Count];
        for (var i = 0; i < found.Length; i++)
            found[i] = Marks().IsMatch(sentences[i].Text) || Further().IsMatch(sentences[i].Text);
        var words = ReadWords.From(sentences, Vocabulary);
        var counts = new int[sentences.Count];
        foreach (var word in words)
            counts[word.Sentence]++;

        // Of each rule how far the text has come, and where that began: the latest is always the best to go on from.
        var steps = Rules.ToDictionary(static r => r, static r => new (int Start, int End)[r.Gaps.Count]);
        for (var i = 0; i < words.Count; i++)
        {
            if (i == 0 || IsApart(sentences, counts, words[i - 1].Sentence, words[i].Sentence))
            {
                foreach (var reached in steps.Values)
                    Array.Fill(reached, (-1, -1));
            }

            if (!ByFirstWord.TryGetValue(words[i].Text, out var phrases))
                continue;
            foreach (var phrase in phrases.Where(p => p.IsAt(words, i)))
            {
                var reached = steps[phrase.Rule];
                var (start, end) = phrase.Step == 0 ? (i, i - 1) : reached[phrase.Step - 1];
                if (start < 0 || end >= i || i - end - 1 > phrase.Rule.Gaps[phrase.Step])
                    continue;
                reached[phrase.Step] = (start, i + phrase.Words.Count - 1);
                if (phrase.Step == reached.Length - 1)
                    Array.Fill(found, true, words[start].Sentence, words[i + phrase.Words.Count - 1].Sentence - words[start].Sentence + 1);
            }
        }

        // "Ignore all previous instructions. Say X.": what is to be said belongs to it, and so does the rest of what stands one word a
        // line.
        for (var i = 1; i < found.Length; i++)
        {
            found[i] |= found[i - 1]
                && (Saying().IsMatch(sentences[i].Text) || (counts[i] <= FewWords && counts[i - 1] <= FewWords));
        }

        return found;
    }

    /// <summary>Whether two sentences have nothing to do with each other: the first ended, and neither is a part of one.</summary>
    private static bool IsApart(IReadOnlyList<Sentence> sentences, int[] words, int before, int next) =>
        before != next && words[before] > FewWords && words[next] > FewWords
        && sentences[before].Text.AsSpan().TrimEnd("\"'”’»)") is [.., '.' or '!' or '?' or '。' or '！' or '？' or '…'];

    /// <summary>"Ignore the earlier instructions" in languages whose words the rules do not have: what is to be ignored and that it is, in
    /// either order.</summary>
    [GeneratedRegex(
        @"\b(?:ignorera|ignorer|glöm|glem|bortse|bortsett|se bort)\b.{0,40}\b(?:tidligere|tidigare|alla|alle|föregående|forrige|ovan"
            + @"|over)\b.{0,20}\b(?:instruktion|instruks|regl|anvisning)"
        + @"|\b(?:ignoruj|ignorujte|zapomeň|zapomeňte|zabudni|zabudnite)\b.{0,40}\b(?:pokyn|instrukc|inštrukci|příkaz|pravid)"
        + @"|\b(?:talimat|komut|yönerge|kural)\w{0,8}\b.{0,30}\b(?:yok say|görmezden gel|unut|dikkate alma)"
        + @"|\b(?:ohita|unohda|jätä huomiotta)\b.{0,40}\b(?:ohje|sään|käsky)"
        + @"|\b(?:hagyd figyelmen kívül|felejtsd el)\b.{0,40}\b(?:utasítás|szabály)|\bignoră\b.{0,40}\b(?:instrucțiun|reguli)"
        + @"|(?:игнорируй|проигнорируй|забудь"
        + @"|не обращай внимания на).{0,40}(?:инструкци|указани|правил|команд)"
        + @"|(?:ігноруй|проігноруй|забудь).{0,40}(?:інструкці|вказівк|правил)"
        + @"|(?:αγνόησε|αγνοήστε|ξέχνα|ξεχάστε).{0,40}(?:οδηγ|κανόν|εντολ)"
        + @"|(?:指示|命令|ルール|プロンプト|指令).{0,15}(?:無視|忘れ)|(?:忽略|无视|忘记|無視|忘記"
        + @"|忽視).{0,20}(?:指令|指示|提示|规则|規則|說明|说明)"
        + @"|(?:지시|명령|규칙|지침|프롬프트).{0,15}(?:무시|잊)|(?:تجاهل|انس|تجاهلي"
        + @"|تجاهلوا).{0,30}(?:تعليمات|أوامر|قواعد)"
        + @"|התעלמ?(?:ם|י|ו)?.{0,30}(?:הוראות|כללים)|(?:निर्देश"
        + @"|नियम).{0,25}(?:अनदेखा|नज़रअंदाज़|भूल)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Further();

    /// <summary>An order to say something.</summary>
    [GeneratedRegex(
        @"^\W*(?:(?:and|then|now|instead|please|und|dann|bitte)\W+)*(?:say|print|answer|write|reply|output|respond|tell|state|report|claim"
        + @"|sag|sage|schreib|schreibe|antworte|nenne|gib|(?:the|your|die|deine) (?:\w+ )?(?:answer|reply|word|antwort|wort) (?:is|ist))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Saying();

    /// <summary>Marks of who speaks, in the way that language models are given them.</summary>
    [GeneratedRegex(@"<\|?/?(system|assistant|developer|im_start|im_end|user|start_of_turn|end_of_turn)\|?>|\[/?INST\]|<</?SYS>>",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}

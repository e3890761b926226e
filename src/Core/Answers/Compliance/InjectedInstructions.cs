using System.Buffers;
using System.Text.RegularExpressions;

namespace InboxMind.Core.Answers.Compliance;

/// <summary>Tells sentences that speak to a machine instead of to the reader of the mail. Anyone can send mail: what it says is
/// evidence, never an instruction.</summary>
public static partial class InjectedInstructions
{
    /// <summary>One of these is in every such sentence: a quick look before the patterns.</summary>
    private static readonly SearchValues<string> Signs = SearchValues.Create(
        [
            "instruction", "anweisung", "prompt", "rule", "regel", "guideline", "direction", "context", "ignore", "disregard", "forget",
            "override", "vergiss", "assistant", "assistent", "chatbot", "chat bot", "language model", "llm", "gpt", "a.i.", "ai ", " ai",
            "ki ", " ki", "agent", "summarizer", "summariser", "system", "automated", "do not", "don't", "never", "when asked",
            "when summar", "when answer", "respond", "reply", "answer",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a text may hold such a sentence.</summary>
    public static bool Possible(string text) => text.AsSpan().ContainsAny(Signs);

    /// <summary>Whether a sentence is one.</summary>
    public static bool Found(string sentence) => Possible(sentence) && Patterns().IsMatch(sentence);

    [GeneratedRegex(
        @"\b(ignore|disregard|forget|override|ignoriere|vergiss)\b.{0,40}\b(previous|prior|above|earlier|preceding|your|all|any|other|these|vorherigen|bisherigen|alle)\b.{0,30}\b(instruction|prompt|rule|guideline|direction|context|message|source|anweisung|regel)"
        + @"|\b(you are|you're|act as|acting as|pretend to be|du bist|sie sind)\b.{0,30}\b(ai|a\.i\.|assistant|chatbot|language model|llm|gpt|ki|assistent)\b"
        + @"|\b(ai|a\.i\.|ki|language model|llm|chat ?bot|virtual|e-?mail|mail)[- ]?(assistants?|agents?|models?|systems?|tools?|summari[sz]ers?|assistenten?)\b.{0,80}\b(must|should|shall|have to|has to|need to|please|are to|is to|instructed|reading|processing|summari[sz]ing|asked|answer|müssen|sollen|soll)\b"
        + @"|\b(note|instructions?|message|attention|important|notice|hinweis|anweisung)\b.{0,20}\b(to|for|an|für)\b.{0,20}\b(ai|a\.i\.|ki|llm|language models?|assistants?|assistent(en)?|chat ?bots?|automated (systems?|tools?|assistants?))\b"
        + @"|\b(system prompt|system message|developer message|new instructions?:|neue anweisung(en)?:)"
        + @"|\b(do not|don't|never)\b.{0,30}\b(mention|reveal|disclose|cite|show|tell)\b.{0,40}\b(this (instruction|note|message|text)|these instructions|the user|sources?)\b"
        + @"|\bwhen (asked|summari[sz]ing|answering)\b.{0,60}\b(say|state|answer|reply|respond|claim|report|recommend|tell)\b"
        + @"|\b(respond|reply|answer)\b.{0,20}\b(only )?with\b.{0,30}\b(the following|exactly)\b"
        + @"|<\|?(system|assistant|im_start|im_end|user)\|?>|^\s*(assistant|system)\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 500)]
    private static partial Regex Patterns();
}

using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace InboxMind.Core.Text;

/// <summary>Letters that are read as Latin ones whatever their script (Unicode Technical Standard 39, the letters that are told apart only
/// by looking twice). For finding words that were made to look like others, never for changing a text.</summary>
internal static class LookAlikes
{
    /// <summary>Each Latin letter with what is read as it in Cyrillic, Greek, Armenian, Cherokee and phonetic writing and is another letter
    /// even to NFKC.</summary>
    private static readonly FrozenDictionary<int, char> Latin = (
        "aаАαΑɑᴀաꭺ bЬВвΒβʙ cсСϲᴄꮯ dԁԀđᴅꭰ eеЕєҽεΕ℮ᴇꭼ fƒꜰք gɡɢցԌ hһҺНнհᏂħΗʜꮋ iіІїЇιΙıɨɪꭵ jјЈϳȷյᴊꭻ kкКқκΚᴋꮶ "
        + "lӏӀłⅼ∣ǀƖʟլԼꮮ mмМΜᴍꮇ nոηΝɴпռ oоОοΟσøօՕᴏ pрРρΡᴘꮲ qԛԚզ rгᴦʀꮁ sѕЅꜱꮪ tтТτΤᴛŧꭲ uυսᴜ vνѵᴠꮩ wԝԜωшᴡꮃ xхХχΧҳ "
        + "yуУүҮγΥʏ zΖᴢꮓ")
        .Split(' ').SelectMany(static group => group.Skip(1).Select(c => (c, group[0])))
        .ToFrozenDictionary(static p => (int)p.c, static p => p.Item2);

    private static readonly FrozenDictionary<char, char> Digits =
        new Dictionary<char,
        char>
        { ['0'] = 'o', ['1'] = 'i', ['3'] = 'e', ['4'] = 'a', ['5'] = 's', ['7'] = 't', ['@'] = 'a', ['$'] = 's', ['|'] = 'l' }
            .ToFrozenDictionary();

    /// <summary>What a character is read as: lower case, plain letters and digits; empty when it is read as nothing, a space when it
    /// parts words.</summary>
    public static string Read(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value)
                ? ((char)(char.IsAsciiLetterUpper((char)rune.Value) ? rune.Value | 32 : rune.Value)).ToString()
                : " ";
        if (Latin.TryGetValue(rune.Value, out var letter))
            return letter.ToString();
        if (rune.Value is >= 0x1F1E6 and <= 0x1F1FF or >= 0x1F130 and <= 0x1F149 or >= 0x1F150 and <= 0x1F169 or >= 0x1F170 and <= 0x1F189)
            return ((char)('a' + ((rune.Value - (rune.Value >= 0x1F1E6 ? 0x1F1E6 : 0x1F130)) % 32))).ToString();
        var read = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(part);
            if (Latin.TryGetValue(part.Value, out letter) || Latin.TryGetValue(lower.Value, out letter))
                read.Append(letter);
            else if (Rune.IsLetterOrDigit(lower))
                read.Append(lower.ToString());
            else if (Rune.GetUnicodeCategory(part)
                is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark))
                return " ";
        }

        return read.ToString();
    }

    /// <summary>What a digit or sign within a word is read as.</summary>
    public static char ReadWithin(char c) => Digits.GetValueOrDefault(c, c);
}

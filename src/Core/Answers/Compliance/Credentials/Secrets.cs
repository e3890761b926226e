using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>Tells what opens something: private keys, access tokens, and what a text itself calls a password, key or code.</summary>
internal static partial class Secrets
{
    public const string What = "secret";

    /// <summary>What passwords are called, for example <c>lösenord</c>; endings of the word may follow.</summary>
    public const string Passwords =
        @"(?:pass(?:word|phrase|code|wd|wort|ord)|kennwort|losungswort|l(?:ö|oe)senord|wachtwoord|kodeord|adgangskode|contraseña"
            + @"|contrasenya|mot de passe|palavra[- ]passe|fjalëkalim|slaptažodi|lykilorð|aðgangsorð|kata[- ]?(?:sandi|laluan)|mật khẩu"
        + @"|(?<![\p{L}\p{N}])(?:contrasena|mdp|senha|parola(?: d'ordine)?|salasana|has[łl]o|heslo|jelsz[óo]|[şs]ifre|lozinka|geslo"
        + @"|keyphrase|парол[ьа]|лозинка|κωδικός|parool|salasõna|pasahitz|nenosiri|pasfhocal|wagwoord|mat khau|құпия ?сөз)"
        + @"|密码|密碼|口令|パスワード|暗証番号|비밀번호|암호|รหัสผ่าน|ລະຫັດຜ່ານ|ពាក្យសម្ងាត់|စကားဝှက်|كلم[ةه] (?:ال)?(?:مرور|سر)|رمز (?:ال)?(?:عبور|مرور|دخول)"
        + @"|گذرواژه|پسورد|پاس ?ورڈ|סיסמ[הת]|पासवर्ड|कूटशब्द|পাসও(?:\u09DF|\u09AF\u09BC)ার্ড|பாஸ்வேர்ட்|கடவுச்சொல்|పాస్వర్డ్"
        + @"|પાસવર્ડ|ਪਾਸਵਰਡ"
        + @"|පදය|პაროლი|գաղտնաբառ)";

    private const string Keys =
        @"(?:(?:api|app(?:lication)?|access|secret|account|client|consumer|auth(?:entication|orization)?|signing|encryption|decryption"
            + @"|master|shared|shared[-_ ]?access|storage|webhook|private|session|refresh|bearer|bot|deploy(?:ment)?"
        + @"|personal[-_ ]access|service|subscription|primary|secondary|function|host|admin|user|jwt|hmac|csrf|device|install(?:ation)?"
        + @"|license server|recovery|backup|root|unlock|bitlocker(?: recovery)?|filevault|wpa2?|wlan|wi-?fi|network(?: security)?"
        + @"|pre-?shared|schlüssel)"
        + @"[-_ ]{0,2}(?:access[-_ ]{0,2})?(?:key|token|secret|schlüssel)(?![-_ ]?id)|zugangsschlüssel|netzwerkschlüssel|wlan-schlüssel"
        + @"|token|secret|clé (?:api|secrète|wifi)|clave (?:api|secreta|wifi)|chiave (?:api|segreta)|psk)";

    private const string Shorts = @"(?:pass|pw|pwd|pswd|psw|clave|pass[- ]?phrase|kennw\.|pwort|pw\.)";

    /// <summary>What is said to lead in, log in or confirm; other codes are post codes, error codes, codes of conduct.</summary>
    public const string Codes =
        @"(?:pin|puk2?|m?tan|chiptan|pushtan|s?otp|totp|cvv2?|cvc2?|cvn|csc|card verification (?:value|code)|security number|prüfziffer"
        + @"|(?:(?:one|1)[- ]?time|single[- ]use|verification|verify|security|access|login|log[- ]in|sign[- ]?in|confirmation|unlock"
        + @"|two[- ]factor|2fa|mfa|auth(?:entication|entification|orization)?|authenticator|door|gate|alarm|entry|entrance|key ?box"
        + @"|lock ?box|safe|vault|backup|recovery|reset|activation|pairing|building|garage|garden gate|locker|elevator|lift|keypad"
        + @"|voicemail|sms|meeting|phone banking|banking|card|sim|device)"
        + @"[- ]?(?:pass)?(?:code|pin)(?:word)?|passcode|pincode|pin[- ]code|pin[- ]?nummer|geheimzahl|(?:bestätigungs|sicherheits"
        + @"|zugangs|verifizierungs|verifikations|anmelde|einmal|freigabe|tür|tor|aktivierungs|entsperr|zutritts|login|authentifizierungs"
        + @"|alarm|safe|tresor|pairing|haustür|garagen|eingangs|schlüsselkasten|schlüsseltresor|keller)[- ]?(?:code|pin|kode|zahl)"
        + @"|code (?:de |d')?(?:vérification|confirmation|sécurité|accès|activation|validation|connexion|la porte|porte|secret|pin)"
        + @"|code à usage unique|digicode|código (?:de |da )?(?:verificación|verificação|seguridad|segurança|acceso|acesso|confirmación"
        + @"|confirmação|activación|un solo uso|la puerta|porta)"
        + @"|codice (?:di )?(?:verifica|sicurezza|accesso|conferma|sblocco|otp|monouso|porta)|(?:verificatie|beveiligings|toegangs"
        + @"|bevestigings|inlog|deur|activatie)code|(?:verifikations|säkerhets|engångs|bekräftelse|bekreftelses|engangs|sikkerheds|port"
        + @"|dør|dörr|adgangs)[- ]?kod(?:e)?|kod (?:weryfikacyjny|dostępu|pin|do drzwi|autoryzacyjny|sms)"
        + @"|код (?:подтверждения|доступа|безопасности)|пин-?код|код підтвердження|验证码|驗證碼|校验码|認証(?:コード|番号)|確認コード|확인 ?코드|인증 ?번호"
        + @"|doğrulama kodu|קוד (?:ה?אימות|ה?גישה|ה?כניסה)|(?:رمز|كود) (?:ال)?(?:تحقق|تأكيد)|(?:ال)?رقم (?:ال)?سري|کد تایید"
        + @"|सत्यापन कोड|ओटीपी"
        + @"|mã (?:xác (?:nhận|minh|thực)|otp|pin)|kode (?:verifikasi|otp|akses|keamanan)|kod (?:pengesahan|keselamatan)"
        + @"|รหัสยืนยัน|รหัส otp"
        + @"|κωδικός επαλήθευσης|ellenőrző kód|cod de (?:verificare|acces)|(?:ověřovací|potvrzovací|overovací|bezpečnostní) kód"
        + @"|vahvistuskoodi|patvirtinimo kodas|kinnituskood|(?:your|ihr|dein|votre|ton|tu|su|seu|il tuo|uw|je|din) (?:(?!promo"
        + @"|discount|post|zip|area|country|error|product|source|voucher|coupon|gift|booking|dress|qr|bar|referr|invit|track|status|exit"
        + @"|order|reserv|student|class|course|tax|sort|swift|bank |cost|project|rabatt|gutschein|descuento"
        + @"|promotion)[a-z]{2,15} )?(?:code|código|codice|kod|pin|otp))";

    private const string Phrases =
        @"(?:(?:recovery|seed|secret recovery|backup|wallet|mnemonic|secret)[- ]?phrase|pass[- ]?phrase|mnemonic(?: phrase)?|seed words"
            + @"|wiederherstellungsphrase)";

    /// <summary>What may stand between a label and its sign: whose or what for.</summary>
    private const string Between =
        @"[""'`*\]]{0,3}(?:[ ](?:temporanea|temporal|temporaire|temporary|provisoire|provis[óo]ri[ao]|provisional|nuev[ao]|nuova|atual"
            + @"|attuale|actual|iniziale|inicial|временный))?(?:[ ]?\([^()\n]{1,40}\)|,? ?\b(?:for|to|of|on|at|für|fürs|zu|zum|zur|von"
            + @"|vom|bei|beim|im|pour|du|de|del|della|do|da|para|per|voor|van|till|til|dla|do|od|för|pro|alla|dello|от|для|к|from"
            + @"|again)\b[^\n:=.,;!?]{1,45}?)?[""'`*]{0,3}";

    private const string Sign =
        @"(?:[ \t]{0,4}(?<sign>[:=]>|:=|[-=~]{1,3}>|→|➜|⇒|[:=]|\|)\*{0,2}[ \t]{0,8}|[ \t]+(?<word>is(?: now| still| set to| called)?|was"
            + @"|are|ist(?: jetzt| nun)?|war|lautet|heißt|est|es|è|é|är|er|on|jest|to be|= is|becomes|set to|changed to|reset to|auf|to"
            + @"|like this)[ \t]*:?[ \t]+)";

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (var (from, length) in SecretWords.Windows(text))
        {
            foreach (var spoken in SpokenSecrets.Find(text, from, length))
                yield return spoken;
            for (var match = Named().Match(text, from, length); match.Success; match = match.NextMatch())
            {
                if (Value(text, match) is { } found)
                    yield return found;
            }

            for (var match = Said().Match(text, from, length); match.Success; match = match.NextMatch())
            {
                if (match.Groups["value"] is { Success: true } value)
                    yield return new Finding(value.Index, value.Index + value.Length, What);
            }
        }
    }

    private static Finding? Value(string text, Match match)
    {
        var label = match.Groups["code"].Success ? SecretLabel.Code : match.Groups["key"].Success ? SecretLabel.Key
            : match.Groups["short"].Success ? SecretLabel.Short : match.Groups["phrase"].Success ? SecretLabel.Phrase
            : SecretLabel.Password;
        var sign = match.Groups["sign"] is { Success: true } group ? group.ValueSpan.Contains('=')
            || group.ValueSpan.ContainsAny('>', '→', '➜') ? '=' : ':' : ' ';
        var at = match.Index + match.Length;
        var below = at;
        var lines = 0;
        while (sign != ' ' && below < text.Length && (char.IsWhiteSpace(text[below]) || (lines > 0 && text[below] == '>')) && lines <= 2)
            lines += text[below++] == '\n' ? 1 : 0;
        if (lines > 2)
            return null;
        at = lines > 0 ? below : at;
        if (label == SecretLabel.Phrase && Words().Match(text, at) is { Success: true } words)
            return new Finding(words.Index, words.Index + words.Length, What);
        if (label == SecretLabel.Code && Code().Match(text, at) is { Success: true } code)
            return IsCount(text, code) ? null : new Finding(code.Index, code.Index + code.Length, What);
        return SecretValue.Read(text, at, sign == '=') is { } value && value.IsSecret(text, label, sign, lines > 0)
            ? new Finding(value.Start, value.End, What)
            : null;
    }

    /// <summary>"Your PIN is 4 digits long", "the access code is 2026-03-09 ..."</summary>
    private static bool IsCount(string text, Match code) =>
        Unit().IsMatch(text.AsSpan(code.Index + code.Length, Math.Min(20, text.Length - code.Index - code.Length)));

    [GeneratedRegex(
        @"(?:(?<phrase>(?<![\p{L}\p{N}])" + Phrases + @")|(?<password>" + Passwords + @")|(?<code>(?<![\p{L}\p{N}])" + Codes
            + @")(?![\p{L}\p{N}])|(?<key>(?:(?<![\p{L}\p{N}])|(?<=(?-i:[a-z0-9]))(?=(?-i:[A-Z])))" + Keys
        + @")(?![\p{L}])|(?<short>(?<![\p{L}\p{N}])(?<!\b(?:boarding|season|day|ski|bus|rail|monthly|weekly|travel|guest|visitor|park"
        + @"|parking"
        + @"|lift|festival|annual|mountain|first|second|one|low|high|band|by|free|tests?|hall)[ -])" + Shorts + @")(?![\p{L}\p{N}]))"
        + @"(?:[_-](?:prod|production|test|dev|staging|live|root|admin|[a-z]{1,10}))?(?:s\b|\(s\))?" + Between + Sign,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    /// <summary>Digits, in two or three parts or in one, or capitals with digits.</summary>
    [GeneratedRegex(
        @"\G[""'`*<(]{0,3}(?:the |der |now )?(?-i:(?<![\d])(?:[A-Z]{1,2}-)?\d{3,4}[ -]\d{3,4}(?:[ -]\d{2,4})?(?![\w-]|[.,:/]\d)"
            + @"|(?:[A-Z]{1,2}-)?\d{3,12}[#*]?(?![\w-]|[.,:/]\d)|(?=[A-Z0-9-]{0,23}\d)[A-Z0-9]{3,12}(?:-[A-Z0-9]{3,8}){0,4}(?![\w-]"
            + @"|[.,:/]\d))", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Code();

    [GeneratedRegex(
        @"^ ?(?:digits?|characters?|chars?|stellig|zeichen|stellen|ziffern|numbers|letters|minutes?|hours?|days?|times|chiffres|€|%)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Unit();

    /// <summary>Three to twenty-five words in small letters.</summary>
    [GeneratedRegex(@"\G[""'`]?(?-i:[a-z]{3,10}(?:[ ,-]{1,2}(?:\d\d?\. )?(?:[a-z]{2,10}"
        + @"|\d{1,4})){2,24})(?=[""'`.]?[ \t]*(?:\r?\n|$)|[""'`])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    /// <summary>Codes in sentences, names with passwords, options of programs, and what wireless networks are joined by.</summary>
    [GeneratedRegex(
        @"(?<![\w.,/-])(?<value>(?:[a-z]-)?\d{4,10}|\d{3}[ -]\d{3})[ \t]+(?:is|ist|es|est|è|é|är|jest)[ \t]+(?:your|the|dein|ihr|votre"
            + @"|ton|tu|su|seu|il tuo|uw|din)[ \t]+(?:[\w.&-]{2,20}[ \t]+){0,3}(?:code|otp|pin|passcode|password|código|codice|kod|kode"
            + @"|\w{3,20}code)\b"
        + @"|\b(?:use|enter|type|input|provide|geben sie|gib|saisissez|entrez|introduce|inserisci|voer)[ \t]+(?:the[ \t]+)?(?:code[ \t]+"
        + @"|pin[ \t]+|den code[ \t]+|le code[ \t]+|el código[ \t]+|il codice[ \t]+"
        + @"|otp[ \t]+)(?<value>(?:[a-z]-)?(?=[\dA-Z-]{0,9}\d)\d[\dA-Z-]{3,9}|\d{3}[ -]\d{3})(?![\w-])"
        + @"|\b(?:use|enter|type)[ \t]+(?<value>\d{4,8}|\d{3}[ -]\d{3})[ \t]+(?:to|as)[ \t]+(?:your[ \t]+|the[ \t]+|a[ \t]+)?(?:sign|log"
        + @"|verify|confirm|complete|unlock|authenticate|authorise|authorize|reset|open|finish|code|pin|otp|passcode|login|verification)"
        + @"|\b(?-i:PIN|PUK|TAN|mTAN|OTP|CVV2?|CVC2?|CSC|PIN-Code|Pin-Code|Pincode|Pin code|PIN code|CVN)[ \t]+(?<value>\d{4,8}"
        + @"|\d{3}[ -]\d{3}|(?<=C[VS][VC]2?[ \t]+)\d{3})(?![\w-]|[.,:/]\d)"
        + @"|\b(?:verification|security|access|door|gate|alarm|entry|login|unlock|confirmation|sicherheits|bestätigungs|zugangs|tür|pin"
        + @"|one-time|otp|sms|pass)[- ]?code[ \t]+(?<value>\d{4,10}|\d{3}[ -]\d{3})(?![\w-]|[.,:/]\d)"
        + @"|\b(?:log[- ]?in|logon|credentials?|creds|zugangsdaten|anmeldedaten|identifiants|credenciales|user(?:name)?[ ]?(?:/|and|&"
        + @"|\+)[ ]?pass(?:word)?|user/pw|un/pw)\b[^\n:=]{0,20}[:=][ \t]{0,3}[^\s/:|]{2,40}[ \t]{0,2}[/:"
        + @"|][ \t]{0,2}(?!/)(?<value>[^\s""']{3,60}(?<![.,;)]))"
        + @"|(?<![\w-])(?:-u[ ]|--user[ =])[""']?[\w.@-]{1,40}:(?<value>[^\s""'@]{3,60})|(?<![\w-])--?(?:pass(?:word|wd|phrase)?|pw"
        + @"|secret|token|api-?key)[ =][""']?(?<value>[^\s""'$<{\[][^\s""']{2,100})|\bsshpass[ ]-p[ ]?[""']?(?<value>[^\s""']{3,60})"
        + @"|\bidentified by[ ][""'](?<value>[^""'\n]{3,60})|(?<=\blogin[ ][\w.@-]{1,40}\s{1,3})password[ ](?<value>\S{3,60})"
        + @"|\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump)\b[^\n|;]{0,80}?[ ]-p[""']?(?<value>[^\s""'$<{]{3,60})"
        + @"|\bnet use\b[^\n]{0,80}[ ](?<value>[^\s/*][^\s]{2,60})[ ]/user:"
        + @"|<(?:\w{1,20}:)?(?:pass(?:word|wd|wort|phrase)?|pwd|secret|token|api-?key)>(?<value>[^<\s]{3,100})</"
        + @"|\bWIFI:(?:[A-Z]:[^;\n]{0,60};){0,3}P:(?<value>[^;\n]{3,70});",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Said();
}

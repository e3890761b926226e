using System.Buffers;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>Finds where secrets may be spoken of, so that the patterns look there only: most of a mail is about something else.</summary>
internal static class SecretWords
{
    /// <summary>Characters looked at before a word and behind it.</summary>
    private const int Before = 60;

    private const int Behind = 200;

    /// <summary>One of these is in whatever names a secret.</summary>
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        ("pass,kennw,losungsw,wachtw,lösenord,losenord,adgangs,pwd,pswd,psw,pw,contrase,mdp,senha,parola,salasana,hasł,haslo,heslo,jelsz,"
            + "şifre,sifre,lozinka,geslo,пароль,κωδικός,密码,密碼,口令,パスワード,暗証番号,비밀번호,รหัสผ่าน,"
            + "fjalëkalim,slaptažod,lykilorð,aðgangsorð,kata,sandi,mật khẩu,mat khau,парол,лозинка,parool,parole,salasõna,pasahitz,"
            + "mysql,mariadb,net use,"
            + "nenosiri,pasfhocal,wagwoord,құпия,암호,ລະຫັດ,ពាក្យ,စကား,كلم,رمز,كود,رقم,گذرواژه,پسورد,پاس,کد,סיסמ,קוד,पासवर्ड,कूटशब्द,পাস,"
            + "கடவுச்,பாஸ்,పాస్,પાસ,ਪਾਸ,පදය,პაროლი,գաղտնաբառ,пин,認証,確認,인증,校验码,驗證碼,ओटीपी,कोड,mã ,รหัส,kód,cod de,koodi,kood,"
        + "key,token,secret,schlüssel,clé,clave,chiave,psk,pin,puk,tan,otp,cvv,cvc,cvn,csc,code,kod,código,codice,card "
        + "verification,security number,prüfziffer,geheimzahl,код,验证码,コード,코드,mnemonic,seed words,"
        + "phrase,login,logon,log-in,log in,cred,zugangsdaten,anmeldedaten,identifiants,user,un/p,-u ,identified by,wifi:,use ,enter ,type "
        + "").Split(',').Where(static s => s.Length > 0).ToArray(),
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Of two or three letters, these are in many words: they count where a word begins.</summary>
    private static readonly SearchValues<string> Common =
        SearchValues.Create(
            ["pin", "puk", "tan", "otp", "pw", "psw", "key", "kod", "mdp", "csc", "use ", "type ", "enter ", "cred", "mã ", "пин", "kata"],
            StringComparison.OrdinalIgnoreCase);

    /// <summary>The parts of a text to be looked at, in order and apart from each other.</summary>
    public static IEnumerable<(int From, int Length)> Windows(string text)
    {
        int from = -1, to = -1;
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            if (!IsWord(text, at))
                continue;
            if (from >= 0 && at - Before > to)
            {
                yield return (from, to - from);
                from = -1;
            }

            if (from < 0)
                from = Start(text, Math.Max(to, Math.Max(0, at - Before)));
            to = Math.Min(text.Length, at + Behind);
        }

        if (from >= 0)
            yield return (from, to - from);
    }

    private static int Next(string text, int from)
    {
        var at = text.AsSpan(from).IndexOfAny(Stems);
        return at < 0 ? -1 : from + at;
    }

    private static bool IsWord(string text, int at)
    {
        if (at == 0 || !char.IsLetter(text[at - 1]) || (char.IsUpper(text[at]) && char.IsLower(text[at - 1])))
            return true;
        var word = text.AsSpan(at, Math.Min(6, text.Length - at));
        return word.IndexOfAny(Common) != 0 || word.StartsWith("kode", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Never within a word, which would look like the beginning of another.</summary>
    private static int Start(string text, int from)
    {
        while (from > 0 && from < text.Length && !char.IsWhiteSpace(text[from - 1]))
            from++;
        return Math.Min(from, text.Length);
    }
}

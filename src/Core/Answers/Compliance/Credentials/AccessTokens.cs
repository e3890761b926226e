using System.Text.RegularExpressions;
using InboxMind.Core.Answers.Compliance.Findings;

namespace InboxMind.Core.Answers.Compliance.Credentials;

/// <summary>Access tokens and keys that are known by their form, whatever is said around them.</summary>
internal static partial class AccessTokens
{
    public const string What = "access token";

    public static IEnumerable<Finding> Find(string text)
    {
        foreach (Match match in Known().Matches(text))
            yield return new Finding(match.Index, match.Index + match.Length, What);
        foreach (Match match in Carried().Matches(text))
        {
            if (match.Groups["value"] is var value && !IsTemplate(value.ValueSpan))
                yield return new Finding(value.Index, value.Index + value.Length, What);
        }
    }

    private static bool IsTemplate(ReadOnlySpan<char> value) => value.ContainsAny('{', '<', '*') || value.StartsWith("$")
        || value.StartsWith("...")
        || value.Equals("password", StringComparison.OrdinalIgnoreCase) || value.StartsWith("YOUR", StringComparison.OrdinalIgnoreCase)
        || value.Equals("xxxx", StringComparison.OrdinalIgnoreCase);

    /// <summary>By how well-known services begin theirs; and JSON Web Tokens (RFC 7519, 7516).</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z0-9])(?:(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}(?![0-9A-Za-z])|gh[pousr]_[A-Za-z0-9]{30,255}"
            + @"|github_pat_[A-Za-z0-9_]{30,255}"
        + @"|gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|imt|oas)-[A-Za-z0-9_.-]{18,100}|xox[abceoprs](?:\.xox[bp])?-[A-Za-z0-9.-]{10,255}"
        + @"|xapp-\d-[A-Za-z0-9-]{20,255}"
        + @"|sk-(?:ant-|proj-|svcacct-|or-v1-|lf-)?[A-Za-z0-9_-]{20,255}|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,255}"
        + @"|whsec_[A-Za-z0-9+/=]{20,100}"
        + @"|AIza[A-Za-z0-9_-]{35}|ya29\.[A-Za-z0-9_-]{20,2000}|GOCSPX-[A-Za-z0-9_-]{20,60}|1//0[A-Za-z0-9_-]{30,255}"
        + @"|npm_[A-Za-z0-9]{36,60}|pypi-[A-Za-z0-9_-]{50,500}|SG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}|key-[0-9a-f]{32}"
        + @"|[0-9a-f]{32}-us\d{1,2}|SK[0-9a-f]{32}"
        + @"|shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}|do[opr]_v1_[0-9a-f]{64}|hf_[A-Za-z0-9]{30,60}|dapi[0-9a-f]{32}(?:-\d)?|sq0(?:atp|csp"
        + @"|idp)-[A-Za-z0-9_-]{22,60}|EAAA[A-Za-z0-9_-]{50,100}|sl\.[A-Za-z0-9_-]{60,2000}"
        + @"|hv[sbr]\.[A-Za-z0-9_-]{20,255}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,80}|lin_api_[A-Za-z0-9]{30,60}|(?:secret"
        + @"|ntn)_[A-Za-z0-9]{40,60}|figd_[A-Za-z0-9_-]{30,60}|pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"
        + @"|PMAK-[0-9a-f]{24}-[0-9a-f]{34}|NR(?:AK|JS|RA)-[A-Z0-9]{20,40}|gl(?:sa|c)_[A-Za-z0-9_=+/]{30,200}"
        + @"|sntry[su]_[A-Za-z0-9_=+/]{30,300}|ATATT3[A-Za-z0-9_=-]{60,255}|ATCTT3[A-Za-z0-9_=-]{60,255}|ATBB[A-Za-z0-9]{28,40}"
        + @"|sbp_[0-9a-f]{40}|dckr_pat_[A-Za-z0-9_-]{20,60}|dp\.(?:pt|st|ct|sa)\.[A-Za-z0-9_.-]{40,80}|fo1_[A-Za-z0-9_-]{40,60}"
        + @"|HRKU-[A-Za-z0-9_-]{30,80}|r8_[A-Za-z0-9]{30,50}|gsk_[A-Za-z0-9]{40,60}|pplx-[A-Za-z0-9]{40,60}|xai-[A-Za-z0-9]{40,100}"
        + @"|tskey-[a-z]{2,10}-[A-Za-z0-9-]{16,80}|pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{30,64}|rubygems_[0-9a-f]{48}|oy2[a-z0-9]{43}"
        + @"|cio[A-Za-z0-9]{32}(?![A-Za-z0-9])|vercel_[A-Za-z0-9]{20,40}|CFPAT-[A-Za-z0-9_-]{40,50}|pul-[0-9a-f]{40}"
        + @"|AAAA[A-Za-z0-9%]{80,120}|EAACEdEose0cBA[A-Za-z0-9]{20,200}|\d{8,10}:AA[A-Za-z0-9_-]{32,34}"
        + @"|[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}"
        + @"|[A-Za-z0-9_~.-]{3}[78]Q~[A-Za-z0-9_~.-]{31,34}|\$2[abxy]\$\d\d\$[./A-Za-z0-9]{53}|\$[156]\$[^\s$]{1,20}\$[./A-Za-z0-9]{20,90}"
        + @"|eyJ[A-Za-z0-9_-]{8,2000}\.[A-Za-z0-9_-]{0,4000}\.[A-Za-z0-9_-]{0,4000}(?:\.[A-Za-z0-9_-]{0,4000}){0,2})"
        + @"|(?<=hooks\.slack\.com/(?:services|workflows|triggers)/)[A-Za-z0-9/_]{20,120}"
        + @"|(?<=discord(?:app)?\.com/api/webhooks/)\d{10,25}/[A-Za-z0-9_-]{40,100}"
        + @"|(?<=webhook\.office\.com/webhookb2/)[A-Za-z0-9@/_-]{40,300}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Known();

    /// <summary>In the header of a request (RFC 6750, 7617), before the host of an address (RFC 3986, 3.2.1), in its query.</summary>
    [GeneratedRegex(
        @"(?<![A-Za-z])bearer(?:[ ]{1,3}|[ ]?\r?\n[>]?[ \t]{1,8})[""']?(?<value>(?=[A-Za-z._~+/-]{0,200}\d)"
            + @"[A-Za-z0-9._~+/-]{12,2000}={0,2})"
            + @"|(?<![A-Za-z])authorization[""']?[ ]?[:=](?:[ ]{0,3}|[ ]?\r?\n[ \t]{1,8})[""']?(?:basic|token"
            + @"|digest|apikey)(?:[ ]{1,3}|[ ]?\r?\n[ \t]{1,8})(?<value>[A-Za-z0-9._~+/=-]{6,2000})"
        + @"|(?<![A-Za-z])[a-z][a-z0-9+.-]{1,20}://[^\s/@:""'<>]{0,100}:(?<value>[^\s/""'<>]{1,200})@(?=[A-Za-z0-9\[_-])"
        + @"|(?<![A-Za-z])[a-z][a-z0-9+.-]{1,20}://(?<value>(?=[A-Za-z._~-]{0,200}\d)[A-Za-z0-9._~-]{20,200})@(?=[A-Za-z0-9\[_-])"
        + @"|[?&;#](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|[a-z]{2,10}_token|authkey|api_?key"
        + @"|client_secret|secret|pass(?:word|wd)?|pwd|otp)="
        + @"(?<value>[^\s&#;""'<>]{4,2000})"
        + @"|[?&;#](?:key|token|auth|code|magic|jwt|session(?:id)?|sid)=(?<value>(?=[^\s&#""'<>\d]{0,200}\d)[^\s&#""'<>]{16,2000})",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Carried();
}

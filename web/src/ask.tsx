import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { call, events, get, query, send, ApiError, type Answer, type Asked, type Counted, type FoundIn, type Link, type Mail, type MailPage, type Person, type Source, type SyncStatus } from './api';
import { foundIn, placeValues } from './attachment';
import { count, day, Empty, Failed, go, Icon, moment, nameOf, tell, toast, useLoad, Waiting, who, type Route } from './ui';
import { t, type Word } from './words';

interface Turn {
  question: string; filters: Filters; stage?: string; text: string; sources: Source[]; done?: Answer; error?: string; at?: string; erased?: boolean;
}
interface Filters { sender?: string; recipient?: string; folder?: string; date_from?: string; date_to?: string }

/** A sentence of the answer that stands before a number, which is what to look for in the mail. */
export function quoteBefore(text: string, at: number): string {
  const before = text.slice(0, at);
  const part = before.slice(Math.max(before.lastIndexOf(']'), before.lastIndexOf('\n')) + 1);
  const quotes = [...part.matchAll(/[“"„]([^”"“]{8,})[”"“]/g)].map(m => m[1]!);
  return (quotes.sort((a, b) => b.length - a.length)[0] ?? part).trim().slice(0, 600);
}

export function mailLink(id: string, quote: string, snippet = '', at?: FoundIn | null): string {
  return `#/mail/${id}${query({ quote, snippet: snippet.slice(0, 300), ...placeValues(at) })}`;
}

/** The answer with its numbers as links that show the passage. */
function Cited({ text, sources, onPoint }: { text: string; sources: Source[]; onPoint: (n: number) => void }) {
  const [tapped, setTapped] = useState(-1);
  const parts: ComponentChildren[] = [];
  let last = 0;
  for (const match of text.matchAll(/\[(\d{1,3})\]/g)) {
    const n = Number(match[1]), source = sources[n - 1];
    if (!source)
      continue;
    parts.push(text.slice(last, match.index).replace(/\s+$/, ''));
    last = match.index + match[0].length;
    const at = match.index;

    // Where nothing hovers, the first tap shows the passage and the second one opens the mail.
    const tap = (e: Event) => {
      if (tapped === at || !matchMedia('(hover: none)').matches)
        return;
      e.preventDefault();
      setTapped(at);
      onPoint(n);
    };
    parts.push(<span class={tapped === at ? 'cite tapped' : 'cite'} onMouseEnter={() => onPoint(n)} onMouseLeave={() => onPoint(0)}>
      <a href={mailLink(source.email_id, quoteBefore(text, match.index), source.snippet, source.in)} aria-label={t('sourceN', { n, subject: source.subject })}
        onClick={tap} onFocus={() => onPoint(n)} onBlur={() => { onPoint(0); setTapped(-1); }}>{n}</a>
      <span class="tip" aria-hidden="true"><b>{source.subject || t('noSubject')}</b>
        <small>{nameOf(source.sender)}{source.date && <> · {day(source.date)}</>}{source.in && <> · {foundIn(source.in)}</>}</small><span>{source.snippet}</span></span>
    </span>);
  }
  parts.push(text.slice(last));
  return <div class="text">{parts}</div>;
}

/** What the store counted for the answer, and the mails behind it. */
function Exact({ counted }: { counted: Counted }) {
  return <div class="exact">
    {counted.value !== null && <p class="value">{count(counted.value)}<small>{t(counted.exact ? 'exact' : 'notExact')}</small></p>}
    <ol>{counted.items.slice(0, 200).map((item, i) => <li key={i}>
      {item.email_id ? <a href={mailLink(item.email_id, '')}>{item.name || t('noSubject')}</a> : item.name}
      <small>{[item.sender && nameOf(item.sender), item.date && day(item.date), item.count !== null && count(item.count)].filter(Boolean).join(' · ')}</small>
    </li>)}</ol>
    {counted.total > counted.items.length && <p class="muted">{t('andMore', { n: count(counted.total - counted.items.length) })}</p>}
  </div>;
}

/** What opens the original. */
export function OpenElsewhere({ links }: { links: Link[] }) {
  return <>{links.filter(l => /^(https|mid):/.test(l.url)).map(l => <a key={l.url} class="plain" href={l.url} target="_blank" rel="noopener noreferrer">
    <Icon name="open" />{l.kind === 'gmail' ? t('openIn', { name: 'Gmail' }) : l.kind === 'mid' ? t('mailProgram') : l.kind}</a>)}</>;
}

function AnswerCard({ turn, isLast, ask }: { turn: Turn; isLast: boolean; ask: (q: string, f: Filters) => void }) {
  const [point, setPoint] = useState(0);
  const { done } = turn;
  const text = done?.answer ?? turn.text;
  const coverage = done?.metadata.search.coverage;
  const hasFilters = Object.values(turn.filters).some(Boolean);
  const copy = async () => {
    const list = turn.sources.map((s, i) => `[${i + 1}] ${s.subject}, ${nameOf(s.sender)}, ${day(s.date)}`).join('\n');
    await navigator.clipboard.writeText(`${turn.question}\n\n${text}\n\n${list}`);
    toast({ text: t('copied') });
  };
  return <article class="turn">
    <h2 class="question">{turn.question}</h2>
    {turn.error ? <Failed error={turn.error} again={() => ask(turn.question, turn.filters)} />
      : turn.erased ? <p class="muted">{t('answerErased')}</p>
        : !text ? <p class="stage" role="status"><span class="dot" />{t((`stage_${turn.stage ?? 'retrieve'}`) as Word)}</p>
          : <div class={done && !done.metadata.found ? 'answer none' : 'answer'}>
            <div class="body">
              {done?.counted && <Exact counted={done.counted} />}
              <Cited text={text} sources={turn.sources} onPoint={setPoint} />
              {done && !done.metadata.found && <Widen turn={turn} hasFilters={hasFilters} ask={ask} />}
              <div class="foot">
                {turn.sources.length > 0 && <button class="plain" onClick={() => void copy()}><Icon name="copy" />{t('copy')}</button>}
                {turn.at && <small class="muted">{moment(turn.at)}</small>}
                {done && <details class="how"><summary>{t('how')}</summary><dl>
                  <dt>{t('readAs')}</dt><dd>{done.counted?.reading || done.metadata.search.understood || turn.question}
                    {done.metadata.search.notes.map(n => <div key={n} class="muted">{n}</div>)}</dd>
                  {coverage && <><dt>{t('searched')}</dt><dd>{t('coverage', { n: count(coverage.stored) })}
                    {coverage.oldest && coverage.newest && <>, {day(coverage.oldest)} – {day(coverage.newest)}</>}
                    {coverage.mailboxes.map(m => <div key={m.id} class="muted">{m.name}: {m.folders.join(', ')}
                      {m.folders_total > m.folders.length ? ` +${m.folders_total - m.folders.length}` : ''}</div>)}
                    {coverage.without_text > 0 && <div>{t('notIndexed', { n: count(coverage.without_text) })}</div>}
                    {coverage.without_vectors > 0 && <div>{t('withoutVectors', { n: count(coverage.without_vectors) })}</div>}
                    {coverage.attachments.waiting > 0 && <div>{t('filesWait', { n: count(coverage.attachments.waiting) })}</div>}
                    {coverage.quarantined > 0 && <div>{t('setAsideN', { n: count(coverage.quarantined) })}</div>}</dd></>}
                  <dt>{t('lookedAt')}</dt><dd>{t('mailsN', { n: count(done.metadata.retrieval_count) })}, {count(Math.round(done.metadata.processing_time_ms))} ms
                    {done.metadata.cached && ` · ${t('cached')}`}</dd>
                  {done.metadata.redactions > 0 && <><dt>{t('redaction')}</dt><dd>{t('redactedN', { n: done.metadata.redactions })}</dd></>}
                </dl></details>}
              </div>
              {done && !done.metadata.answer_complete && <p class="note">{t('incomplete')}</p>}
            </div>
            {turn.sources.length > 0 && <ol class="sources" aria-label={t('sources')}>{turn.sources.map((s, i) =>
              <li key={s.email_id} class={point === i + 1 ? 'on' : ''}>
                <a href={mailLink(s.email_id, quoteFor(text, i + 1), s.snippet, s.in)}>
                  <span class="n">{i + 1}</span><b>{s.subject || t('noSubject')}</b></a>
                <small>{nameOf(s.sender)}{s.date && <> · {day(s.date)}</>}</small>
                {s.in && <small class="in"><Icon name="clip" />{foundIn(s.in)}</small>}
                <p>{s.snippet}</p>
                <div class="links"><OpenElsewhere links={s.links} /></div>
              </li>)}</ol>}
          </div>}
    {isLast && done?.metadata.found && <p class="muted hint">{t('followUpHint')}</p>}
  </article>;
}

function quoteFor(text: string, n: number): string {
  const at = text.indexOf(`[${n}]`);
  return at < 0 ? '' : quoteBefore(text, at);
}

/** What to do when the mail holds no answer. */
function Widen({ turn, hasFilters, ask }: { turn: Turn; hasFilters: boolean; ask: (q: string, f: Filters) => void }) {
  const missing = turn.done?.metadata.not_indexed ?? 0;
  const closest = turn.done?.closest ?? [];
  return <div class="widen">
    {closest.length > 0 && <><p class="strong">{t('closest')}</p><ul class="nearest">{closest.map(s => <li key={s.email_id}>
      <a href={mailLink(s.email_id, '', s.snippet, s.in)}>{s.subject || t('noSubject')}</a> <small class="muted">{nameOf(s.sender)} · {day(s.date)}{s.in && <> · {foundIn(s.in)}</>}</small>
      {s.snippet && <p class="excerpt">{s.snippet}</p>}</li>)}</ul></>}
    <p class="strong">{t('widen')}</p><ul>
    {hasFilters && <li><button class="plain" onClick={() => ask(turn.question, {})}>{t('widenFilters')}</button></li>}
    {missing > 0 && <li><a href="#/sync">{t('widenWait', { n: count(missing) })}</a></li>}
    <li><a href={`#/mail${query({ q: turn.question, best: 1 })}`}>{t('widenSearch')}</a></li>
    <li><a href="#/start">{t('widenConnect')}</a></li>
  </ul></div>;
}

export function AskView({ route }: { route: Route }) {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [text, setText] = useState('');
  const [filters, setFilters] = useState<Filters>({});
  const [busy, setBusy] = useState<AbortController | null>(null);
  const [showsPast, setShowsPast] = useState(false);
  const conversation = useRef<string | undefined>(undefined);
  const box = useRef<HTMLTextAreaElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const history = useLoad(s => get<{ queries: Asked[] }>('/rag/queries?limit=30', s), []);
  const newest = useLoad(s => get<MailPage>('/emails?limit=40', s), []);

  const change = (at: number, part: Partial<Turn>) => setTurns(all => all.map((turn, i) => i === at ? { ...turn, ...part } : turn));
  const ask = async (question: string, chosen: Filters = filters) => {
    question = question.trim();
    if (!question || busy)
      return;
    const stop = new AbortController();
    const at = turns.length;
    setBusy(stop);
    setText('');
    setTurns(all => [...all, { question, filters: chosen, text: '', sources: [] }]);
    setTimeout(() => end.current?.scrollIntoView({ block: 'end' }));
    let answer = '';
    const sources: Source[] = [];
    try {
      const response = await send('/rag/query/stream', {
        method: 'POST', signal: stop.signal, headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          query: question, conversation_id: conversation.current, filters: Object.fromEntries(Object.entries(chosen).filter(f => f[1])),
        }),
      });
      for await (const { name, data } of events(response)) {
        if (name === 'stage' && data.state === 'began')
          change(at, { stage: data.name });
        else if (name === 'source') {
          sources[data.n - 1] = data.source;
          change(at, { sources: [...sources] });
        } else if (name === 'token') {
          answer += data.text;
          change(at, { text: answer });
        } else if (name === 'done') {
          conversation.current = data.metadata.conversation_id;
          change(at, { done: data, sources: data.sources });
        } else if (name === 'error')
          throw new ApiError(data.status, data.title, data.detail);
      }
    } catch (e) {
      change(at, { error: stop.signal.aborted ? t('stopped') : tell(e) });
    } finally {
      setBusy(null);
      history.reload();
      box.current?.focus();
    }
  };
  const fresh = () => {
    setShowsPast(false);
    busy?.abort();
    conversation.current = undefined;
    setTurns([]);
    setText('');
    go('#/ask');
    box.current?.focus();
  };

  // A conversation of before, by its id; the sources are told by their ids alone.
  useEffect(() => {
    const id = route.rest;
    if (!id || id === conversation.current)
      return;
    conversation.current = id;
    void (async () => {
      try {
        const { queries } = await get<{ queries: Asked[] }>(`/rag/queries${query({ conversation_id: id, limit: 20 })}`);
        const mails = new Map<string, Source>();
        await Promise.all([...new Set(queries.flatMap(q => q.sources))].slice(0, 40).map(async one => {
          const mail = await get<Mail>(`/emails/${one}`).catch(() => null);
          if (mail)
            mails.set(one, {
              email_id: one, thread_id: mail.thread_id, subject: mail.subject, sender: who(mail.from[0]), date: mail.date, links: mail.links,
              snippet: mail.text.slice(0, 240),
            });
        }));
        setTurns(queries.reverse().map(q => ({
          question: q.query, filters: {}, text: q.answer ?? '', erased: q.answer === null, at: q.asked_at,
          sources: q.sources.map(s => mails.get(s) ?? { email_id: s, thread_id: '', subject: '', sender: '', date: '', snippet: '', links: [] }),
        })));
      } catch (e) {
        toast({ text: tell(e), bad: true });
      }
    })();
  }, [route.rest]);
  useEffect(() => {
    const asked = route.values.get('q');
    if (asked) {
      go('#/ask', true);
      void ask(asked);
    }
    if (matchMedia('(min-width: 800px)').matches)
      box.current?.focus();
  }, []);

  const examples = exampleQuestions(newest.value?.emails ?? []);
  const past = history.value?.queries ?? [];
  const isEmpty = newest.value && newest.value.emails.length === 0;
  return <div class={showsPast ? 'ask showing-past' : 'ask'}>
    {showsPast && <h1 class="hidden">{t('history')}</h1>}
    <div class="top"><button class="quiet" aria-expanded={showsPast} onClick={() => setShowsPast(!showsPast)}><Icon name={showsPast ? 'back' : 'past'} />{t(showsPast ? 'ask' : 'history')}</button>
      {!showsPast && turns.length > 0 && <button class="quiet" onClick={fresh}><Icon name="add" />{t('newQuestion')}</button>}</div>
    <aside class="past" aria-label={t('history')}>
      <button class="quiet wide" onClick={fresh}><Icon name="add" />{t('newQuestion')}</button>
      <h2>{t('history')}</h2>
      {history.error && <Failed error={history.error} again={history.reload} />}
      {!history.value && !history.error && <Waiting rows={3} />}
      {history.value && past.length === 0 && <p class="muted">{t('noHistory')}</p>}
      <ul>{past.map(q => <li key={q.id}><a href={`#/ask/${q.conversation_id}`} title={moment(q.asked_at)} onClick={() => setShowsPast(false)}>{q.query}</a>
        <button class="plain x" aria-label={t('eraseQuestion', { q: q.query })} onClick={() => void call('DELETE', `/rag/queries/${q.id}`)
          .then(history.reload, e => toast({ text: tell(e), bad: true }))}>×</button></li>)}</ul>
      {past.length > 0 && <button class="plain" onClick={() => void (confirm(t('eraseHistorySure')) && call('DELETE', '/rag/queries')
        .then(() => { fresh(); history.reload(); }, e => toast({ text: tell(e), bad: true })))}>{t('eraseHistory')}</button>}
    </aside>
    <div class="talk">
      <div class="turns" tabIndex={0} role="group" aria-label={t('ask')}>
        {turns.length > 0 && <h1 class="hidden">{t('ask')}</h1>}
        {turns.length === 0 && <div class="welcome">
          <h1>{t('askTitle')}</h1>
          {isEmpty ? <Empty title={t('noMailYet')}><a class="button" href="#/start">{t('connect')}</a></Empty>
            : <><p class="muted">{t('askText')}</p>
              {newest.error ? <Failed error={newest.error} again={newest.reload} /> : !newest.value && <Waiting rows={3} />}
              {examples.length > 0 && <ul class="examples" aria-label={t('examples')}>{examples.map(e => <li key={e}>
                <button onClick={() => void ask(e)}>{e}</button></li>)}</ul>}</>}
        </div>}
        {turns.map((turn, i) => <AnswerCard key={i} turn={turn} isLast={i === turns.length - 1} ask={(q, f) => void ask(q, f)} />)}
        <div ref={end} />
      </div>
      <form class="composer" onSubmit={e => { e.preventDefault(); void ask(text); }}>
        <label class="hidden" for="question">{t('question')}</label>
        <textarea id="question" ref={box} rows={1} maxLength={2000} value={text} placeholder={t(turns.length ? 'followUp' : 'askPlaceholder')}
          onInput={e => setText(e.currentTarget.value)}
          onKeyDown={e => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); void ask(text); } }} />
        <div class="under">
          <Filter filters={filters} set={setFilters} folders={newest.value?.emails.flatMap(m => m.folders) ?? []} />
          {busy ? <button type="button" class="quiet" onClick={() => busy.abort()}>{t('stop')}</button>
            : <button class="button" disabled={!text.trim()}>{t('askButton')}</button>}
        </div>
      </form>
    </div>
  </div>;
}

/** What the mails of the answer have to meet: people, folder and time. */
function Filter({ filters, set, folders }: { filters: Filters; set: (f: Filters) => void; folders: string[] }) {
  const [open, setOpen] = useState(false);
  const people = useLoad(async s => open ? (await get<{ people: Person[] }>('/people?limit=200', s)).people : [], [open]);
  const synced = useLoad(async s => open ? (await get<{ mailboxes: SyncStatus[] }>('/emails/sync/status', s)).mailboxes
    .flatMap(m => m.folders.map(f => f.name)) : [], [open]);
  const active = Object.values(filters).filter(Boolean).length;
  const past = (days: number) => new Date(Date.now() - days * 86_400_000).toLocaleDateString('sv-SE');
  return <details class="filters" onToggle={e => setOpen(e.currentTarget.open)}><summary>{t('filters')}{active > 0 && <span class="badge">{active}</span>}</summary>
    <div class="fields">
      <label>{t('from')}<input value={filters.sender ?? ''} list="senders" maxLength={500} onInput={e => set({ ...filters, sender: e.currentTarget.value })} /></label>
      <label>{t('to')}<input value={filters.recipient ?? ''} list="senders" maxLength={500} onInput={e => set({ ...filters, recipient: e.currentTarget.value })} /></label>
      <label>{t('folder')}<input value={filters.folder ?? ''} list="folders" maxLength={500} onInput={e => set({ ...filters, folder: e.currentTarget.value })} /></label>
      <label>{t('since')}<input type="date" value={filters.date_from ?? ''} onInput={e => set({ ...filters, date_from: e.currentTarget.value })} /></label>
      <label>{t('till')}<input type="date" value={filters.date_to ?? ''} onInput={e => set({ ...filters, date_to: e.currentTarget.value })} /></label>
    </div>
    <datalist id="senders">{people.value?.map(p => <option key={p.id} value={p.id}>{p.name}</option>)}</datalist>
    <datalist id="folders">{[...new Set([...folders, ...synced.value ?? []])].map(f => <option key={f} value={f} />)}</datalist>
    <p class="chips">{[7, 30, 365].map(n => <button key={n} type="button" class={filters.date_from === past(n) ? 'chip on' : 'chip'} aria-pressed={filters.date_from === past(n)}
      onClick={() => set({ ...filters, date_from: past(n), date_to: '' })}>{t('lastDays', { n })}</button>)}
      {active > 0 && <button type="button" class="plain" onClick={() => set({})}>{t('clear')}</button>}</p>
  </details>;
}

/** Questions that this mailbox may answer: out of the subjects of its newest mail from people. */
function exampleQuestions(mails: MailPage['emails']): string[] {
  const seen = new Set<string>(), found: string[] = [];
  for (const mail of mails) {
    const subject = mail.subject.replace(/^\s*((re|fwd?|aw|wg)\s*:\s*)+/i, '').trim(), from = mail.from[0];
    if (!from || !subject || subject.length > 60 || seen.has(subject) || seen.has(from.address) || /no-?reply|newsletter|notification/i.test(from.address))
      continue;
    seen.add(subject).add(from.address);
    found.push(t(found.length % 2 ? 'exampleWhen' : 'exampleWhat', { who: who(from), subject }));
    if (found.length === 4)
      break;
  }
  return found;
}

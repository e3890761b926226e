import { useEffect, useState } from 'preact/hooks';
import { ApiError, call, get, query, type CountGroup, type MailPage, type Merge, type Person, type PersonCard, type Suggestion } from './api';
import { RowLink, Tabs } from './mail';
import { Columns, count, day, Empty, Failed, Icon, moment, short, tell, toast, useLoad, Waiting, type Route } from './ui';
import { t, type Word } from './words';

interface Page { people: Person[]; next_skip: number | null; total: number }
interface Merges { merges: Merge[]; suggestions: Suggestion[] }

const pageSize = 100;
const load = (q: string, all: boolean, skip: number, signal?: AbortSignal) =>
  get<Page>(`/people${query({ q: q.trim(), all: all || null, skip: skip || null, limit: pageSize })}`, signal);

export const personLink = (address: string) => `#/people/${encodeURIComponent(address.toLowerCase())}`;

/** Everybody there is mail from or to, somebody of them, and which addresses may be one person's. */
export function PeopleView({ route }: { route: Route }) {
  const [text, setText] = useState('');
  const [all, setAll] = useState(false);
  const first = useLoad(s => load(text, all, 0, s), [text, all]);
  const [page, setPage] = useState<Page | null>(null);
  const [error, setError] = useState('');
  useEffect(() => setPage(first.value ?? null), [first.value]);
  const merges = useLoad(s => get<Merges>('/people/merges', s), []);
  const open = route.rest, isMerging = route.values.has('merges');
  const more = () => void load(text, all, page!.next_skip!).then(next => {
    setError('');
    setPage({ ...next, people: [...page!.people, ...next.people] });
  }, e => setError(tell(e)));
  const changed = () => {
    first.reload();
    merges.reload();
  };
  const may = merges.value?.suggestions.length ?? 0, said = merges.value?.merges.length ?? 0;
  return <div class={open || isMerging ? 'mail reading' : 'mail'}>
    <h1 class="hidden">{t('people')}</h1>
    <section class="list" aria-label={t('people')}>
      <Tabs at="people" />
      <form class="search" role="search" onSubmit={e => e.preventDefault()}>
        <div class="field"><Icon name="search" /><input type="search" aria-label={t('findPeople')} placeholder={t('findPeople')} value={text}
          maxLength={200} autocomplete="off" spellcheck={false} onInput={e => setText(e.currentTarget.value)} /></div>
        <div class="chips"><button type="button" class={all ? 'chip' : 'chip on'} aria-pressed={!all} onClick={() => setAll(false)}>{t('people')}</button>
          <button type="button" class={all ? 'chip on' : 'chip'} aria-pressed={all} onClick={() => setAll(true)}>{t('machinesToo')}</button>
          {page && <small class="muted">{count(page.total)}</small>}</div>
        {may + said > 0 && <a class="plain" href="#/people?merges" aria-current={isMerging ? 'true' : undefined}><Icon name="merge" />
          {may > 0 ? t(may === 1 ? 'mayBeOne' : 'mayBeN', { n: count(may) }) : t('mergesN', { n: count(said) })}</a>}
      </form>
      {first.error && <Failed error={first.error} again={first.reload} />}
      {!page ? !first.error && <Waiting rows={8} />
        : page.people.length === 0 ? <Empty title={t(text ? 'nobodyFound' : 'noMailYet')}>{!text && <a class="button" href="#/start">{t('connect')}</a>}</Empty>
          : <div class="rows" tabIndex={0} role="group" aria-label={t('people')}><ul class="still">{page.people.map(p =>
            <li key={p.id} class={p.addresses.includes(open) ? 'row person on' : 'row person'}>
              <a href={personLink(p.id)} aria-current={p.addresses.includes(open) ? 'true' : undefined}>
                <span class="who">{p.name}</span><time dateTime={p.last}>{short(p.last)}</time>
                <span class="snippet">{p.name !== p.id && p.id}{p.addresses.length > 1 && ` +${p.addresses.length - 1}`}</span>
                <small class="muted both" title={t('fromTo')}>↓ {count(p.from)} · ↑ {count(p.to)}<span class="hidden">{t('fromTo')}</span></small></a></li>)}</ul>
            {error && <Failed error={error} again={more} />}
            {page.next_skip !== null && <p class="pad"><button class="quiet wide" onClick={more}>{t('older')}</button></p>}</div>}
    </section>
    <section class="reader" aria-label={t('person')}>
      {open ? <Card key={open} id={open} changed={changed} />
        : isMerging ? <article class="letter"><div class="bar"><a class="plain back" href="#/people"><Icon name="back" />{t('people')}</a></div>
          <h2>{t('merges')}</h2><p class="muted">{t('mergesText')}</p>
          {merges.error ? <Failed error={merges.error} again={merges.reload} /> : !merges.value ? <Waiting />
            : <>{may === 0 && <p>{t('noSuggestions')}</p>}<Merging {...merges.value} changed={changed} /></>}</article>
          : <div class="nothing muted"><p>{t('choosePerson')}</p></div>}
    </section>
  </div>;
}

/** Addresses that may be one person's, with what speaks for it; and what the user said of some. */
function Merging({ suggestions, merges, changed }: Merges & { changed: () => void }) {
  const act = (done: Promise<unknown>, said: Word, undo?: (made: unknown) => Promise<unknown>) => void done.then(made => {
    changed();
    toast({ text: t(said), ...(undo ? { action: t('undo'), onAction: () => act(undo(made), 'takenBack') } : {}) });
  }, e => toast({ text: tell(e), bad: true }));
  const takeBack = (id: string) => call('DELETE', `/people/merges/${id}`);
  const say = (addresses: string[], same: boolean) => act(
    call<Merge>('POST', '/people/merges', { addresses, same }), same ? 'merged' : 'keptApart', made => takeBack((made as Merge).id));
  return <>
    {suggestions.map(s => <section key={s.addresses.join()} class="card merge">
      <p class="strong">{s.addresses.map((a, i) => <span key={a}>{i > 0 && ' = '}<a href={personLink(a)}>{a}</a></span>)}</p>
      <ul>{s.evidence.map((e, i) => <li key={i}>{t(`evidence_${e.kind}` as Word)}{e.detail && <>: {e.email_id
        ? <a href={`#/mail/${e.email_id}`}>{e.detail}</a> : e.detail}</>}</li>)}</ul>
      <p class="row-of"><button class="button" onClick={() => say(s.addresses, true)}>{t('samePerson')}</button>
        <button class="quiet" onClick={() => say(s.addresses, false)}>{t('notSame')}</button></p></section>)}
    {merges.length > 0 && <><h3>{t('youSaid')}</h3><ul class="lines">{merges.map(m => <li key={m.id}>
      <span class="breaks">{m.addresses.join(m.same ? ' = ' : ' ≠ ')}<br /><small class="muted">{t(m.same ? 'saidSame' : 'saidNot')} · {moment(m.at)}</small></span>
      <button class="plain" aria-label={`${t('takeBack')}: ${m.addresses.join(', ')}`} onClick={() => act(takeBack(m.id), 'takenBack')}>{t('takeBack')}</button></li>)}</ul></>}
  </>;
}

/** Somebody: how much there is from and to them, what is open, how to reach them, and the newest of it. */
function Card({ id, changed }: { id: string; changed: () => void }) {
  const card = useLoad(s => get<PersonCard>(`/people/${encodeURIComponent(id)}`, s).catch(e => {
    if (e instanceof ApiError && e.status === 404)
      return null;
    throw e;
  }), [id]);
  const back = <div class="bar"><a class="plain back" href="#/people"><Icon name="back" />{t('people')}</a></div>;
  const c = card.value, p = c?.person;
  if (!c || !p)
    return <article class="letter person">{back}{card.error ? <Failed error={card.error} again={card.reload} />
      : c === null ? <Empty title={t('nobodyFound')} /> : <Waiting rows={6} />}</article>;
  const again = () => {
    card.reload();
    changed();
  };
  return <article class="letter person">
    {back}
    <h2>{p.name}{p.is_me && <span class="badge">{t('itsYou')}</span>}{p.is_automatic && <span class="badge">{t('machine')}</span>}</h2>
    <dl class="people">
      <dt>{t('addresses')}</dt><dd>{p.addresses.map(a => <div key={a}><a href={`mailto:${encodeURIComponent(a).replace('%40', '@')}`}>{a}</a></div>)}</dd>
      {p.names.length > 1 && <><dt>{t('alsoCalled')}</dt><dd>{p.names.filter(n => n !== p.name).join(', ')}</dd></>}
      {c.phones.length > 0 && <><dt>{t('phones')}</dt><dd>{c.phones.map(n => <div key={n.number}><a href={`tel:${n.number.replace(/[^+\d]/g, '')}`}>{n.number}</a>
        {' '}<small class="muted">{n.label && `${n.label} · `}<a href={`#/mail/${n.email_id}${query({ quote: n.number })}`}>{day(n.date)}</a></small></div>)}</dd></>}
      <dt>{t('lastMail')}</dt><dd><a href={`#/mail/${p.last_mail.email_id}`}>{p.last_mail.subject || t('noSubject')}</a> <small class="muted">{day(p.last)}</small></dd>
    </dl>
    <div class="tiles">
      <a class="tile" href={`#/mail${query({ q: ofAny('from', p.addresses) })}`}><small>{t('fromThem')}</small><b>{count(p.from)}</b></a>
      <a class="tile" href={`#/mail${query({ q: ofAny('to', p.addresses) })}`}><small>{t('toThem')}</small><b>{count(p.to)}</b></a>
      <div class="tile"><small>{t('sinceWhen')}</small><b class="day">{day(p.first)}</b></div>
      <div class="tile"><small>{t('lastOne')}</small><b class="day">{day(p.last)}</b></div></div>
    {c.open_threads.length > 0 && <section class="card"><h3>{t('openThreads')}</h3><ul class="lines">{c.open_threads.map(o => <li key={o.asked.email_id}>
      <a href={`#/mail/${o.asked.email_id}`}>{o.asked.subject || t('noSubject')}</a>
      <small class="muted nowrap">{t(o.on === 'me' ? 'waits_me' : 'waits_them')} · {day(o.asked.date)}</small></li>)}</ul></section>}
    <Merging suggestions={c.suggestions} merges={c.merges} changed={again} />
    <Mails key={p.addresses.join()} person={p} />
    {c.others.length > 0 && <><h3>{t('others')}</h3><ul class="lines">{c.others.map(o => <li key={o.id}><a href={personLink(o.id)}>{o.name}</a>
      <small class="muted breaks">{o.id}</small></li>)}</ul></>}
  </article>;
}

/** A search for mail of any of somebody's addresses. */
function ofAny(where: string, addresses: string[]): string {
  const each = addresses.slice(0, 10).map(a => `${where}:"${a.replaceAll('"', '')}"`);
  return each.length === 1 ? each[0]! : `{${each.join(' ')}}`;
}

/** How much mail there is with somebody, by month, and the newest of it. */
function Mails({ person }: { person: Person }) {
  const q = ofAny('with', person.addresses);
  const months = useLoad(async s => (await get<{ groups: CountGroup[] }>(`/emails/count${query({ by: 'month', q, limit: 1 })}`, s)).groups, []);
  const mails = useLoad(s => get<MailPage>(`/emails${query({ q, limit: 20 })}`, s), []);
  return <>
    <section class="card"><h3>{t('mailByMonth')}</h3>
      {months.error ? <Failed error={months.error} again={months.reload} /> : !months.value ? <Waiting rows={2} />
        : <Columns label={t('mailByMonth')} rows={everyMonth(months.value)} />}</section>
    <h3>{t('newestMail')}</h3>
    {mails.error ? <Failed error={mails.error} again={mails.reload} /> : !mails.value ? <Waiting />
      : mails.value.emails.length === 0 ? <Empty title={t('nothingFound')} />
        : <><ul class="still card flush">{mails.value.emails.map(m => <li key={m.id} class="row"><RowLink mail={m} href={`#/mail/${m.id}`} /></li>)}</ul>
          <p class="row-of"><a class="quiet" href={`#/mail${query({ q })}`}><Icon name="mail" />{t('allWithThem')}</a>
            <a class="quiet" href={`#/ask${query({ q: t('exampleLately', { who: person.name }) })}`}><Icon name="ask" />{t('exampleLately', { who: person.name })}</a></p></>}
  </>;
}

/** The months in which there was none too, and at least a year of them. */
function everyMonth(groups: CountGroup[]): [string, number][] {
  const counts = new Map(groups.map(g => [g.key, g.count])), rows: [string, number][] = [];
  const last = groups.at(-1)?.key;
  for (let at = groups[0]?.key; at && last && at <= last && rows.length < 600;) {
    rows.push([at, counts.get(at) ?? 0]);
    const [year = 0, month = 0] = at.split('-').map(Number);
    at = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
  }
  for (let [year = 0, month = 0] = (groups[0]?.key ?? '').split('-').map(Number); year && rows.length < 12;) {
    [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
    rows.unshift([`${year}-${String(month).padStart(2, '0')}`, 0]);
  }
  return rows;
}

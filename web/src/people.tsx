import { useState } from 'preact/hooks';
import { get, query, type CountGroup, type MailPage } from './api';
import { RowLink, Tabs } from './mail';
import { Columns, count, day, Empty, Failed, Icon, nameOf, short, useLoad, Waiting, type Route } from './ui';
import { t } from './words';

interface Person { address: string; name: string; from: number; to: number; first: string; last: string }

/** Everybody there is mail from or to, the most of it first. */
async function people(signal: AbortSignal): Promise<Person[]> {
  const [from, to] = await Promise.all(['sender', 'recipient'].map(async by =>
    (await get<{ groups: CountGroup[] }>(`/emails/count${query({ by, limit: 1 })}`, signal)).groups));
  const all = new Map<string, Person>();
  const add = (groups: CountGroup[], side: 'from' | 'to') => {
    for (const g of groups.map(group => ({ ...group, name: nameOf(group.name) }))) {
      const known = all.get(g.key);
      if (!known)
        all.set(g.key, { address: g.key, name: g.name, from: 0, to: 0, first: g.first, last: g.last, [side]: g.count });
      else {
        known[side] = g.count;
        known.name = known.name && known.name !== known.address ? known.name : g.name;
        known.first = g.first < known.first ? g.first : known.first;
        known.last = g.last > known.last ? g.last : known.last;
      }
    }
  };
  add(from!, 'from');
  add(to!, 'to');
  return [...all.values()].sort((a, b) => b.from + b.to - a.from - a.to);
}

export function PeopleView({ route }: { route: Route }) {
  const all = useLoad(people, []);
  const [text, setText] = useState('');
  const [latest, setLatest] = useState(false);
  const open = route.rest;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = (all.value ?? []).filter(p => words.every(w => p.name.toLowerCase().includes(w) || p.address.includes(w)));
  const shown = (latest ? [...found].sort((a, b) => b.last.localeCompare(a.last)) : found).slice(0, 500);
  return <div class={open ? 'mail reading' : 'mail'}>
    <h1 class="hidden">{t('people')}</h1>
    <section class="list" aria-label={t('people')}>
      <Tabs at="people" />
      <form class="search" role="search" onSubmit={e => e.preventDefault()}>
        <div class="field"><Icon name="search" /><input type="search" aria-label={t('findPeople')} placeholder={t('findPeople')} value={text}
          maxLength={200} autocomplete="off" spellcheck={false} onInput={e => setText(e.currentTarget.value)} /></div>
        <div class="chips"><button type="button" class={latest ? 'chip' : 'chip on'} aria-pressed={!latest} onClick={() => setLatest(false)}>{t('mostMail')}</button>
          <button type="button" class={latest ? 'chip on' : 'chip'} aria-pressed={latest} onClick={() => setLatest(true)}>{t('latestMail')}</button></div>
      </form>
      {all.error && <Failed error={all.error} again={all.reload} />}
      {!all.value ? !all.error && <Waiting rows={8} />
        : shown.length === 0 ? <Empty title={t(text ? 'nobodyFound' : 'noMailYet')}>{!text && <a class="button" href="#/start">{t('connect')}</a>}</Empty>
          : <div class="rows"><ul class="still">{shown.map(p => <li key={p.address} class={p.address === open ? 'row person on' : 'row person'}>
            <a href={personLink(p.address)} aria-current={p.address === open ? 'true' : undefined}>
              <span class="who">{p.name || p.address}</span><time dateTime={p.last}>{short(p.last)}</time>
              <span class="snippet">{p.name && p.name !== p.address ? p.address : ''}</span>
              <small class="muted both" title={t('fromTo')}>↓ {count(p.from)} · ↑ {count(p.to)}<span class="hidden">{t('fromTo')}</span></small></a></li>)}</ul></div>}
    </section>
    <section class="reader" aria-label={t('person')}>
      {open ? <Person key={open} address={open} known={all.value?.find(p => p.address === open)} />
        : <div class="nothing muted"><p>{t('choosePerson')}</p></div>}
    </section>
  </div>;
}

export const personLink = (address: string) => `#/people/${encodeURIComponent(address.toLowerCase())}`;

/** Somebody: how much there is from and to them, when, and the newest of it. */
function Person({ address, known }: { address: string; known?: Person }) {
  const q = `with:"${address.replaceAll('"', '')}"`;
  const months = useLoad(async s => (await get<{ groups: CountGroup[] }>(`/emails/count${query({ by: 'month', q, limit: 1 })}`, s)).groups, [address]);
  const mails = useLoad(s => get<MailPage>(`/emails${query({ q, limit: 20 })}`, s), [address]);
  const name = known?.name || address;
  return <article class="letter person">
    <div class="bar"><a class="plain back" href="#/people"><Icon name="back" />{t('people')}</a></div>
    <h2>{name}</h2>
    {name !== address && <p class="muted">{address}</p>}
    {known && <div class="tiles">
      <a class="tile" href={`#/mail${query({ q: `from:"${address}"` })}`}><small>{t('fromThem')}</small><b>{count(known.from)}</b></a>
      <a class="tile" href={`#/mail${query({ q: `to:"${address}"` })}`}><small>{t('toThem')}</small><b>{count(known.to)}</b></a>
      <div class="tile"><small>{t('sinceWhen')}</small><b class="day">{day(known.first)}</b></div>
      <div class="tile"><small>{t('lastMail')}</small><b class="day">{day(known.last)}</b></div></div>}
    <section class="card"><h3>{t('mailByMonth')}</h3>
      {months.error ? <Failed error={months.error} again={months.reload} /> : !months.value ? <Waiting rows={2} />
        : <Columns label={t('mailByMonth')} rows={everyMonth(months.value)} />}</section>
    <h3>{t('newestMail')}</h3>
    {mails.error ? <Failed error={mails.error} again={mails.reload} /> : !mails.value ? <Waiting />
      : mails.value.emails.length === 0 ? <Empty title={t('nothingFound')} />
        : <><ul class="still card flush">{mails.value.emails.map(m => <li key={m.id} class="row"><RowLink mail={m} href={`#/mail/${m.id}`} /></li>)}</ul>
          <p class="row-of"><a class="quiet" href={`#/mail${query({ q })}`}><Icon name="mail" />{t('allWithThem')}</a>
            <a class="quiet" href={`#/ask${query({ q: t('exampleLately', { who: name }) })}`}><Icon name="ask" />{t('exampleLately', { who: name })}</a></p></>}
  </article>;
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

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { call, get, query, type Me } from './api';
import { Bars, Columns, count, date, Empty, Failed, Head, moment, size, tell, toast, useLoad, Waiting, type Route } from './ui';
import { lang, t, type Word } from './words';

interface Period { asked: number; answered: number; not_found: number; repeated: number; failed: number; refused: number; median_ms: number | null; p95_ms: number | null }
interface Stats {
  users: { total: number; active: number }; mailboxes: { imported: number; synced: Record<string, number>; failing: number; last_sync: string | null };
  mail: { messages: number; quarantined: number }; index: { indexed: number; unindexed: number; chunks: number; bytes: number };
  questions: { last_24_hours: Period; kept: Period }; queues: { queue: string; waiting: number; age_seconds: number | null; poisoned: number }[] | null;
  storage: { used_bytes: number; free_bytes: number | null } | null;
}
interface Day {
  day: string; users: number; mail: number; asked: number; answered: number; not_found: number; repeated: number; failed: number; refused: number;
  tokens: number; cost: number;
}
interface Days { days: Day[]; stages: { stage: string; median_ms: number; p95_ms: number }[] }
interface User { id: string; display_name: string; email: string; organisation: string | null; role: string; active: boolean; created_at: string }
interface Entry { number: number; organisation: string; at: string; event: string; actor: string; actor_id: string | null; subject: string; address: string; outcome: string; detail: string }

export function AdminView({ route, me }: { route: Route; me: Me }) {
  const tab = route.rest || 'figures';
  return <div class="page wide">
    <Head title={t('admin')}><div class="chips">{(['figures', 'users', 'audit'] as const).map(name =>
      <a key={name} class={tab === name ? 'chip on' : 'chip'} aria-current={tab === name ? 'page' : undefined} href={`#/admin/${name}`}>{t(name)}</a>)}</div></Head>
    {tab === 'users' ? <Users me={me} /> : tab === 'audit' ? <Audit /> : <Figures />}
  </div>;
}

function Figures() {
  const stats = useLoad(s => get<Stats>('/admin/stats', s), [], 60_000);
  const days = useLoad(s => get<Days>('/admin/stats/days', s), [], 600_000);
  const s = stats.value;
  const tile = (name: string, value: string, more?: string) => <div class="tile"><small>{name}</small><b>{value}</b>{more && <small>{more}</small>}</div>;
  const period = (p: Period): [string, number][] => [[t('answered'), p.answered], [t('notFound'), p.not_found], [t('repeated'), p.repeated], [t('failedN'), p.failed], [t('refused'), p.refused]];
  const ms = (n: number | null) => n === null ? '–' : `${count(Math.round(n))} ms`;
  const money = (n: number) => n.toLocaleString(lang === 'de' ? 'de-DE' : 'en-GB', { minimumFractionDigits: 2, maximumFractionDigits: n < 1 ? 4 : 2 });
  const byDay = (of: (d: Day) => number[]) => (d: Days) => d.days.map(one => [date(one.day), ...of(one)] as [string, ...number[]]);
  const chart = (word: Word, of: (d: Day) => number[], series: Word[] = [], format = count) => <Chart title={t(word)} load={days}>{d =>
    <Columns label={t(word)} rows={byDay(of)(d)} series={series.map(name => t(name))} format={format} />}</Chart>;
  return <>
    {stats.error ? <Failed error={stats.error} again={stats.reload} /> : !s && <Waiting rows={2} />}
    {s && <div class="tiles">
      {tile(t('users'), count(s.users.total), t('activeN', { n: count(s.users.active) }))}
      {tile(t('mail'), count(s.mail.messages), t('setAsideN', { n: count(s.mail.quarantined) }))}
      {tile(t('searchable'), count(s.index.indexed), s.index.unindexed ? t('notIndexed', { n: count(s.index.unindexed) }) : size(s.index.bytes))}
      {tile(t('questionsDay'), count(s.questions.last_24_hours.asked), `p95 ${ms(s.questions.last_24_hours.p95_ms)}`)}
      {s.storage && tile(t('disk'), size(s.storage.used_bytes), s.storage.free_bytes === null ? undefined : t('free', { n: size(s.storage.free_bytes) }))}
    </div>}
    <div class="columns charts">
      {chart('questionsByDay', d => [d.answered, d.not_found, d.repeated], ['answered', 'notFound', 'repeated'])}
      {chart('troubleByDay', d => [d.failed, d.refused], ['failedN', 'refused'])}
      <Chart title={t('stages')} load={days}>{d => <><Bars label={t('stages')} format={n => count(Math.round(n))}
        rows={d.stages.map(one => [t(`timing_${one.stage}` as Word), one.median_ms, one.p95_ms])} />
        {d.stages.length > 0 && <p class="muted small">{t('stagesText')}</p>}</>}</Chart>
      {chart('mailByDay', d => [d.mail])}
      {chart('usersByDay', d => [d.users])}
      <Chart title={t('costByDay')} load={days}>{d => d.days.some(one => one.tokens > 0)
        ? <><Columns label={t('costByDay')} rows={byDay(one => [one.cost])(d)} format={money} />
          <p class="muted small">{t('tokensN', { n: count(d.days.reduce((sum, one) => sum + one.tokens, 0)) })}</p></> : <p class="muted">{t('noCost')}</p>}</Chart>
      <Chart title={t('mailboxes')} load={stats}>{f => <><Bars label={t('mailboxes')} rows={[[t('state_imported'), f.mailboxes.imported],
        ...Object.entries(f.mailboxes.synced).map(([k, n]) => [t((`state_${k}`) as Word), n] as [string, number])]} />
        {f.mailboxes.last_sync && <p class="muted small">{t('lastSuccess', { at: moment(f.mailboxes.last_sync) })}</p>}</>}</Chart>
      {s?.queues !== null && <Chart title={t('queues')} load={stats}>{f => <><Bars label={t('waitingN')} rows={f.queues!.map(q => [q.queue, q.waiting])} />
        {f.queues!.filter(q => q.age_seconds !== null || q.poisoned > 0).map(q => <p key={q.queue} class="muted small">{q.queue}: {[
          q.age_seconds !== null && `${t('age')} ${count(q.age_seconds)} s`, q.poisoned > 0 && t('setAsideN', { n: count(q.poisoned) })].filter(Boolean).join(' · ')}</p>)}</>}</Chart>}
      <Chart title={t('questionsYear')} load={stats}>{f => <><Bars rows={period(f.questions.kept)} label={t('questionsYear')} />
        <p class="muted small">p50 {ms(f.questions.kept.median_ms)} · p95 {ms(f.questions.kept.p95_ms)}</p></>}</Chart>
    </div>
  </>;
}

/** A chart, while its figures are on their way, and when they cannot be had. */
function Chart<T>({ title, load, children }: { title: string; load: { value?: T; error?: string; reload: () => void }; children: (value: T) => ComponentChildren }) {
  return <section class="card chart"><h2>{title}</h2>{load.value !== undefined ? children(load.value)
    : load.error ? <Failed error={load.error} again={load.reload} /> : <Waiting rows={2} />}</section>;
}

function Users({ me }: { me: Me }) {
  const [q, setQ] = useState('');
  const [pages, setPages] = useState<string[]>([]);
  const users = useLoad(s => get<{ users: User[]; next: string | null; total: number | null }>(`/admin/users${query({ q, limit: 50, next: pages.at(-1), include_total: true })}`, s), [q, pages]);
  const change = (u: User, part: object) => void call('PATCH', `/admin/users/${u.id}`, part).then(users.reload, e => toast({ text: tell(e), bad: true }));
  return <section class="card">
    <div class="field"><input type="search" aria-label={t('findUsers')} placeholder={t('findUsers')} value={q} maxLength={200} onInput={e => { setPages([]); setQ(e.currentTarget.value); }} /></div>
    {users.error && <Failed error={users.error} again={users.reload} />}
    {!users.value ? !users.error && <Waiting /> : users.value.users.length === 0 ? <Empty title={t('nothingFound')} /> : <div class="scroll" tabIndex={0} role="group" aria-label={t('users')}><table>
      <thead><tr><th scope="col">{t('name')}</th><th scope="col">{t('organisation')}</th><th scope="col">{t('role')}</th><th scope="col">{t('since')}</th><th scope="col">{t('active')}</th></tr></thead>
      <tbody>{users.value.users.map(u => <tr key={u.id}><th scope="row">{u.display_name || u.email || u.id}<br /><small class="muted">{u.email}</small></th>
        <td>{u.organisation ?? '–'}</td>
        <td>{u.role === 'operator' || u.id === me.id || !u.organisation ? u.role : <select aria-label={`${t('role')}: ${u.email}`} value={u.role} onChange={e => change(u, { role: e.currentTarget.value })}>
          <option value="user">user</option><option value="admin">admin</option></select>}</td>
        <td>{moment(u.created_at)}</td>
        <td><input type="checkbox" aria-label={`${t('active')}: ${u.email}`} checked={u.active} disabled={u.id === me.id} onChange={e => change(u, { active: e.currentTarget.checked })} /></td></tr>)}</tbody>
    </table></div>}
    <Pager pages={pages} next={users.value?.next ?? null} set={setPages} total={users.value?.total ?? null} />
  </section>;
}

function Pager({ pages, next, set, total }: { pages: string[]; next: string | null; set: (p: string[]) => void; total: number | null }) {
  return <p class="row-of">{total !== null && <small class="muted">{count(total)}</small>}
    {pages.length > 0 && <button class="quiet" onClick={() => set(pages.slice(0, -1))}>{t('newer')}</button>}
    {next && <button class="quiet" onClick={() => set([...pages, next])}>{t('older')}</button>}</p>;
}

function Audit() {
  const [event, setEvent] = useState('');
  const [outcome, setOutcome] = useState('');
  const [user, setUser] = useState('');
  const [from, setFrom] = useState('');
  const [till, setTill] = useState('');
  const [pages, setPages] = useState<string[]>([]);
  const [check, setCheck] = useState<{ valid: boolean; chains: number; entries: number } | null>(null);
  const log = useLoad(s => get<{ entries: Entry[]; next: string | null }>(`/admin/audit-logs${query({
    event, outcome, user, from: from && new Date(`${from}T00:00`).toISOString(), to: till && new Date(`${till}T24:00`).toISOString(),
    limit: 50, next: pages.at(-1),
  })}`, s), [event, outcome, user, from, till, pages]);
  return <section class="card">
    <div class="fields inline">
      <label>{t('event')}<input value={event} list="events" placeholder="sign_in" onChange={e => { setPages([]); setEvent(e.currentTarget.value.trim()); }} /></label>
      <datalist id="events">{['sign_in', 'sign_out', 'mailbox_connected', 'mailbox_disconnected', 'admin_access', 'role_changed', 'deletion', 'export', 'assistant_allowed', 'assistant_call', 'account_erased'].map(n => <option key={n} value={n} />)}</datalist>
      <label>{t('outcome')}<select value={outcome} onChange={e => { setPages([]); setOutcome(e.currentTarget.value); }}>
        <option value="">{t('any')}</option>{['done', 'refused', 'failed'].map(o => <option key={o} value={o}>{t((`outcome_${o}`) as Word)}</option>)}</select></label>
      <label>{t('userId')}<input value={user} maxLength={64} onChange={e => { setPages([]); setUser(e.currentTarget.value.trim()); }} /></label>
      <label>{t('since')}<input type="date" value={from} onChange={e => { setPages([]); setFrom(e.currentTarget.value); }} /></label>
      <label>{t('till')}<input type="date" value={till} onChange={e => { setPages([]); setTill(e.currentTarget.value); }} /></label>
      <button class="quiet" onClick={() => void get<{ valid: boolean; chains: number; entries: number }>('/admin/audit-logs/verification').then(setCheck, e => toast({ text: tell(e), bad: true }))}>{t('checkChain')}</button>
      {check && <span class={check.valid ? 'state up_to_date' : 'state needs_reconnect'} role="status">{t(check.valid ? 'chainGood' : 'chainBad', { chains: count(check.chains), entries: count(check.entries) })}</span>}
    </div>
    {log.error && <Failed error={log.error} again={log.reload} />}
    {!log.value ? !log.error && <Waiting /> : log.value.entries.length === 0 ? <Empty title={t('nothingFound')} /> : <div class="scroll" tabIndex={0} role="group" aria-label={t('audit')}><table>
      <thead><tr><th scope="col">{t('date')}</th><th scope="col">{t('event')}</th><th scope="col">{t('whoCol')}</th><th scope="col">{t('outcome')}</th><th scope="col">{t('detail')}</th><th scope="col">{t('addressCol')}</th></tr></thead>
      <tbody>{log.value.entries.map(e => <tr key={`${e.organisation} ${e.number}`}><td class="nowrap">{moment(e.at)}</td><th scope="row">{e.event}</th><td title={e.actor}>{e.actor_id ?? e.actor.slice(0, 8)}</td>
        <td>{t((`outcome_${e.outcome}`) as Word)}</td><td>{e.detail}</td><td>{e.address}</td></tr>)}</tbody></table></div>}
    <Pager pages={pages} next={log.value?.next ?? null} set={setPages} total={null} />
  </section>;
}

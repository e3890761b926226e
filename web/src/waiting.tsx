import { useEffect, useState } from 'preact/hooks';
import { get, query } from './api';
import { Tabs } from './mail';
import { Reader } from './reader';
import { count, Empty, Failed, go, moment, nameOf, tell, useLoad, Waiting, type Route } from './ui';
import { t } from './words';

interface Thread {
  thread_id: string; email_id: string; subject: string; sender: string; recipients: string[]; since: string; days: number; question: string;
}
interface Page { total: number; threads: Thread[]; next: string | null; note: string | null }
type Side = 'me' | 'them';

const load = (on: Side, next: string | null, signal?: AbortSignal) => get<Page>(`/emails/waiting${query({ on, next })}`, signal);

/** The threads that end with a question, the longest waiting first: to the person who reads this, or by them. */
export function WaitingView({ route }: { route: Route }) {
  const side: Side = route.values.get('on') === 'them' ? 'them' : 'me';
  const [page, setPage] = useState<Page | null>(null);
  const [error, setError] = useState('');
  const first = useLoad(s => load(side, null, s), [side]);
  useEffect(() => setPage(first.loading ? null : first.value ?? null), [first.loading, first.value]);
  const open = route.rest, on = side === 'them' ? '?on=them' : '';
  const threads = page?.threads ?? [];
  const more = () => void load(side, page!.next).then(next => {
    setError('');
    setPage({ ...next, threads: [...threads, ...next.threads] });
  }, e => setError(tell(e)));
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test((e.target as HTMLElement).tagName))
        return;
      const at = threads.findIndex(one => one.email_id === open), to = e.key === 'j' ? at + 1 : e.key === 'k' ? at - 1 : -1;
      if (threads[to])
        go(`#/waiting/${threads[to].email_id}${on}`);
      else if (e.key === 'Escape' && open)
        go(`#/waiting${on}`);
    };
    addEventListener('keydown', key);
    return () => removeEventListener('keydown', key);
  });
  return <div class={open ? 'mail reading' : 'mail'}>
    <h1 class="hidden">{t('waiting')}</h1>
    <section class="list" aria-label={t('waiting')}>
      <Tabs at="waiting" />
      <div class="search"><div class="chips">{(['me', 'them'] as const).map(one =>
        <a key={one} class={one === side ? 'chip on' : 'chip'} aria-current={one === side ? 'page' : undefined} href={one === 'me' ? '#/waiting' : '#/waiting?on=them'}>
          {t(`waits_${one}`)}{one === side && page && page.total > 0 && ` · ${count(page.total)}`}</a>)}</div>
        <small class="muted">{t(`waits_${side}_text`)}</small></div>
      {first.error && <Failed error={first.error} again={first.reload} />}
      {page?.note ? <Empty title={t('ownUnknown')}><a class="button" href="#/start">{t('connect')}</a></Empty>
        : !page ? !first.error && <Waiting rows={8} />
          : threads.length === 0 ? <Empty title={t('nothingWaits')} />
            : <div class="rows" tabIndex={0} role="group" aria-label={t('waiting')}><ul class="still">{threads.map(one =>
              <li key={one.email_id} class={one.email_id === open ? 'row on' : 'row'}>
                <a href={`#/waiting/${one.email_id}${on}`} aria-current={one.email_id === open ? 'true' : undefined}>
                  <span class="who">{side === 'me' ? nameOf(one.sender) : one.recipients.map(nameOf).join(', ')}</span>
                  <time dateTime={one.since} title={moment(one.since)}>{t(one.days === 1 ? 'dayN' : 'daysN', { n: count(one.days) })}</time>
                  <span class="subject">{one.subject || t('noSubject')}</span>
                  <span class="snippet">{one.question}</span></a></li>)}</ul>
              {error && <Failed error={error} again={more} />}
              {page.next && <p class="pad"><button class="quiet wide" onClick={more}>{t('older')}</button></p>}</div>}
    </section>
    <section class="reader" aria-label={t('message')}>
      {open ? <Reader key={open} id={open} values={new URLSearchParams({ quote: threads.find(one => one.email_id === open)?.question ?? '' })} back={`#/waiting${on}`} />
        : <div class="nothing muted"><p>{t('chooseMail')}</p><p><kbd>j</kbd> <kbd>k</kbd> {t('keysMove')}</p></div>}
    </section>
  </div>;
}

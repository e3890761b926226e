import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, type Address } from './api';
import { lang, t } from './words';

let zone: string | undefined;
export const setZone = (name: string | null) => { zone = name ?? undefined; };

const formats = new Map<string, Intl.DateTimeFormat>();
function format(options: Intl.DateTimeFormatOptions, at: Date): string {
  const key = lang + zone + JSON.stringify(options);
  let made = formats.get(key);
  if (!made) {
    try {
      made = new Intl.DateTimeFormat(lang === 'de' ? 'de-DE' : 'en-GB', { ...options, timeZone: zone });
    } catch {
      made = new Intl.DateTimeFormat(lang === 'de' ? 'de-DE' : 'en-GB', options);
    }
    formats.set(key, made);
  }
  return made.format(at);
}

/** A day that is no moment, such as 2026-03-09. */
export const date = (at: string) => new Date(`${at}T12:00Z`).toLocaleDateString(lang === 'de' ? 'de-DE' : 'en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
export const day = (at: string) => format({ day: 'numeric', month: 'short', year: 'numeric' }, new Date(at));
export const moment = (at: string) =>
  format({ day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' }, new Date(at));

/** As lists show it: the time of today, the day of this year, the year before. */
export function short(at: string): string {
  const date = new Date(at), now = new Date();
  if (date.toDateString() === now.toDateString())
    return format({ hour: '2-digit', minute: '2-digit' }, date);
  return format(date.getFullYear() === now.getFullYear()
    ? { day: 'numeric', month: 'short' } : { day: 'numeric', month: 'short', year: '2-digit' }, date);
}

export const count = (n: number) => n.toLocaleString(lang === 'de' ? 'de-DE' : 'en-GB');
export function size(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let n = bytes, unit = 0;
  while (n >= 1000 && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${n.toLocaleString(lang === 'de' ? 'de-DE' : 'en-GB', { maximumFractionDigits: n < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}
export function span(seconds: number): string {
  if (seconds < 90)
    return t('seconds', { n: Math.max(1, Math.round(seconds)) });
  return seconds < 5400 ? t('minutes', { n: Math.round(seconds / 60) }) : t('hours', { n: Math.round(seconds / 3600) });
}
export const who = (a: Address | undefined) => a ? a.name || a.address : t('unknownSender');
export const nameOf = (sender: string) => sender.replace(/\s*<[^>]*>\s*$/, '').replace(/^"|"$/g, '') || sender;

export function tell(e: unknown): string {
  if (e instanceof ApiError)
    return e.status === 0 ? t('offline') : e.message;
  return e instanceof TypeError ? t('offline') : String(e);
}

/** What a route gives, and whether it is on its way. It stays shown while it is asked for again. */
export function useLoad<T>(load: (signal: AbortSignal) => Promise<T>, keys: unknown[], everyMs = 0) {
  const [state, set] = useState<{ value?: T; error?: string; loading: boolean }>({ loading: true });
  const [turn, again] = useState(0);
  const reload = useCallback(() => again(n => n + 1), []);
  useEffect(() => {
    const stop = new AbortController();
    let timer = 0;
    const run = async () => {
      try {
        const value = await load(stop.signal);
        if (!stop.signal.aborted)
          set({ value, loading: false });
      } catch (e) {
        if (!stop.signal.aborted)
          set(before => ({ value: before.value, error: tell(e), loading: false }));
      }
      if (everyMs && !stop.signal.aborted)
        timer = window.setTimeout(next, everyMs);
    };
    const next = () => document.hidden ? void (timer = window.setTimeout(next, everyMs)) : void run();
    set(before => ({ ...before, loading: true, error: undefined }));
    void run();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [...keys, turn]);
  return { ...state, reload };
}

export function Failed({ error, again, label }: { error: string; again?: () => void; label?: string }) {
  return <div class="note bad" role="alert">
    <span>{error}</span>{again && <button class="plain" onClick={again}>{label ?? t('tryAgain')}</button>}
  </div>;
}

export function Waiting({ rows = 4 }: { rows?: number }) {
  return <div class="waiting" role="status" aria-label={t('loading')}>
    {Array.from({ length: rows }, (_, i) => <div key={i} class="bone" />)}
  </div>;
}

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return <div class="empty"><p class="strong">{title}</p>{children}</div>;
}

export function Head({ title, children }: { title: string; children?: ComponentChildren }) {
  return <header class="head"><h1>{title}</h1><div class="tools">{children}</div></header>;
}

const paths: Record<string, string> = {
  ask: 'M4 5h16v11H9l-5 4z', mail: 'M3 6h18v12H3zM3 7l9 7 9-7', sync: 'M20 8a8 8 0 0 0-14-2L4 8M4 4v4h4M4 16a8 8 0 0 0 14 2l2-2M20 20v-4h-4',
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21c1-4 4-6 8-6s7 2 8 6', admin: 'M4 20V10M10 20V4M16 20v-8M21 20H3', clip: 'M8 12l6-6a3 3 0 0 1 4 4l-8 8a5 5 0 0 1-7-7l7-7',
  add: 'M12 5v14M5 12h14', past: 'M12 21a9 9 0 1 0-9-9M3 7v5h5M12 7v5l4 2', back: 'M15 5l-7 7 7 7', open: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6', trash: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13', copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  merge: 'M6 4v4c0 5 6 3 6 8v4M18 4v4c0 5-6 3-6 8', search: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5', out: 'M14 4h6v16h-6M10 8l-4 4 4 4M6 12h10', raw: 'M8 6l-5 6 5 6M16 6l5 6-5 6', star: 'M12 3l3 6 6 1-4.500 4.500L17.500 21 12 18l-5.500 3 1-6.500L3 10l6-1z',
};
export function Icon({ name }: { name: keyof typeof paths }) {
  return <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d={paths[name]} /></svg>;
}

/** A sentence at the edge of the page, with something to do about it. */
export interface Toast { text: string; action?: string; onAction?: () => void; bad?: boolean }
let show: (toast: Toast | null) => void = () => {};
export const toast = (one: Toast | null) => show(one);
export function Toasts() {
  const [one, set] = useState<Toast | null>(null);
  const timer = useRef(0);
  useEffect(() => {
    show = next => {
      clearTimeout(timer.current);
      set(next);
      if (next)
        timer.current = window.setTimeout(() => set(null), 7000);
    };
  }, []);
  return <div class="toasts" role="status" aria-live="polite">{one && <div class={one.bad ? 'toast bad' : 'toast'}>
    <span>{one.text}</span>
    {one.action && <button class="plain" onClick={() => { set(null); one.onAction?.(); }}>{one.action}</button>}
  </div>}</div>;
}

/** Where the page is: `#/view/rest?values`. */
export interface Route { view: string; rest: string; values: URLSearchParams }
export function read(): Route {
  const [path = '', values] = location.hash.replace(/^#\/?/, '').split('?', 2);
  const [view = '', ...rest] = path.split('/');
  return { view: view || 'ask', rest: decodeURIComponent(rest.join('/')), values: new URLSearchParams(values) };
}
export function useRoute(): Route {
  const [route, set] = useState(read);
  useEffect(() => {
    const changed = () => set(read());
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return route;
}
export const go = (hash: string, replace = false) => {
  if (replace) {
    history.replaceState(null, '', hash);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else
    location.hash = hash;
};

/** Bars of one row each, with their numbers: readable without colour. Of several numbers the first is drawn over the others. */
export function Bars({ rows, label, format = count }: { rows: [string, ...number[]][]; label: string; format?: (n: number) => string }) {
  const most = Math.max(...rows.flatMap(([, ...numbers]) => numbers));
  if (!(most > 0))
    return <p class="muted">{t('nothingYet')}</p>;
  return <table class="bars"><caption class="hidden">{label}</caption><tbody>{rows.map(([name, ...numbers]) => <tr key={name}>
    <th scope="row">{name}</th>
    <td><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{numbers.toReversed().map((n, i) =>
      <rect key={i} class={i < numbers.length - 1 ? 'pale' : ''} width={n / most * 100} height="8" rx="1" />)}</svg></td>
    <td class="number">{numbers.map(format).join(' · ')}</td>
  </tr>)}</tbody></table>;
}

/** Numbers over time, a column each, those of several series on top of each other; the numbers are there for a reader too. */
export function Columns({ rows, label, series = [], format = count }: {
  rows: [string, ...number[]][]; label: string; series?: string[]; format?: (n: number) => string;
}) {
  const sums = rows.map(([, ...numbers]) => numbers.reduce((sum, n) => sum + n, 0)), most = Math.max(0, ...sums);
  if (most === 0)
    return <p class="muted">{t('nothingYet')}</p>;
  const width = 100 / rows.length, said = (numbers: number[]) => numbers.map((n, i) => series[i] ? `${series[i]}: ${format(n)}` : format(n)).join(', ');
  return <figure class="columns-chart">
    {series.length > 1 && <ul class="legend" aria-hidden="true">{series.map((name, i) => <li key={name}><span class={`key s${i}`} />{name}</li>)}</ul>}
    <svg viewBox="0 0 100 30" preserveAspectRatio="none" aria-hidden="true">{rows.map(([name, ...numbers], at) => {
      let y = 30;
      return <g key={name}><title>{`${name}: ${said(numbers)}`}</title><rect class="back" x={at * width} width={width} height="30" />
        {numbers.map((n, i) => n > 0 && <rect key={i} class={`s${i}`} x={at * width + width * 0.1} width={width * 0.8}
          y={y -= n / most * 30} height={n / most * 30} />)}</g>;
    })}</svg>
    <figcaption aria-hidden="true"><span>{rows[0]?.[0]}</span><span>{t('atMost', { n: format(most) })}</span><span>{rows.length > 1 && rows.at(-1)![0]}</span></figcaption>
    <div class="hidden"><table><caption>{label}</caption><tbody>{rows.filter((_, i) => sums[i]! > 0).map(([name, ...numbers]) =>
      <tr key={name}><th scope="row">{name}</th><td>{said(numbers)}</td></tr>)}</tbody></table></div>
  </figure>;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { call, type Mailbox } from './api';
import { count, Failed, go, Head, tell, type Route } from './ui';
import { reached, sendFile, type Found } from './upload';
import { providers, t } from './words';

/** What is known of mail providers: where their server is, and where one makes a password for one app. */
const known: { name: string; hosts: string[]; server: string; page?: string; link?: 'google' | 'microsoft' }[] = [
  { name: 'Gmail', hosts: ['gmail.com', 'googlemail.com'], server: 'imap.gmail.com', page: 'https://myaccount.google.com/apppasswords', link: 'google' },
  { name: 'Outlook', hosts: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'outlook.de'], server: 'outlook.office365.com', link: 'microsoft' },
  { name: 'iCloud', hosts: ['icloud.com', 'me.com', 'mac.com'], server: 'imap.mail.me.com', page: 'https://account.apple.com/account/manage' },
  { name: 'Yahoo', hosts: ['yahoo.com', 'yahoo.de', 'ymail.com', 'yahoo.co.uk'], server: 'imap.mail.yahoo.com', page: 'https://login.yahoo.com/account/security' },
  { name: 'Fastmail', hosts: ['fastmail.com', 'fastmail.fm'], server: 'imap.fastmail.com', page: 'https://app.fastmail.com/settings/security' },
  { name: 'GMX', hosts: ['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch'], server: 'imap.gmx.net' },
  { name: 'GMX', hosts: ['gmx.com', 'gmx.co.uk'], server: 'imap.gmx.com' },
  { name: 'WEB.DE', hosts: ['web.de'], server: 'imap.web.de' },
  { name: 'T-Online', hosts: ['t-online.de', 'magenta.de'], server: 'secureimap.t-online.de' },
  { name: 'mailbox.org', hosts: ['mailbox.org'], server: 'imap.mailbox.org' },
  { name: 'Posteo', hosts: ['posteo.de', 'posteo.net'], server: 'posteo.de' },
  { name: 'AOL', hosts: ['aol.com', 'aol.de'], server: 'imap.aol.com', page: 'https://login.aol.com/account/security' },
  { name: 'Zoho', hosts: ['zoho.com', 'zohomail.com'], server: 'imap.zoho.com' },
];

export function StartView({ route }: { route: Route }) {
  return <div class="page">
    <Head title={t('startTitle')} />
    <p class="lead">{t('startText')}</p>
    <div class="columns">
      <Connect before={route.values} />
      <Drop />
    </div>
    <section class="card plainly"><h2>{t('whatHappens')}</h2><ul>
      <li>{t('keptWhere')}</li><li>{t('keptNever')}</li><li>{t('keptModels')}</li><li>{t('keptLeave')}</li></ul>
      <p><a href="#/account">{t('toLeave')}</a></p></section>
  </div>;
}

/** The values name the mailbox that is connected again. */
function Connect({ before }: { before: URLSearchParams }) {
  const [user, setUser] = useState(before.get('user') ?? '');
  const [password, setPassword] = useState('');
  const [host, setHost] = useState(before.get('host') ?? '');
  const [port, setPort] = useState('');
  const [startTls, setStartTls] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const domain = user.split('@')[1]?.toLowerCase() ?? '';
  const provider = known.find(p => p.hosts.includes(domain));
  const server = host || provider?.server || (/^[^.]+\..+/.test(domain) ? `imap.${domain}` : '');
  const link = provider?.link && providers.includes(provider.link) ? provider.link : null;

  const connect = async (e: Event) => {
    e.preventDefault();
    setBusy(true);
    setError('');
    try {
      await call<Mailbox>('POST', '/mailboxes', {
        host: server, user, password, start_tls: startTls, ...(port ? { port: Number(port) } : {}),
      });
      setPassword('');
      go('#/sync');
    } catch (problem) {
      setError(tell(problem));
    } finally {
      setBusy(false);
    }
  };
  return <section class="card"><h2>{t('connectTitle')}</h2>
    {providers.length > 0 && <p class="row-of">{providers.map(p => <a key={p} class="button" href={`/api/v1/oauth/${p}?intent=connect`}>
      {p === 'google' ? 'Google' : 'Microsoft'}</a>)}</p>}
    <form class="fields" onSubmit={e => void connect(e)}>
      <label>{t('address')}<input type="email" required autocomplete="username" value={user} maxLength={255} placeholder="anna@example.com"
        onInput={e => setUser(e.currentTarget.value)} /></label>
      {link ? <p class="note">{t('useLink', { name: provider!.name })} <a href={`/api/v1/oauth/${link}?intent=connect`}>{t('signInWith', { name: link === 'google' ? 'Google' : 'Microsoft' })}</a></p>
        : provider?.link === 'microsoft' && <p class="note">{t('noPasswords', { name: provider.name })}</p>}
      <label>{t('password')}<input type="password" required autocomplete="off" value={password} maxLength={1000}
        onInput={e => setPassword(e.currentTarget.value)} /></label>
      <p class="muted small">{t('appPassword')} {provider?.page && <a href={provider.page} target="_blank" rel="noopener noreferrer">{t('appPasswordAt', { name: provider.name })}</a>}</p>
      <details open={!!user.includes('@') && !provider && domain.includes('.')}><summary>{t('server')}{server && <span class="muted"> · {server}</span>}</summary><div class="fields">
        <label>{t('imapHost')}<input value={server} maxLength={255} onInput={e => setHost(e.currentTarget.value)} /></label>
        <label>{t('port')}<input inputMode="numeric" pattern="[0-9]*" value={port} placeholder={startTls ? '143' : '993'} onInput={e => setPort(e.currentTarget.value)} /></label>
        <label class="check"><input type="checkbox" checked={startTls} onChange={e => setStartTls(e.currentTarget.checked)} />STARTTLS</label>
      </div></details>
      {error && <Failed error={error} />}
      <button class="button" disabled={busy || !server}>{t(busy ? 'trying' : 'testAndConnect')}</button>
    </form>
  </section>;
}

interface Progress extends Found { name: string; file: File; sent: number; lost?: string; done?: boolean; error?: string }

function Drop() {
  const [over, setOver] = useState(false);
  const [all, setAll] = useState<Progress[]>([]);
  const [busy, setBusy] = useState(false);
  const stop = useRef<AbortController | null>(null);
  const input = useRef<HTMLInputElement>(null), folder = useRef<HTMLInputElement>(null);

  const take = async (files: File[]) => {
    if (busy || files.length === 0)
      return;
    setBusy(true);
    stop.current = new AbortController();
    for (const file of files) {
      const key = `${file.webkitRelativePath || file.name}`;
      const put = (part: Partial<Progress>) => setAll(before => before.map(p => p.name === key && !p.done ? { ...p, ...part } : p));
      setAll(before => [...before.filter(p => p.name !== key), { name: key, file, sent: 0, found: 0, added: 0, known: 0, quarantined: 0, indexed: 0 }]);
      try {
        await sendFile(file, put, stop.current.signal);
        put({ done: true, sent: 1 });
      } catch (e) {
        put({ error: stop.current.signal.aborted ? t('stopped') : tell(e), done: true });
        if (stop.current.signal.aborted)
          break;
      }
    }
    setBusy(false);
  };
  useEffect(() => {
    const drag = (e: DragEvent) => {
      if (!e.dataTransfer?.types.includes('Files'))
        return;
      e.preventDefault();
      setOver(e.type === 'dragover');
      if (e.type === 'drop')
        void dropped(e.dataTransfer).then(take);
    };
    for (const name of ['dragover', 'dragleave', 'drop'] as const)
      addEventListener(name, drag);
    return () => {
      for (const name of ['dragover', 'dragleave', 'drop'] as const)
        removeEventListener(name, drag);
    };
  });
  return <section class="card"><h2>{t('dropTitle')}</h2>
    <div class={over ? 'drop over' : 'drop'}>
      <p>{t('dropText')}</p>
      <button class="quiet" disabled={busy} onClick={() => input.current?.click()}>{t('chooseFiles')}</button>{' '}
      <button class="quiet" disabled={busy} onClick={() => folder.current?.click()}>{t('chooseFolder')}</button>
      <input ref={input} type="file" multiple class="hidden" aria-label={t('chooseFiles')} tabIndex={-1}
        onChange={e => void take([...(e.currentTarget.files ?? [])])} />
      <input ref={folder} type="file" {...{ webkitdirectory: true }} class="hidden" aria-label={t('chooseFolder')} tabIndex={-1}
        onChange={e => void take([...(e.currentTarget.files ?? [])])} />
    </div>
    <p class="muted small">{t('dropWhat')}</p>
    <ul class="imports" aria-live="polite">{all.map(p => <li key={p.name}><b>{p.name}</b>
      {p.error ? <Failed error={p.error} again={busy ? undefined : () => void take([p.file])} label={reached(p.file).at > 0 ? t('goOn') : undefined} /> : <>
        <progress max={1} value={p.done ? 1 : p.sent < 1 || p.lost ? p.sent : p.found ? Math.min(0.99, p.indexed / Math.max(1, p.added + p.known)) : undefined} aria-label={p.name} />
        <small class="muted">{p.lost ? `${t('goesOn', { why: p.lost })} ` : p.sent < 1 ? `${t('sending', { n: Math.round(p.sent * 100) })} ` : ''}
          {p.found > 0 && t('importState', { found: count(p.found), added: count(p.added), known: count(p.known), aside: count(p.quarantined), indexed: count(p.indexed) })}</small></>}
    </li>)}</ul>
    {busy ? <button class="plain" onClick={() => stop.current?.abort()}>{t('stop')}</button>
      : all.some(p => p.done && !p.error) && <p class="row-of"><a class="button" href="#/ask">{t('ask')}</a><a class="quiet" href="#/mail">{t('mail')}</a></p>}
  </section>;
}

/** The files of what was dropped, those of folders too. */
async function dropped(data: DataTransfer): Promise<File[]> {
  const roots = [...data.items].map(i => i.webkitGetAsEntry()).filter(e => e !== null), files: File[] = [];
  const walk = async (entry: FileSystemEntry): Promise<void> => {
    if (entry.isFile)
      files.push(await new Promise((done, failed) => (entry as FileSystemFileEntry).file(done, failed)));
    else {
      const reader = (entry as FileSystemDirectoryEntry).createReader();
      for (;;) {
        const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
        if (some.length === 0)
          return;
        for (const one of some)
          await walk(one);
      }
    }
  };
  for (const root of roots)
    await walk(root);
  return files;
}

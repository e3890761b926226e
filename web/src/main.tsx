import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ahead, forget, get, onSignedOut, signIn, signOut, type Mailbox, type Me } from './api';
import { AccountView, look } from './account';
import { AdminView } from './admin';
import { AskView } from './ask';
import { MailView } from './mail';
import { PeopleView } from './people';
import { StartView } from './start';
import { SyncView } from './sync';
import { WaitingView } from './waiting';
import { Failed, go, Icon, read, setZone, tell, Toasts, useRoute, Waiting } from './ui';
import { lang, providers, t, type Word } from './words';
import './style.css';

const views = [['ask', 'ask'], ['mail', 'mail'], ['sync', 'sync'], ['account', 'account'], ['admin', 'admin']] as const;

let isFirst = true;

function App() {
  const [me, setMe] = useState<Me | null>();
  const [error, setError] = useState('');
  const route = useRoute();

  const begin = async () => {
    setError('');
    try {
      if (!await signIn()) {
        setMe(null);
        return;
      }
      if (isFirst) {
        isFirst = false;
        const { view, values } = read();
        if (view === 'ask')
          ahead('/rag/queries?limit=30', '/emails?limit=40');
        else if (view === 'mail' && !values.has('q'))
          ahead('/emails?limit=50');
      }
      const [user, boxes] = await Promise.all([get<Me>('/auth/me'), get<{ mailboxes: Mailbox[] }>('/mailboxes?limit=1')]);
      setZone(user.zone);
      if (boxes.mailboxes.length === 0 && location.hash.replace(/^#\/?/, '') === '') {
        forget();
        go('#/start', true);
      }
      setMe(user);
    } catch (e) {
      setError(tell(e));
    }
  };
  useEffect(() => {
    onSignedOut(() => setMe(null));
    void begin();
  }, []);
  useEffect(() => {
    document.getElementById('main')?.scrollTo(0, 0);
  }, [route.view]);

  if (error)
    return <main key="alone" class="alone"><h1>InboxMind</h1><Failed error={error} again={begin} /></main>;
  if (me === undefined)
    return <main key="alone" class="alone"><Waiting rows={3} /></main>;
  if (me === null)
    return <SignIn again={begin} />;

  const { view } = route;
  const shown = views.filter(([name]) => name !== 'admin' || me.role !== 'user');
  const title = t(['start', 'waiting', 'people'].includes(view) ? view as Word : shown.find(([name]) => name === view)?.[1] ?? 'ask');
  const place = view === 'waiting' || view === 'people' ? 'mail' : view;
  document.title = `${title} · InboxMind`;
  return <>
    <a class="skip" href="#main" onClick={e => { e.preventDefault(); document.getElementById('main')?.focus(); }}>{t('skip')}</a>
    <nav class="rail" aria-label="InboxMind">
      <a class="brand" href="#/ask" aria-label="InboxMind"><Logo /><span>InboxMind</span></a>
      {shown.map(([name, word]) => <a key={name} href={`#/${name}`} class={place === name ? 'place on' : 'place'}
        aria-current={place === name ? 'page' : undefined}><Icon name={name} /><span>{t(word)}</span></a>)}
      <div class="rest" />
      <button class="place leave" onClick={() => void signOut().catch(() => setMe(null))} title={me.email || me.display_name}>
        <Icon name="out" /><span>{t('signOut')}</span></button>
    </nav>
    <main key="main" id="main" tabIndex={-1} class={`view-${place}`}>
      {view === 'mail' ? <MailView route={route} />
        : view === 'waiting' ? <WaitingView route={route} />
        : view === 'people' ? <PeopleView route={route} />
        : view === 'sync' ? <SyncView />
          : view === 'account' ? <AccountView me={me} changed={begin} route={route} />
            : view === 'admin' && me.role !== 'user' ? <AdminView route={route} me={me} />
              : view === 'start' ? <StartView route={route} />
                : <AskView route={route} />}
    </main>
    <Toasts />
  </>;
}

export function Logo() {
  return <svg class="logo" viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="7" /><path d="M7 11l9 7 9-7M7 10h18v13H7z" /></svg>;
}

function SignIn({ again }: { again: () => void }) {
  const isLocal = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
  document.title = `${t('signIn')} · InboxMind`;
  return <main key="alone" class="alone">
    <div class="brand big"><Logo /><span>InboxMind</span></div>
    <h1>{t('tagline')}</h1>
    <p class="muted">{t('signInText')}</p>
    {providers.map(p => <a key={p} class="button wide" href={`/api/v1/oauth/${p}`}>
      {t('signInWith', { name: p === 'google' ? 'Google' : 'Microsoft' })}</a>)}
    {isLocal && <div class="card">
      <h2>{t('localTitle')}</h2>
      <p>{t('localText')}</p>
      <pre>inboxmind serve{'\n'}<span class="muted">… {location.origin}/api/v1/auth/local?code=…</span></pre>
      <button class="quiet" onClick={again}>{t('localDone')}</button>
    </div>}
    {!isLocal && providers.length === 0 && <p>{t('noProviders')}</p>}
  </main>;
}

document.documentElement.lang = lang;
look();
render(<App />, document.getElementById('app')!);

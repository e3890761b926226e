import { useState } from 'preact/hooks';
import { call, get, save, signOut, type Me } from './api';
import { Failed, go, Head, Icon, moment, tell, toast, useLoad, Waiting, type Route } from './ui';
import { lang, providers, setLang, t, type Word } from './words';

interface Account {
  display_name: string; email: string; role: string; zone: string | null; redaction_policy: string; created_at: string;
  identities: { provider: string; subject: string; email: string; linked_at: string }[];
}
interface Session { id: string; created_at: string; last_used_at: string; client: string; address: string; current: boolean; assistant: boolean }

/** Light, dark, or as the system is. */
export function look(choice = localStorage.getItem('inboxmind.look') ?? 'system'): void {
  localStorage.setItem('inboxmind.look', choice);
  if (choice === 'system')
    delete document.documentElement.dataset.look;
  else
    document.documentElement.dataset.look = choice;
}

export function AccountView({ me, changed }: { me: Me; changed: () => Promise<void>; route: Route }) {
  const account = useLoad(s => get<Account>('/account', s), []);
  const sessions = useLoad(async s => (await get<{ sessions: Session[] }>('/account/sessions?limit=100', s)).sessions, []);
  const [shade, setShade] = useState(localStorage.getItem('inboxmind.look') ?? 'system');
  const [busy, setBusy] = useState(false);
  const a = account.value;
  const change = (part: Partial<Record<'display_name' | 'zone' | 'redaction_policy', string>>) => void call('PATCH', '/account', part)
    .then(async () => { account.reload(); await changed(); toast({ text: t('savedNow') }); }, e => toast({ text: tell(e), bad: true }));
  const browsers = sessions.value?.filter(s => !s.assistant) ?? [], assistants = sessions.value?.filter(s => s.assistant) ?? [];
  const end = (s: Session) => void call('DELETE', `/account/sessions/${s.id}`).then(sessions.reload, e => toast({ text: tell(e), bad: true }));
  const zones = [...new Set([...(a?.zone ? [a.zone] : []), ...Intl.supportedValuesOf('timeZone')])];
  return <div class="page">
    <Head title={t('account')}><button class="quiet on-phone" onClick={() => void signOut().catch(e => toast({ text: tell(e), bad: true }))}><Icon name="out" />{t('signOut')}</button></Head>
    {account.error && <Failed error={account.error} again={account.reload} />}
    {!a ? !account.error && <Waiting /> : <>
      <section class="card"><h2>{t('you')}</h2><div class="fields">
        <label>{t('name')}<input defaultValue={a.display_name} maxLength={200} onChange={e => change({ display_name: e.currentTarget.value })} /></label>
        <label>{t('zone')}<select name="zone" value={a.zone ?? ''} onChange={e => change({ zone: e.currentTarget.value })}>
          <option value="">{t('zoneServer')}</option>{zones.map(z => <option key={z} value={z}>{z}</option>)}</select></label>
        <label>{t('language')}<select name="language" value={lang} onChange={e => setLang(e.currentTarget.value)}><option value="en">English</option><option value="de">Deutsch</option></select></label>
        <label>{t('appearance')}<select name="look" value={shade} onChange={e => { setShade(e.currentTarget.value); look(e.currentTarget.value); }}>
          {['system', 'light', 'dark'].map(l => <option key={l} value={l}>{t((`look_${l}`) as Word)}</option>)}</select></label>
      </div></section>
      <section class="card"><h2>{t('redaction')}</h2><p class="muted">{t('redactionText')}</p>
        <fieldset><legend class="hidden">{t('redaction')}</legend>{['standard', 'secrets_only', 'strict'].map(p => <label key={p} class="check">
          <input type="radio" name="policy" checked={a.redaction_policy === p} onChange={() => change({ redaction_policy: p })} />
          <span><b>{t((`policy_${p}`) as Word)}</b><br /><small class="muted">{t((`policy_${p}_text`) as Word)}</small></span></label>)}</fieldset></section>
      <section class="card"><h2>{t('signingIn')}</h2>
        {a.identities.length === 0 ? <p class="muted">{t('noIdentities')}</p> : <ul class="lines">{a.identities.map(i => <li key={i.subject}>
          <span><b>{i.email}</b> <small class="muted">{i.provider}</small></span>
          <button class="plain danger" onClick={() => void call('DELETE', `/account/identities/${i.provider}/${encodeURIComponent(i.subject)}`)
            .then(account.reload, e => toast({ text: tell(e), bad: true }))}>{t('unlink')}</button></li>)}</ul>}
        <p class="row-of">{providers.map(p => <a key={p} class="quiet" href={`/api/v1/oauth/${p}?intent=link`}>{t('link', { name: p === 'google' ? 'Google' : 'Microsoft' })}</a>)}</p>
        <h3>{t('sessions')}</h3>
        {sessions.error && <Failed error={sessions.error} again={sessions.reload} />}
        {!sessions.value && !sessions.error && <Waiting rows={2} />}
        <ul class="lines">{browsers.map(s => <li key={s.id}><span>{client(s.client)}{s.current && <span class="badge">{t('thisOne')}</span>}<br />
          <small class="muted">{s.address && `${s.address} · `}{t('lastUsed', { at: moment(s.last_used_at) })}</small></span>
          {!s.current && <button class="plain" onClick={() => end(s)}>{t('end')}</button>}</li>)}</ul>
        {(sessions.value?.length ?? 0) > 1 && <button class="quiet" onClick={() => void call('DELETE', '/account/sessions')
          .then(sessions.reload, e => toast({ text: tell(e), bad: true }))}>{t('endOthers')}</button>}
      </section>
      <section class="card"><h2>{t('assistants')}</h2><p class="muted">{t('assistantsText')}</p>
        {!sessions.value ? !sessions.error && <Waiting rows={2} /> : assistants.length === 0 ? <p>{t('noAssistants')} <code>{location.origin}/mcp</code></p>
          : <ul class="lines">{assistants.map(s => <li key={s.id}><span><b>{s.client.replace(/ \(assistant\)$/, '')}</b><br />
            <small class="muted">{t('connectedAt', { at: moment(s.created_at) })} · {t('lastUsed', { at: moment(s.last_used_at) })}{s.address && ` · ${s.address}`}</small></span>
            <button class="plain danger" aria-label={t('disconnectOne', { name: s.client })} onClick={() => end(s)}>{t('disconnect')}</button></li>)}</ul>}
      </section>
      <section class="card"><h2>{t('take')}</h2><p class="muted">{t('takeText')}</p>
        <button class="quiet" disabled={busy} onClick={() => {
          setBusy(true);
          void save('/account/export', 'inboxmind.zip').catch(e => toast({ text: tell(e), bad: true })).finally(() => setBusy(false));
        }}>{t(busy ? 'making' : 'export')}</button></section>
      <section class="card leaving"><h2>{t('leave')}</h2>
        <Sure title={t('deleteAllMail')} text={t('deleteAllText')} word={t('wordDelete')} run={async () => {
          await call('DELETE', '/emails?confirm=all');
          toast({ text: t('allDeleted') });
        }} />
        <Sure title={t('erase')} text={t('eraseText')} word={t('wordErase')} run={async () => {
          const done = await call<{ state: string; consent_pages: string[] }>('DELETE', '/account?confirm=erase');
          toast({ text: t(done?.state === 'erasing' ? 'erasing' : 'erased') });
          setTimeout(() => { go('#/ask'); location.reload(); }, 2500);
        }} />
      </section>
      <p class="muted small">{me.email} · {t('since')} {moment(a.created_at)}</p>
    </>}
  </div>;
}

/** Something that cannot be taken back: done only when its word is typed. */
function Sure({ title, text, word, run }: { title: string; text: string; word: string; run: () => Promise<void> }) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  return <details class="sure-box"><summary>{title}</summary><p>{text}</p>
    <form class="fields" onSubmit={e => {
      e.preventDefault();
      setBusy(true);
      setError('');
      run().then(() => setTyped(''), problem => setError(tell(problem))).finally(() => setBusy(false));
    }}>
      <label>{t('typeWord', { word })}<input value={typed} autocomplete="off" spellcheck={false} onInput={e => setTyped(e.currentTarget.value)} /></label>
      {error && <Failed error={error} />}
      <button class="button danger" disabled={busy || typed.trim().toLowerCase() !== word.toLowerCase()}>{title}</button>
    </form></details>;
}

/** A browser by the name people know. */
function client(agent: string): string {
  const name = /Edg\//.test(agent) ? 'Edge' : /Firefox\//.test(agent) ? 'Firefox' : /Chrome\//.test(agent) ? 'Chrome' : /Safari\//.test(agent) ? 'Safari' : '';
  const system = /Windows/.test(agent) ? 'Windows' : /Android/.test(agent) ? 'Android' : /iPhone|iPad/.test(agent) ? 'iOS' : /Mac OS/.test(agent) ? 'macOS' : /Linux/.test(agent) ? 'Linux' : '';
  return name ? [name, system].filter(Boolean).join(', ') : agent.slice(0, 60) || t('program');
}

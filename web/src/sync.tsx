import { useState } from 'preact/hooks';
import { call, get, query, type FileCounts, type Mailbox, type SyncStatus } from './api';
import { count, Empty, Failed, Head, moment, span, tell, toast, useLoad, Waiting } from './ui';
import { providers, t, type Word } from './words';

interface All { boxes: Mailbox[]; status: Map<string, SyncStatus>; awaiting: number; reading: number; files: FileCounts }

const fileStates = ['waiting', 'read', 'no_text', 'encrypted', 'damaged', 'over_limits', 'other_kind'] as const;

export function SyncView() {
  const all = useLoad<All>(async s => {
    const [boxes, status] = await Promise.all([
      get<{ mailboxes: Mailbox[] }>('/mailboxes?limit=100', s),
      get<{ mailboxes: SyncStatus[]; awaiting_vectors: number; awaiting_reading: number; attachments: FileCounts }>('/emails/sync/status', s)]);
    return {
      boxes: boxes.mailboxes, status: new Map(status.mailboxes.map(m => [m.mailbox, m])), awaiting: status.awaiting_vectors,
      reading: status.awaiting_reading, files: status.attachments,
    };
  }, [], 2500);
  const act = (done: Promise<unknown>, said?: string) => void done.then(() => {
    all.reload();
    if (said)
      toast({ text: said });
  }, e => toast({ text: tell(e), bad: true }));
  return <div class="page">
    <Head title={t('sync')}>
      {all.value?.boxes.some(b => b.kind === 'imap') && <button class="quiet" onClick={() => act(call('POST', '/emails/sync'), t('syncAsked'))}>{t('syncAll')}</button>}
      <a class="button" href="#/start">{t('addMailbox')}</a>
    </Head>
    {all.error && <Failed error={all.error} again={all.reload} />}
    {!all.value ? !all.error && <Waiting /> : all.value.boxes.length === 0
      ? <Empty title={t('noMailboxes')}><a class="button" href="#/start">{t('connect')}</a></Empty>
      : <>{all.value.awaiting > 0 && <p class="note">{t('awaiting', { n: count(all.value.awaiting) })}</p>}
        {all.value.reading > 0 && <p class="note">{t('awaitingReading', { n: count(all.value.reading) })}</p>}
        {all.value.boxes.map(box => <Box key={box.id} box={box} status={all.value!.status.get(box.id)} act={act} />)}
        {fileStates.some(one => all.value!.files[one] > 0) && <section class="card"><h2>{t('mailsWithFiles')}</h2><ul class="facts">{fileStates
          .filter(one => all.value!.files[one] > 0).map(one => <li key={one}><b>{count(all.value!.files[one])}</b> {t(`files_${one}`)}</li>)}</ul></section>}</>}
  </div>;
}

function Box({ box, status, act }: { box: Mailbox; status?: SyncStatus; act: (done: Promise<unknown>, said?: string) => void }) {
  const [removing, setRemoving] = useState(false);
  const isImport = box.kind === 'import';
  const state = isImport ? 'imported' : !box.sync_enabled ? 'paused' : status?.state ?? box.state;
  const share = status && status.found + status.to_fetch > 0 ? 1 - status.to_fetch / Math.max(1, status.found + status.to_fetch) : 1;
  const link = providers.find(p => box.host?.includes(p === 'google' ? 'gmail' : 'office'));
  const trouble = status?.last_error ?? box.last_error;
  return <section class="card box" aria-label={box.name}>
    <div class="line"><h2>{box.name}</h2><span class={`state ${state}`}>{t((`state_${state}`) as Word)}</span></div>
    {status && <>
      {status.to_fetch > 0 && <progress max={1} value={share} aria-label={t('progress')} />}
      <p class="figures"><b>{count(status.stored)}</b> {t('stored')} · <b>{count(status.indexed)}</b> {t('indexed')}
        {status.to_fetch > 0 && <> · <b>{count(status.to_fetch)}</b> {t('toFetch')}</>}
        {status.rate !== null && <> · {t('rate', { n: count(Math.round(status.rate)) })}</>}
        {status.time_left !== null && <> · {t('left', { n: span(status.time_left) })}</>}</p>
      <p class="muted small">{status.last_success && t('lastSuccess', { at: moment(status.last_success) })}
        {status.next_run && state === 'up_to_date' && <> · {t('nextRun', { at: moment(status.next_run) })}</>}</p>
      {trouble && !isImport && <div class="note bad"><span>{trouble} <b>{t(state === 'needs_reconnect' ? 'remedyReconnect' : state === 'paused' ? 'remedyPaused' : 'remedyRetry')}</b>
        {status.retry_at && <> {t('retryAt', { at: moment(status.retry_at) })}</>}</span></div>}
    </>}
    <div class="row-of">
      {!isImport && <>
        {state === 'needs_reconnect' ? <a class="button" href={link ? `/api/v1/oauth/${link}?intent=connect` : `#/start${query({ user: box.name, host: box.host })}`}>{t('reconnect')}</a>
          : <button class="quiet" onClick={() => act(call('POST', `/mailboxes/${box.id}/sync`), t('syncAsked'))}>{t('syncNow')}</button>}
        <button class="quiet" onClick={() => act(call('PATCH', `/mailboxes/${box.id}`, { sync_enabled: !box.sync_enabled }))}>{t(box.sync_enabled ? 'pause' : 'resume')}</button>
      </>}
      {removing ? <span class="sure"><span>{t('removeSure')}</span>
        <button class="button danger" onClick={() => { setRemoving(false); act(call('DELETE', `/mailboxes/${box.id}`), t('removed')); }}>{t('removeYes')}</button>
        <button class="plain" onClick={() => setRemoving(false)}>{t('cancel')}</button></span>
        : <button class="plain danger" onClick={() => setRemoving(true)}>{t('remove')}</button>}
    </div>
    {status && status.folders.length > 0 && <details><summary>{t('foldersN', { n: status.folders.length })}</summary><div class="scroll" tabIndex={0} role="group" aria-label={t('foldersN', { n: status.folders.length })}><table>
      <thead><tr><th scope="col">{t('folder')}</th><th scope="col" class="number">{t('found')}</th><th scope="col" class="number">{t('fetched')}</th>
        <th scope="col" class="number">{t('toFetch')}</th><th scope="col" class="number">{t('setAside')}</th></tr></thead>
      <tbody>{status.folders.map(f => <tr key={f.name}><th scope="row">{f.name}{f.last_error && <div class="bad-text">{f.last_error}</div>}</th>
        <td class="number">{count(f.found)}</td><td class="number">{count(f.fetched)}</td><td class="number">{count(f.to_fetch)}</td><td class="number">{count(f.quarantined)}</td></tr>)}</tbody>
    </table></div></details>}
    {status && status.left_out.length > 0 && <details><summary>{t('leftOutN', { n: status.left_out.length })}</summary>
      <ul>{status.left_out.map(f => <li key={f.name}>{f.name} <small class="muted">{t((`left_${f.reason}`) as Word)}</small></li>)}</ul></details>}
    {status && status.quarantined > 0 && <SetAside box={box} n={status.quarantined} />}
  </section>;
}

function SetAside({ box, n }: { box: Mailbox; n: number }) {
  const [open, setOpen] = useState(false);
  const list = useLoad(async s => open ? (await get<{ mails: { id: string; at: string; source: string; reason: string }[] }>(`/mailboxes/${box.id}/set-aside?limit=50`, s)).mails : [], [open]);
  return <details onToggle={e => setOpen(e.currentTarget.open)}><summary>{t('setAsideN', { n: count(n) })}</summary>
    {list.error && <Failed error={list.error} again={list.reload} />}
    <ul>{(list.value ?? []).map(m => <li key={m.id}>{m.source}: {m.reason} <small class="muted">{moment(m.at)}</small></li>)}</ul></details>;
}

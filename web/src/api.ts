// Talks to the API. The access token lives in this page's memory only; the cookie that renews it is out of reach of scripts.

export interface Me { id: string; display_name: string; email: string; role: 'user' | 'admin' | 'operator'; zone: string | null }
export interface Address { name: string; address: string }
export interface Link { kind: string; url: string }
/** Where in an attachment something stands. */
export interface Place { entry: string | null; page: number | null; sheet: string | null; slide: number | null }
export interface FoundIn extends Place { n: number; attachment: string }
export interface AttachmentText {
  name: string; outcome: string; reason: string | null; truncated: boolean; passages: (Place & { text: string })[];
}
export interface FileCounts {
  waiting: number; read: number; no_text: number; encrypted: number; damaged: number; over_limits: number; other_kind: number;
}
export interface Coverage {
  mailboxes: { id: string; name: string; folders: string[]; folders_total: number }[];
  stored: number; oldest: string | null; newest: string | null; without_text: number; without_vectors: number; quarantined: number;
  attachments: FileCounts;
}
export interface Report { understood: string; notes: string[]; coverage: Coverage }
export interface MailItem {
  id: string; thread_id: string; subject: string; from: Address[]; to: Address[]; date: string; folders: string[]; flags: string[];
  mailboxes: string[]; has_attachments: boolean; size: number; snippet: string; links: Link[]; in?: FoundIn | null;
}
export interface MailPage { emails: MailItem[]; next: string | null; total: number | null; not_indexed: number | null; search: Report | null }
export interface Found {
  results: {
    email_id: string; thread_id: string; subject: string; sender: string; date: string; folders: string[]; snippet: string; links: Link[];
    in: FoundIn | null;
  }[];
  not_indexed: number; search: Report;
}
export interface Passage { kind: string; author: string; date: string | null; start: number; length: number }
export interface Attachment { n: number; name: string; content_type: string; size: number; is_inline: boolean; url: string }
export interface Mail {
  id: string; thread_id: string; subject: string; from: Address[]; to: Address[]; cc: Address[]; bcc: Address[]; date: string;
  protection: string | null; text: string; passages: Passage[]; html: string | null; html_note: string | null;
  blocked: { remote_content: number; active_content: number; misleading_links: number }; attachments: Attachment[];
  placements: { mailbox: string; folder: string }[]; flags: string[]; size: number; truncated: string[]; links: Link[];
}
export interface Source {
  email_id: string; thread_id: string; subject: string; sender: string; date: string; snippet: string; links: Link[]; in?: FoundIn | null;
}
export interface Answer {
  answer: string; sources: Source[]; closest?: Source[]; counted?: Counted | null;
  metadata: {
    found: boolean; answer_complete: boolean; confidence: number; redactions: number; not_indexed: number; retrieval_count: number;
    processing_time_ms: number; cached: boolean; search: Report; conversation_id?: string;
  };
}
export interface Counted {
  value: number | null; exact: boolean; reading: string; total: number;
  items: { name: string; email_id: string | null; sender: string | null; date: string | null; count: number | null }[];
}
export interface PersonMail { email_id: string; thread_id: string; subject: string; sender: string; date: string }
export interface Person {
  id: string; name: string; names: string[]; addresses: string[]; from: number; to: number; mails: number; first: string; last: string;
  last_mail: PersonMail; is_me: boolean; is_automatic: boolean;
}
export interface Merge { id: string; addresses: string[]; same: boolean; at: string }
export interface Suggestion { addresses: string[]; evidence: { kind: string; detail: string; email_id: string | null }[] }
export interface PersonCard {
  person: Person; open_threads: { asked: PersonMail; on: 'me' | 'them' }[];
  phones: { number: string; label: string; email_id: string; date: string }[]; merges: Merge[]; suggestions: Suggestion[]; others: Person[];
}
export interface CountGroup { key: string; name: string; count: number; first: string; last: string }
export interface Asked {
  id: string; conversation_id: string; asked_at: string; query: string; answer: string | null; found: boolean; sources: string[];
}
export interface Mailbox {
  id: string; name: string; kind: 'import' | 'imap'; host: string | null; sync_enabled: boolean; state: string;
  last_success: string | null; last_error: string | null; interval_minutes: number; since: string | null;
}
export interface SyncStatus {
  mailbox: string; state: string; found: number; to_fetch: number; fetched: number; stored: number; indexed: number; quarantined: number;
  rate: number | null; time_left: number | null; last_success: string | null; last_error: string | null; next_run: string | null;
  retry_at: string | null;
  folders: { name: string; found: number; to_fetch: number; fetched: number; quarantined: number; last_error: string | null }[];
  left_out: { name: string; reason: string }[];
}

/** What the server answered when it did not do what was asked. */
export class ApiError extends Error {
  constructor(readonly status: number, readonly title: string, detail: string) {
    super(detail || title);
  }
}

const root = '/api/v1';
let token = '';
let until = 0;

/** Takes a new access token for the cookie. Of several tabs one at a time, since each refresh token works once. */
async function renew(): Promise<boolean> {
  const ask = async () => {
    const response = await fetch(`${root}/auth/refresh`, { method: 'POST', keepalive: true, credentials: 'same-origin' });
    if (response.status === 401 || response.status === 403) {
      token = '';
      return false;
    }
    if (!response.ok)
      throw await problem(response);
    const body = await response.json() as { access_token: string; expires_in: number };
    token = body.access_token;
    until = Date.now() + (body.expires_in - 30) * 1000;
    return true;
  };
  return navigator.locks ? navigator.locks.request('inboxmind-session', ask) : ask();
}

let renewing: Promise<boolean> | null = null;

/** A token that is valid now; of calls at once only one renews it. */
export async function signIn(): Promise<boolean> {
  if (token && Date.now() < until)
    return true;
  renewing ??= renew().finally(() => renewing = null);
  return renewing;
}

export async function problem(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => ({})) as { title?: string; detail?: string; errors?: Record<string, string[]> };
  const detail = body.errors ? Object.values(body.errors).flat().join(' ') : body.detail ?? '';
  return new ApiError(response.status, body.title ?? `HTTP ${response.status}`, detail);
}

let whenSignedOut = () => {};
export const onSignedOut = (call: () => void) => { whenSignedOut = call; };

/** Sends a request as whoever is signed in; throws an ApiError unless it was done. */
export async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const once = async () => {
    if (!await signIn()) {
      whenSignedOut();
      throw new ApiError(401, 'Signed out', '');
    }
    const headers = new Headers(init.headers);
    headers.set('Authorization', `Bearer ${token}`);
    return fetch(path.startsWith(root) ? path : root + path, { ...init, headers });
  };
  let response = await once();
  if (response.status === 401) {
    until = 0;
    response = await once();
  }
  if (!response.ok)
    throw await problem(response);
  return response;
}

/** What the first view will ask for, asked before it is there. */
const asked = new Map<string, Promise<unknown>>();
export function ahead(...paths: string[]): void {
  for (const path of paths) {
    const answer = send(path).then(r => r.json());
    answer.catch(() => {});
    asked.set(path, answer);
  }
  setTimeout(forget, 5_000);
}
export const forget = () => asked.clear();

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = asked.get(path);
  if (asked.delete(path))
    return await answer as T;
  return await (await send(path, { signal })).json() as T;
}

export async function call<T>(method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<T> {
  const response = await send(path, {
    ...init, method, ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });
  return (response.status === 204 ? undefined : await response.json().catch(() => undefined)) as T;
}

export function query(values: Record<string, string | number | boolean | null | undefined>): string {
  const text = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== null && value !== undefined && value !== '')
      text.set(name, String(value));
  return text.toString() ? `?${text}` : '';
}

export async function signOut(): Promise<void> {
  await call('POST', '/auth/logout');
  token = '';
  whenSignedOut();
}

/** Reads server-sent events of a response, which comes by POST, as EventSource cannot. */
export async function* events(response: Response): AsyncGenerator<{ name: string; data: any }> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done)
      return;
    rest += value;
    let end;
    while ((end = rest.indexOf('\n\n')) >= 0) {
      const block = rest.slice(0, end);
      rest = rest.slice(end + 2);
      const event = parseEvent(block);
      if (event)
        yield event;
    }
  }
}

export function parseEvent(block: string): { name: string; data: any } | null {
  let name = 'message', data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event:'))
      name = line.slice(6).trim();
    else if (line.startsWith('data:'))
      data += line.slice(5).trim();
  }
  return data ? { name, data: JSON.parse(data) } : null;
}

/** Sends a file, and tells how much of it is there; then what the server does with it, event by event. */
export async function upload(
  path: string, file: File, sent: (share: number) => void, event: (name: string, data: any) => void, stop: AbortSignal): Promise<void> {
  await signIn();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let read = 0;
    const take = () => {
      const type = request.getResponseHeader('Content-Type') ?? '';
      if (!type.startsWith('text/event-stream'))
        return;
      let end;
      while ((end = request.responseText.indexOf('\n\n', read)) >= 0) {
        const one = parseEvent(request.responseText.slice(read, end));
        read = end + 2;
        if (one)
          event(one.name, one.data);
      }
    };
    request.open('POST', root + path);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.upload.onprogress = e => sent(e.lengthComputable ? e.loaded / e.total : 0);
    request.onprogress = take;
    request.onload = () => {
      if (request.status < 300) {
        take();
        resolve();
        return;
      }
      const body = JSON.parse(request.responseText || '{}') as { title?: string; detail?: string };
      reject(new ApiError(request.status, body.title ?? `HTTP ${request.status}`, body.detail ?? ''));
    };
    request.onerror = () => reject(new ApiError(0, '', ''));
    request.onabort = () => reject(new DOMException('', 'AbortError'));
    stop.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Saves what a route answers as a file. */
export async function save(path: string, name: string): Promise<void> {
  const blob = await (await send(path)).blob();
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

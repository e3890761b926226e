import { ApiError, upload } from './api';
import { tell } from './ui';

/** What an import found so far. */
export interface Found { found: number; added: number; known: number; quarantined: number; indexed: number }
const none: Found = { found: 0, added: 0, known: 0, quarantined: 0, indexed: 0 };
const sum = (a: Found, b: Found): Found => ({
  found: a.found + b.found, added: a.added + b.added, known: a.known + b.known, quarantined: a.quarantined + b.quarantined, indexed: a.indexed + b.indexed,
});

/** Bytes of a piece: large enough to be quick, small enough to be sent once more. */
const pieceBytes = 8 * 1024 * 1024;
const triesInARow = 8;

/**
 * The end of the piece of an mbox that begins at a byte: where another mail begins, by a rule that the server's includes (a `From ` line with
 * a time, an empty line before it and a header after it). Where none is, and in other files, the piece goes to the end.
 */
export async function pieceEnd(file: Blob, from: number): Promise<number> {
  for (let to = from + pieceBytes; to < file.size; to += pieceBytes) {
    const bytes = new Uint8Array(await file.slice(Math.max(from, to - pieceBytes), to).arrayBuffer());
    const text = new TextDecoder('latin1').decode(bytes);
    let last = -1;
    for (const match of text.matchAll(/\r?\n\r?\n(?=From [^\r\n]{1,300}\d\d:\d\d[^\r\n]{0,40}\r?\n[!-9;-~]{1,70}:)/g))
      last = match.index + match[0].length;
    if (last > 0)
      return to - bytes.length + last;
  }
  return file.size;
}

const isMbox = async (file: Blob) => (await file.slice(0, 5).text()) === 'From ';

/** What of which file is at the server already: a file that is chosen again goes on there, after a reload too. */
const place = (file: File) => `inboxmind.upload ${file.name} ${file.size} ${file.lastModified}`;
export function reached(file: File): { at: number; all: Found } {
  try {
    return JSON.parse(localStorage.getItem(place(file)) ?? '') as { at: number; all: Found };
  } catch {
    return { at: 0, all: none };
  }
}

/** Another try may help: the connection was lost, the server restarts, or it still ends what was cut off. */
const passes = (e: unknown) => e instanceof ApiError && [0, 409, 429, 502, 503, 504].includes(e.status);

/** Sends a file piece by piece and imports each; goes on by itself when the connection comes back. */
export async function sendFile(
  file: File, told: (part: { sent?: number; lost?: string } & Partial<Found>) => void, stop: AbortSignal): Promise<void> {
  let { at, all } = await isMbox(file) ? reached(file) : { at: 0, all: none };
  told({ ...all, sent: at / file.size });
  for (let failures = 0; at < file.size;) {
    const end = await isMbox(file) ? await pieceEnd(file, at) : file.size;
    let now = none, problem = '';
    try {
      await upload(`/imports?name=${encodeURIComponent(file.name)}`, new File([file.slice(at, end)], file.name),
        share => told({ sent: (at + share * (end - at)) / file.size, lost: '' }), (name, data) => {
          if (name === 'error')
            problem = data.detail ?? data.title;
          else {
            now = data as Found;
            told({ ...sum(all, now), sent: end / file.size, lost: '' });
          }
        }, stop);
      if (problem)
        throw new ApiError(507, problem, problem);
    } catch (e) {
      if (!passes(e) || ++failures > triesInARow)
        throw e;
      told({ lost: tell(e) });
      await pause(Math.min(30_000, 500 * 2 ** failures), stop);
      continue;
    }
    failures = 0;
    all = sum(all, now);
    at = end;
    if (at < file.size)
      localStorage.setItem(place(file), JSON.stringify({ at, all }));
  }
  localStorage.removeItem(place(file));
}

/** Waits, or until the browser is back on the network. */
const pause = (ms: number, stop: AbortSignal) => new Promise<void>((resolve, reject) => {
  const done = () => {
    clearTimeout(timer);
    removeEventListener('online', done);
    if (stop.aborted)
      reject(new DOMException('', 'AbortError'));
    else
      resolve();
  };
  const timer = setTimeout(done, ms);
  addEventListener('online', done);
  stop.addEventListener('abort', done, { once: true });
});

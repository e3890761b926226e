import { useEffect, useRef, useState } from 'preact/hooks';
import { get, save, type Attachment, type AttachmentText, type FoundIn, type Place } from './api';
import { find, marked } from './quote';
import { Failed, Icon, size, tell, toast, useLoad } from './ui';
import { t, type Word } from './words';

/** Where in a file: `prices.xlsx, sheet Baths`; empty when the file has no such parts. */
export function placeName({ entry, page, sheet, slide }: Place): string {
  return [entry, page !== null && t('pageN', { n: page }), sheet !== null && t('sheetN', { n: sheet }), slide !== null && t('slideN', { n: slide })]
    .filter(Boolean).join(', ');
}

/** That something was found in a file, and where in it. */
export const foundIn = (at: FoundIn) => t('inFile', { name: [at.attachment || t('attachment'), placeName(at)].filter(Boolean).join(', ') });

/** What a link says of a place in an attachment, and what the reader makes of it. */
export const placeValues = (at: FoundIn | null | undefined): Record<string, string | number | null> =>
  at ? { file: at.n, entry: at.entry, page: at.page, sheet: at.sheet, slide: at.slide } : {};
export interface FilePlace extends Place { n: number }
export function placeOf(values: URLSearchParams): FilePlace | null {
  const number = (name: string) => Number(values.get(name)) || null, n = number('file');
  return n === null ? null : { n, entry: values.get('entry'), page: number('page'), sheet: values.get('sheet'), slide: number('slide') };
}

const samePlace = (a: Place, b: Place) => a.entry === b.entry && a.page === b.page && a.sheet === b.sheet && a.slide === b.slide;

/** A mail's files; the text of one is shown below its name. */
export function Files({ id, files, at, quotes }: { id: string; files: Attachment[]; at: FilePlace | null; quotes: string[] }) {
  const [open, setOpen] = useState(at?.n ?? 0);
  return <ul class="files" aria-label={t('attachments')}>{files.map(a => <li key={a.n} class={a.n === open ? 'open' : ''}>
    <div class="file"><Icon name="clip" /><span class="name" title={a.name}>{a.name || t('attachment')}</span><small class="muted">{size(a.size)}</small>
      <button class="plain" aria-expanded={a.n === open} aria-label={`${t(a.n === open ? 'closeText' : 'attachmentText')}: ${a.name}`}
        onClick={() => setOpen(a.n === open ? 0 : a.n)}>{t(a.n === open ? 'closeText' : 'attachmentText')}</button>
      <button class="plain" aria-label={`${t('download')}: ${a.name}`}
        onClick={() => void save(a.url, a.name).catch(e => toast({ text: tell(e), bad: true }))}>{t('download')}</button></div>
    {a.n === open && <FileText id={id} n={a.n} at={at?.n === a.n ? at : null} quotes={at?.n === a.n ? quotes : []} />}
  </li>)}</ul>;
}

/** The text of an attachment by pages, sheets and slides, marked where the quote stands; or why there is none. */
function FileText({ id, n, at, quotes }: { id: string; n: number; at: Place | null; quotes: string[] }) {
  const box = useRef<HTMLDivElement>(null);
  const file = useLoad(s => get<AttachmentText>(`/emails/${id}/attachments/${n}/text`, s), [id, n]);
  const f = file.value;
  const mark = f ? markIn(f.passages, at, quotes) : null;
  const here = mark?.n ?? (f && at ? f.passages.findIndex(p => samePlace(p, at)) : -1);
  useEffect(() => {
    const { current } = box;
    if (at)
      (current?.querySelector('mark') ?? current?.querySelector('.here') ?? current)?.scrollIntoView({ block: f && here >= 0 ? 'center' : 'nearest' });
  }, [f]);
  if (file.error)
    return <Failed error={file.error} again={file.reload} />;
  return <div class="filetext" ref={box}>{!f ? <p class="stage" role="status"><span class="dot" />{t('fileWaiting')}</p>
    : f.outcome !== 'read' || f.passages.length === 0 ? <p class="note">{t(`file_${f.outcome === 'read' ? 'no_text' : f.outcome}` as Word)}</p>
      : <>
        {quotes.length > 0 && !mark && here < 0 && <p class="note">{t('quoteNotFound')}</p>}
        {f.passages.map((p, i) => {
          const name = placeName(p), range = mark?.n === i ? mark.range : null;
          return <section key={i} class={i === here ? 'here' : ''}>
            {name && (i === 0 || !samePlace(p, f.passages[i - 1]!)) && <h3>{name}</h3>}
            {p.sheet !== null && p.text.includes('\t') ? <Sheet text={p.text} mark={range} label={name} />
              : <div class="plaintext">{marked(p.text, range)}</div>}
          </section>;
        })}
        {f.truncated && <p class="note">{t('fileCut')}</p>}
      </>}</div>;
}

/** Rows and columns as the sheet has them. */
function Sheet({ text, mark, label }: { text: string; mark: [number, number] | null; label: string }) {
  let at = 0;
  const rows = text.split('\n').map(line => {
    const start = at;
    at += line.length + 1;
    return { cells: line.split('\t'), isMarked: !!mark && mark[0] < start + line.length && mark[1] > start };
  });
  return <div class="scroll" tabIndex={0} role="group" aria-label={label}><table class="sheet"><tbody>{rows.map((row, i) => <tr key={i}>
    {row.cells.map((cell, j) => <td key={j}>{row.isMarked && cell ? <mark>{cell}</mark> : cell}</td>)}</tr>)}</tbody></table></div>;
}

/** The first passage that holds a quote, those of the place first. */
function markIn(passages: AttachmentText['passages'], at: Place | null, quotes: string[]): { n: number; range: [number, number] } | null {
  const isThere = (n: number) => Number(!!at && samePlace(passages[n]!, at));
  const order = passages.map((_, n) => n).sort((a, b) => isThere(b) - isThere(a));
  for (const quote of quotes)
    for (const n of order) {
      const range = find(passages[n]!.text, quote);
      if (range)
        return { n, range };
    }
  return null;
}

import type { ComponentChildren } from 'preact';

/** Where a quote stands in a text, whatever the white space between its words; null when it is not there. */
export function find(text: string, quote: string): [number, number] | null {
  const parts = quote.split(/…|\.\.\.|\[[^\]]*\]/).map(p => p.trim()).filter(p => p.length > 3).sort((a, b) => b.length - a.length);
  for (const part of parts) {
    for (const cut of [part, part.slice(0, 80), part.slice(0, 40)]) {
      const words = cut.split(/\s+/).map(w => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const match = new RegExp(words.join('[\\s>]+'), 'i').exec(text);
      if (match)
        return [match.index, match.index + match[0].length];
    }
  }
  return null;
}

/** A piece of a text, from one place to another, marked as far as the range reaches into it. */
export function marked(text: string, range: [number, number] | null, start = 0, end = text.length): ComponentChildren {
  if (!range || range[0] >= end || range[1] <= start)
    return text.slice(start, end);
  const [from, to] = [Math.max(start, range[0]), Math.min(end, range[1])];
  return [text.slice(start, from), <mark>{text.slice(from, to)}</mark>, text.slice(to, end)];
}

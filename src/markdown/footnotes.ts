import type { MarkedExtension, Tokens } from 'marked';
import { escapeHtml } from './legible.ts';
import { ownTag } from './sanitize.ts';

export interface FootnoteWords {
  /** The heading of the notes. */
  readonly footnotes: string;
  /** The name of the link from a note back to its place in the text. */
  readonly backToText: (note: string) => string;
}

interface Note {
  readonly label: string;
  readonly content: Tokens.Generic[];
}

/** Text style: without it many systems draw the arrow as a picture. */
const BACK = '\u21A9\uFE0E';

/**
 * How footnotes look, for one text: numbered as they are first referred to, with ids that begin with `prefix`. Goes
 * over marked-footnote, whose own ids are the labels and whose count includes references that are never shown.
 */
export function footnoteMarkup(prefix: string, words: FootnoteWords): MarkedExtension {
  const labels: string[] = [];
  const references = new Map<string, number>();
  const referenceId = (number: number, time: number) =>
    `${prefix}fnref-${number}${time > 1 ? `-${time}` : ''}`;
  const noteId = (number: number) => `${prefix}fn-${number}`;
  const headingId = `${prefix}fn-heading`;

  return {
    extensions: [
      {
        name: 'footnoteRef',
        renderer({ label }) {
          if (!labels.includes(label)) labels.push(label);
          const number = labels.indexOf(label) + 1;
          const time = (references.get(label) ?? 0) + 1;
          references.set(label, time);
          const attributes = {
            class: 'footnote-ref',
            id: referenceId(number, time),
            'aria-describedby': headingId,
          };
          return `<sup>${footnoteLink(attributes, noteId(number))}${number}</a></sup>`;
        },
      },
      {
        name: 'footnotes',
        renderer(token) {
          const notes = new Map((token.rawItems as Note[]).toReversed().map((note) => [note.label, note]));
          let items = '';
          // A note may refer to a further note: the list of labels grows while it is gone through.
          for (let index = 0; index < labels.length; index += 1) {
            const label = labels[index] ?? '';
            const body = this.parser.parse(notes.get(label)?.content ?? []).trimEnd();
            const name = words.backToText(String(index + 1));
            const times = Array.from({ length: references.get(label) ?? 0 }, (_, time) => time + 1);
            const back = times.map((time) => {
              const link = footnoteLink(
                { class: 'footnote-back', 'aria-label': name },
                referenceId(index + 1, time),
              );
              return ` ${link}${BACK}${time > 1 ? `<sup>${time}</sup>` : ''}</a>`;
            });
            items += `${ownTag('li', { id: noteId(index + 1) })}${withBack(body, back.join(''))}</li>\n`;
          }
          if (items === '') return '';
          const heading = `${ownTag('h2', { id: headingId, class: 'footnotes-heading' })}${escapeHtml(words.footnotes)}</h2>`;
          return `${ownTag('section', { class: 'footnotes' })}\n${heading}\n<ol>\n${items}</ol>\n</section>\n`;
        },
      },
    ],
  };
}

function footnoteLink(attributes: Readonly<Record<string, string>>, id: string): string {
  return ownTag('a', { ...attributes, href: `#${id}` });
}

/** The way back stands at the end of the note's last paragraph. */
function withBack(body: string, back: string): string {
  return body.endsWith('</p>') ? `${body.slice(0, -'</p>'.length)}${back}</p>` : `${body}${back}`;
}

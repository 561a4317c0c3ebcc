import { MARK_SHAPES } from '../derive/mark-shapes.ts';
import { escapeHtml } from '../markdown/legible.ts';
import { DARK, LIGHT, TONES, type Token } from './colours.ts';
import type { Sign } from './sign.ts';

const HEIGHT = 24;
const GAP = 8;
const MARK = 12;
const FONT = 12;

/**
 * A badge as SVG 1.1 that stands alone: nothing is fetched or run, and its name is its title. It is right on light and dark
 * ground, for it brings its own; the worse, the more ink.
 */
export function renderBadge({ subject, words, state, lang }: Sign): string {
  const left = Math.ceil(widthOf(subject));
  const right = Math.ceil(widthOf(words));
  const split = GAP + left + GAP;
  const markAt = split + GAP;
  const wordsAt = markAt + MARK + GAP / 2;
  const width = wordsAt + right + GAP;
  const isBlock = state === 'major outage';
  const name = escapeHtml(`${subject}: ${words}`);
  const text = (x: number, length: number, kind: string, content: string) =>
    `<text x="${x}" y="16" class="${kind}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeHtml(content)}</text>`;
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-labelledby="t" xml:lang="${escapeHtml(lang)}">`,
    `<title id="t">${name}</title>`,
    `<style>${style(TONES[state], isBlock)}</style>`,
    `<path class="ground" d="M.5.5h${width - 1}v${HEIGHT - 1}H.5Z"/>`,
    isBlock ? `<path class="block" d="M${split} 0h${width - split}v${HEIGHT}H${split}Z"/>` : '',
    text(GAP, left, 'subject', subject),
    `<path class="${state === 'partial outage' ? 'mark solid' : 'mark'}" transform="translate(${markAt} 6)" d="${MARK_SHAPES[state]}"/>`,
    text(wordsAt, right, 'words', words),
    '</svg>',
    '',
  ]
    .filter((line, index, all) => line !== '' || index === all.length - 1)
    .join('\n');
}

function style(tone: Token, isBlock: boolean): string {
  const rules = (colours: Readonly<Record<Token, string>>) => {
    const words = isBlock ? colours.paper : colours.ink;
    const mark = isBlock ? colours.paper : colours[tone];
    return (
      `.ground{fill:${colours.paper};stroke:${colours.line}}.block{fill:${colours.ink}}` +
      `.subject{fill:${colours['ink-2']}}.words{fill:${words}}.mark{stroke:${mark}}.solid{fill:${mark}}`
    );
  };
  return (
    `text{font:${FONT}px -apple-system,"Hiragino Sans","Yu Gothic UI","Noto Sans JP",sans-serif}` +
    `.mark{fill:none;stroke-width:2}${rules(LIGHT)}@media (prefers-color-scheme:dark){${rules(DARK)}}`
  );
}

/** About how wide a text is in the badge's font; the reader's own font is fitted to it. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += FONT * shareOf(character);
  return Math.max(width, 1);
}

/** Of the font's size. */
function shareOf(character: string): number {
  if (isWide(character)) return 1;
  if (/[ .,:;'|!iIjltf()[\]]/.test(character)) return 0.32;
  if (/[mwMW@%]/.test(character)) return 0.86;
  return /[A-Z]/.test(character) ? 0.66 : 0.58;
}

function isWide(character: string): boolean {
  return /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u.test(
    character,
  );
}

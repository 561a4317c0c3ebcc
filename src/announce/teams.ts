import { wordsFor } from '../i18n/words.ts';
import type { Line, Run } from '../markdown/runs.ts';
import { cut, fitted } from './fit.ts';
import { againIn, type Notice } from './notice.ts';

/** Teams takes 28 KB for a message; what is around the body has room in the rest. */
const MOST_BYTES = 24_000;
const MOST_TITLE = 250;

/**
 * A message for a workflow of Teams that begins "when a Teams webhook request is received"
 * (https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook): one
 * Adaptive Card. Its text runs are literal, whatever marks stand in them.
 */
export function teamsMessage(notice: Notice, isRepeat: boolean): object {
  const { entry, lang, isQuiet } = notice;
  const { announce: words } = wordsFor(lang);
  const title = cut(entry.title, MOST_TITLE);
  const heading = { words: title, style: isQuiet ? {} : ({ isStrong: true } as const) };
  const size = isQuiet ? {} : { size: 'Large' };
  const again: readonly Line[] = isRepeat
    ? [
        {
          kind: 'words',
          opensParagraph: true,
          runs: [{ words: againIn(lang), style: { isEmphasised: true } }],
        },
      ]
    : [];
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    lang,
    fallbackText: `${title} ${entry.link}`,
    body: [
      { type: 'RichTextBlock', inlines: [{ ...textRun(heading), ...size }] },
      ...blocksOf(again),
      ...fitted(notice.lines, blocksOf, (blocks) => Buffer.byteLength(JSON.stringify(blocks)), MOST_BYTES),
    ],
    actions: [{ type: 'Action.OpenUrl', title: words.read, url: entry.link }],
    msteams: { width: 'Full' },
  };
  return {
    type: 'message',
    attachments: [
      { contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content: card },
    ],
  };
}

function blocksOf(lines: readonly Line[]): readonly object[] {
  return lines.flatMap(({ kind, runs, opensParagraph }) => {
    const rows =
      kind === 'code'
        ? runs.flatMap(({ words, style }) => words.split('\n').map((row) => [{ words: row, style }]))
        : [runs];
    return rows.map((row, place) => ({
      type: 'RichTextBlock',
      spacing: opensParagraph && place === 0 ? 'Medium' : 'None',
      inlines: row.map((run) =>
        textRun(kind === 'heading' ? { ...run, style: { isStrong: true } } : run, kind === 'quote'),
      ),
    }));
  });
}

function textRun({ words, href, style }: Run, isSubtle = false): object {
  return {
    type: 'TextRun',
    // An empty run is none.
    text: words === '' ? ' ' : words,
    ...(style.isStrong ? { weight: 'Bolder' } : {}),
    ...(style.isEmphasised ? { italic: true } : {}),
    ...(style.isStruck ? { strikethrough: true } : {}),
    ...(style.isCode ? { fontType: 'Monospace' } : {}),
    ...(isSubtle ? { isSubtle: true } : {}),
    ...(href === undefined ? {} : { selectAction: { type: 'Action.OpenUrl', url: href } }),
  };
}

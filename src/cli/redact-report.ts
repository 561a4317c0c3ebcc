import type { RedactionPlan } from '../format/redaction-plan.ts';
import type { Repeat } from '../format/repeats.ts';
import { type RedactCall, spellCall } from './redact-call.ts';
import { labelOf } from './redact-choice.ts';

/** What was done, what readers will see, what may have to follow, and what it cannot do. */
export function redactionReport(plan: RedactionPlan, what: string, call: RedactCall, folder: string): string {
  const places = plan.tombstones.map(
    ({ path, line, lang, sha256 }) =>
      `  ${folder}/${path}:${line}${lang ? ` (${lang})` : ''}\n    sha256:${sha256}`,
  );
  const isTitle = call.isTitle || call.what === 'title';
  const isFile = call.file !== undefined;
  return [
    `Redacted: ${what}. In its place stands a tombstone: the date, the reason, and the SHA-256 of what it was.`,
    ...places,
    '',
    'Readers still see the old words until you commit this and "npm run release" has run. From then on the',
    'pages, the feeds, the API and the source show the tombstone, and one new feed item tells of it.',
    ...(isTitle ? ['All other feed items of the incident bear the new title.'] : []),
    ...(isFile ? ['The file is not served any more.'] : []),
    ...unlinkedWords(plan.unlinked),
    ...repeatWords(plan.repeats, call, folder),
    '',
    'It calls back no copies: what readers, feed readers, mail and archives have received, they have. The',
    'words also stay in the history of git, and short ones can be guessed from their hash. If it was a',
    'secret, change it first, now; then see "Redacting" in docs/WRITING.md for the steps with git filter-repo.',
    '',
  ].join('\n');
}

function unlinkedWords(names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  return [
    '',
    'Linked by no text of the incident any more, and so not served any longer; delete what nothing else needs:',
    ...names.map((name) => `  ${name}`),
  ];
}

function repeatWords(repeats: readonly Repeat[], call: RedactCall, folder: string): readonly string[] {
  if (repeats.length === 0) return [];
  const byPart = Map.groupBy(repeats, ({ part }) => `${part.stamp} ${part.field} ${part.index}`);
  return [
    '',
    'These seem to say the same, and still stand. Read them, and redact them too where they do:',
    ...[...byPart.values()].flatMap((found) => {
      const [{ part }] = found as [Repeat, ...Repeat[]];
      const files = found.map(({ wording }) => `${folder}/${wording.path}`);
      const own = part.update ? { update: part.update.stamp.digits, isTitle: false } : { isTitle: true };
      const next: RedactCall = {
        ...(call.incident === undefined ? {} : { incident: call.incident }),
        ...(call.reason === undefined ? {} : { reason: call.reason }),
        ...own,
        ...(part.update ? { what: part.field } : {}),
        ...(part.field === 'lost' ? { lost: part.index + 1 } : {}),
      };
      return [`  ${labelOf(part)}, in ${[...new Set(files)].join(' and ')}`, `    ${spellCall(next)}`];
    }),
  ];
}

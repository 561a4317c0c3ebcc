/** What somebody filled into the form of `.github/ISSUE_TEMPLATE/incident.yml`. It is text, and nothing of it is ever run. */
export interface IssueForm {
  readonly title: string;
  /** As written: ids, one a line or with commas between. */
  readonly components: readonly string[];
  readonly state: string;
  readonly began: string;
  readonly next: string;
  readonly text: string;
}

/** The labels of the form's fields, in its order; a test holds them against the form itself. */
export const FORM_LABELS = ['Components', 'State', 'Began', 'Next update', 'Message'] as const;
type Label = (typeof FORM_LABELS)[number];

/** What GitHub writes where a field was left empty. */
const EMPTY = '_No response_';

/**
 * Reads the event that GitHub lays down where an issue was opened: JSON with `issue.title` and `issue.body`, in which each
 * field stands below `### LABEL`. The message is the last field, so whatever headings it has are its own. Gives nothing
 * where it is no such event, or not of this form.
 */
export function readIssueForm(event: string): IssueForm | undefined {
  const issue = parse(event)?.issue;
  if (typeof issue?.title !== 'string' || typeof issue.body !== 'string') return undefined;
  let rest = `\n${issue.body.replaceAll('\r\n', '\n')}`;
  const fields = new Map<Label, string>();
  for (const [row, label] of FORM_LABELS.entries()) {
    const begins = `\n### ${label}\n`;
    if (!rest.startsWith(begins)) return undefined;
    rest = rest.slice(begins.length);
    const following = FORM_LABELS[row + 1];
    const end = following === undefined ? rest.length : rest.indexOf(`\n### ${following}\n`);
    if (end === -1) return undefined;
    const value = rest.slice(0, end).trim();
    fields.set(label, value === EMPTY ? '' : value);
    rest = rest.slice(end);
  }
  const field = (label: Label) => fields.get(label) ?? '';
  return {
    title: issue.title.trim(),
    components: field('Components')
      .split(/[\n,、]/)
      .map((id) => id.replace(/^[-*]\s+/, '').trim())
      .filter((id) => id !== ''),
    state: field('State'),
    began: field('Began'),
    next: field('Next update'),
    text: field('Message'),
  };
}

interface Event {
  readonly issue?: { readonly title?: unknown; readonly body?: unknown };
}

function parse(text: string): Event | undefined {
  try {
    const event: unknown = JSON.parse(text);
    return typeof event === 'object' && event !== null ? event : undefined;
  } catch {
    return undefined;
  }
}

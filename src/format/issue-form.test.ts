import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORM_LABELS, readIssueForm } from './issue-form.ts';

const event = (body: string, title: unknown = 'Mail is gone') => JSON.stringify({ issue: { title, body } });
const bodyOf = (values: readonly string[]) =>
  FORM_LABELS.map((label, row) => `### ${label}\n\n${values[row]}`).join('\n\n');

describe('the form of an incident', () => {
  it('is read field by field; what was left empty is empty', () => {
    const body = bodyOf([
      'pc-mail\n- webmail, sending',
      'major outage',
      '~13:12',
      '_No response_',
      'Mail is gone.',
    ]);
    expect(readIssueForm(event(body.replaceAll('\n', '\r\n')))).toEqual({
      title: 'Mail is gone',
      components: ['pc-mail', 'webmail', 'sending'],
      state: 'major outage',
      began: '~13:12',
      next: '',
      text: 'Mail is gone.',
    });
  });

  it('keeps the headings of a message as its own, also those that are named as a field is', () => {
    const text = 'Mail is gone.\n\n### Workaround\n\nNone.\n\n### State\n\noperational';
    expect(readIssueForm(event(bodyOf(['pc', 'major outage', '', '', text])))?.text).toBe(text);
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"issue":null}',
    '{"issue":{"title":"a"}}',
    event('Free words.'),
    event('', 7),
  ])('is not what %j is', (text) => {
    expect(readIssueForm(text)).toBeUndefined();
  });

  it('comes through whole, or not at all, whatever was written', () => {
    const words = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(words, words, (title, message) => {
        const text = message.replaceAll('\r\n', '\n').trim();
        const form = readIssueForm(event(bodyOf(['pc', 'partial outage', '', '', message]), title));
        expect([form?.title, form?.text]).toEqual([title.trim(), text]);
      }),
    );
    fc.assert(fc.property(fc.string(), (text) => void readIssueForm(text)));
  });
});

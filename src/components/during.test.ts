import { addAttribute, render } from 'astro/compiler-runtime';
import { describe, expect, it } from 'vitest';
import type { Run, Version } from '../derive/versions.ts';
import { during } from './during.ts';

const version = {} as Version;
const FIRST: Run<string> = { value: 'first', from: 0, to: 1, isPresent: false, version };
const LATER: Run<string> = { value: 'later', from: 2, to: 3, isPresent: true, version };
const ALWAYS: Run<string> = { value: 'always', from: 0, to: 3, isPresent: true, version };

async function written(shown: unknown): Promise<string> {
  const parts: unknown[] = [];
  await render`${shown}`.render({ write: (part) => parts.push(part) });
  return parts.join('');
}

describe('what stood over some versions', () => {
  it('stands in the page where it stands now, marked where it came later', async () => {
    const shown = during([ALWAYS, LATER], ({ value }) => render`<p>${value}</p>`);
    expect(await written(shown)).toBe(
      '<p>always</p><script type="text/html" data-at="2-"></script><p>later</p>',
    );
  });

  it('lies in a script of text where it is gone', async () => {
    const shown = during([FIRST], ({ value }) => render`<p>${value}</p>`);
    expect(await written(shown)).toBe('<script type="text/html" data-at="0-1"><p>first</p></script>');
  });

  it('is not begun before its turn, so that what fails first is told', async () => {
    const begun: string[] = [];
    const shown = during([FIRST, { ...FIRST, value: 'second' }], ({ value }) => {
      begun.push(value);
      return Promise.reject(new Error(value));
    });
    expect(begun).toEqual([]);
    await expect(written(shown)).rejects.toThrow('first');
  });

  it('never ends that script: neither by words in an attribute, nor by a run of its own, nor where it is waited for', async () => {
    const attribute = addAttribute('</script><!-- <SCRIPT>', 'title');
    const shown = during([FIRST], () => [
      render`<p${attribute}>${during([FIRST], ({ value }) => value)}</p>`,
      Promise.resolve(render`<script>1</script>`),
    ]);
    const html = await written(shown);
    const inner = html.slice(html.indexOf('>') + 1, -'</script>'.length);
    expect(inner).not.toMatch(/<(?:\/?script|!--)/i);
    expect(inner.replaceAll('&lt;', '<')).toBe(
      '<p title="</script><!-- <SCRIPT>"><script type="text/html" data-at="0-1">first</script></p><script>1</script>',
    );
  });
});

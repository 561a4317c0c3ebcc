import { maybeRenderHead, render, unescapeHTML } from 'astro/compiler-runtime';
import { describe, expect, it } from 'vitest';
import { asText } from './as-text.ts';

describe('what Astro would show', () => {
  it('is one text: words escaped, HTML as it is, numbers, lists; nothing for what is not there', () => {
    const shown = render`<p>${'a < b'} ${unescapeHTML('<i>c</i>')} ${0}${[1, [2, '&']]}${undefined}${false}</p>`;
    expect(asText(shown)).toBe('<p>a &lt; b <i>c</i> 012&amp;</p>');
  });

  it('is waited for where a part of it is', async () => {
    const later = Promise.resolve(render`<b>${7}</b>`);
    expect(await asText(render`<p>${later} and ${8}</p>`)).toBe('<p><b>7</b> and 8</p>');
  });

  it('holds none of the marks by which Astro fills a head', () => {
    const mark = (maybeRenderHead as () => unknown)();
    expect(asText(render`${mark}<p>1</p>`)).toBe('<p>1</p>');
  });

  it('has no place for what a script or bytes would be', () => {
    for (const part of [{ type: 'script', id: 'a', content: '' }, new Uint8Array(1)])
      expect(() => asText({ render: (to: { write: (part: unknown) => void }) => to.write(part) })).toThrow(
        /No page shows what Astro wrote there: /,
      );
  });

  it('fails as its part does', async () => {
    const failing = Promise.reject(new Error('no such thing'));
    await expect(async () => asText(render`<p>${failing}</p>`)).rejects.toThrow('no such thing');
    expect(() =>
      asText(() => {
        throw new Error('at once');
      }),
    ).toThrow('at once');
  });
});

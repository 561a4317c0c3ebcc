import { describe, expect, it } from 'vitest';
import { addComponents, type NewComponent } from './add-components.ts';
import { parseSiteConfig } from './site-config.ts';

const HEAD =
  'name: Tayori Mail # ours\nurl: https://status.example.com\nlanguages: [en]\ntimeZone: Asia/Tokyo\n';
const api: NewComponent = { id: 'api', name: 'API', formerly: [] };
const ids = (text: string) => parseSiteConfig('site.yml', text).config?.components.map(({ id }) => id);

describe('components put into site.yml', () => {
  it('stand behind those that are there, and every other character stays', () => {
    const text = `${HEAD}components:\n    - { id: mail, name: Mail }   # the oldest\n\nfooter:\n  - { name: Home, url: https://example.com/ }\n`;
    const added = addComponents(text, [{ ...api, since: '2019-04-01' }]);
    expect(added).toBe(
      text.replace(
        '# the oldest\n',
        '# the oldest\n    - id: api\n      name: API\n      since: 2019-04-01\n',
      ),
    );
    expect(ids(added)).toEqual(['mail', 'api']);
  });

  it('make the list where there is none', () => {
    expect(ids(addComponents(HEAD, [api]))).toEqual(['api']);
  });

  it('fit into a list in one line', () => {
    const text = `${HEAD}components: [{ id: mail, name: Mail }]\nabout: Us\n`;
    expect(ids(addComponents(text, [api]))).toEqual(['mail', 'api']);
  });

  it('join their group where it is there, in a block or in one line', () => {
    const group = { id: 'mail', name: 'Mail' };
    for (const inner of ['\n      - { id: pc-mail, name: PC mail }', ' [{ id: pc-mail, name: PC mail }]']) {
      const text = `${HEAD}components:\n  - id: mail\n    name: Mail\n    components:${inner}\n  - { id: book, name: Book }\n`;
      const { config } = parseSiteConfig('site.yml', addComponents(text, [{ ...api, group }]));
      expect(config?.components[0]?.components.map(({ id }) => id)).toEqual(['pc-mail', 'api']);
      expect(config?.components[1]?.id).toBe('book');
    }
  });

  it('bring a new group along once, with earlier names and words that need quotes', () => {
    const group = { id: 'web', name: 'Web: all' };
    const former = { ...api, formerly: [{ until: '2018-09-30', name: 'Old: API' }], group };
    const text = addComponents(`${HEAD}components:\n  - { id: mail, name: Mail }\n`, [
      former,
      { ...api, id: 'app', name: '"App"', group },
    ]);
    const web = parseSiteConfig('site.yml', text).config?.components[1];
    expect(web?.name).toEqual({ en: 'Web: all' });
    expect(web?.components.map(({ id, formerly }) => [id, formerly.length])).toEqual([
      ['api', 1],
      ['app', 0],
    ]);
  });

  it('keep the last line whole where it has no line end', () => {
    expect(ids(addComponents(`${HEAD}components:\n  - { id: mail, name: Mail }`, [api]))).toEqual([
      'mail',
      'api',
    ]);
  });
});

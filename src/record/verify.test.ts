import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployed, folderOf, SITE_FILE, type Texts, tokyo } from '../../tests/deployments.ts';
import { everyText } from '../../tests/setup/texts.ts';
import { linkedFiles } from '../derive/links.ts';
import { sourceTexts } from '../derive/sources.ts';
import { sha256 } from './hash.ts';
import { chainValue } from './log.ts';
import { writeTombstone } from './tombstone.ts';
import { type ReadServed, verifyServed, type Witness } from './verify.ts';

const FIRST =
  '## 2008-09-05 05:10 +09:00 Investigating\n\nMail is slow. See [the graph](logs/graph%201.svg).';
const SLOW = `---\ntitle: Mail is slow\n---\n\n${FIRST}\n\n## 2008-09-05 06:00 +09:00 Update\n\n遅い。\n`;
const ENGLISH = `---\ntitle: Slow\n---\n\n## 2008-09-05 06:00 +09:00 Update\n\nSlow.\n`;
const BEFORE: Texts = {
  'slow.md': SLOW,
  'slow.en.md': ENGLISH,
  'logs/graph 1.svg': '<svg/>',
  'web.md': SLOW.replace(/ See .*\)\./, ''),
};
const tombstone = (hash: string) =>
  writeTombstone({ date: '2008-09-05', sha256: hash, reason: 'personal data' });

/** All that a site of two builds serves of itself; the second took words and a file away, and renamed a component. */
function site() {
  const first = deployed([], BEFORE, tokyo('2008-09-05 06:30'));
  const { 'logs/graph 1.svg': graph = '', ...others } = BEFORE;
  const texts = {
    ...others,
    'site.yml': SITE_FILE.replace(
      'name: PC mail',
      'name: Post, formerly: [{ until: 2008-09-05, name: PC mail }]',
    ),
    'web.md': (BEFORE['web.md'] ?? '').replace(
      'Mail is slow.',
      tombstone(sha256(FIRST.replace(/ See .*\)\./, ''))),
    ),
    'logs/graph 1.svg.redacted': `${tombstone(sha256(graph))}\n`,
  };
  const second = deployed(first.record, texts, tokyo('2008-09-06 06:40'));
  const { assets } = folderOf(texts);
  const files = everyText(sourceTexts(second.site), second.site).map(
    ({ path, body }) => [`/${path}`, new TextEncoder().encode(body)] as const,
  );
  const linked = linkedFiles(second.site).map(({ source, path }) => {
    const bytes = assets.get(`${source}.redacted`)?.bytes ?? new Uint8Array();
    return [`/${path}.redacted`, bytes] as const;
  });
  return {
    served: new Map<string, Uint8Array>([...files, ...linked]),
    first: first.record,
    record: second.record,
  };
}

function reading(served: ReadonlyMap<string, Uint8Array>): ReadServed {
  return async (path) => served.get(decodeURIComponent(path)) ?? { missing: 'it is not there' };
}

async function failuresOf(
  served: ReadonlyMap<string, Uint8Array>,
  witness?: Witness,
): Promise<readonly string[]> {
  const { failures } = await verifyServed({ read: reading(served) }, witness);
  return failures.map(({ path, what, why }) => `${path}: ${what}: ${why}`);
}

describe('verifying what a site serves', () => {
  const { served, first, record } = site();

  it('proves an honest site, and counts what only older copies prove', async () => {
    const { failures, proven, superseded } = await verifyServed({ read: reading(served) });
    expect(failures).toEqual([]);
    expect({ proven, superseded }).toEqual({ proven: 13, superseded: 3 });
  });

  it('finds every single byte that was changed, in whatever file', async () => {
    const paths = [...served.keys()];
    expect(paths.length).toBe(7);
    const change = fc.record({
      path: fc.constantFrom(...paths),
      at: fc.nat(),
      byte: fc.oneof(fc.constantFrom(9, 10, 13, 32, 48, 0xe3, 0xef), fc.nat(255)),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ path, at, byte }) => {
        const bytes = Uint8Array.from(served.get(path) ?? []);
        const index = at % bytes.length;
        fc.pre(bytes[index] !== byte);
        bytes[index] = byte;
        expect(await failuresOf(new Map([...served, [path, bytes]]))).not.toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds every byte of a source that is a blank or a line end, whatever blank it became', async () => {
    const path = '/incidents/slow.md';
    const bytes = served.get(path) ?? new Uint8Array();
    for (const [index, byte] of bytes.entries()) {
      for (const other of [9, 10, 13, 32].filter((one) => one !== byte)) {
        const changed = Uint8Array.from(bytes);
        changed[index] = other;
        expect(await failuresOf(new Map([...served, [path, changed]])), `${index}: ${other}`).not.toEqual([]);
      }
    }
  });

  it('names the update, and how it fails', async () => {
    const text = new TextDecoder().decode(served.get('/incidents/slow.md'));
    const changed = new TextEncoder().encode(text.replace('遅い', '速い'));
    expect(await failuresOf(new Map([...served, ['/incidents/slow.md', changed]]))).toEqual([
      expect.stringMatching(
        /^\/incidents\/slow\.md: the update "## 2008-09-05 06:00 \+09:00 Update": it was published otherwise \(No\. \d+/,
      ),
    ]);
  });

  it.each([...site().served.keys()])('misses %s where it is not served', async (path) => {
    const without = new Map(served);
    without.delete(path);
    expect(await failuresOf(without)).not.toEqual([]);
  });

  it('finds an update that no line proves', async () => {
    const text = new TextDecoder().decode(served.get('/incidents/slow.md'));
    const more = new TextEncoder().encode(`${text}\n## 2008-09-05 07:00 +09:00 Resolved\n\nFast.\n`);
    expect((await failuresOf(new Map([...served, ['/incidents/slow.md', more]]))).join()).toContain(
      'no line of the record proves it',
    );
  });

  it('holds the record against a head that someone wrote down, and an older copy', async () => {
    const old = first.at(-1);
    const since = new TextDecoder()
      .decode(served.get('/log.jsonl'))
      .split('\n')
      .slice(0, first.length)
      .join('\n');
    expect(await failuresOf(served, { head: old && chainValue(old), since: `${since}\n` })).toEqual([]);
    expect((await failuresOf(served, { head: '0'.repeat(64) })).join()).toContain('no line has the head');
    expect((await failuresOf(served, { since: since.replace('"seq":2', '"seq":3') })).join()).toContain(
      'from line 2 on',
    );
    expect(record.length).toBeGreaterThan(first.length);
  });
});

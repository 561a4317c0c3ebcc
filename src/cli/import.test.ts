import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tsuiki } from '../../tests/setup/run.ts';

const SITE = 'name: Tayori Mail\nurl: https://status.example.com\nlanguages: [en]\ntimeZone: Asia/Tokyo\n';
const AT = '2018-06-13T01:02:03.004Z';
const SLOW = {
  id: 'w554d74dv18j',
  name: 'Sending is slow',
  status: 'resolved',
  impact: 'minor',
  created_at: AT,
  resolved_at: AT,
  incident_updates: [
    {
      ...{
        id: 'u1',
        status: 'resolved',
        body: 'Well again.',
        created_at: AT,
        updated_at: AT,
        display_at: AT,
      },
      affected_components: [
        { code: 'c0', name: 'Sending', old_status: 'operational', new_status: 'operational' },
      ],
    },
  ],
};
const FILE = 'incidents/2018/2018-06-13-sending-is-slow.md';

/** A project with a content folder, and what was saved of another system beside it. */
function project(saved: Readonly<Record<string, string | Uint8Array>>, site = SITE): string {
  const root = mkdtempSync(join(tmpdir(), 'tsuiki-import-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const folder of ['incidents', 'saved/deep']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'incidents/site.yml'), site);
  for (const [path, body] of Object.entries(saved)) writeFileSync(join(root, 'saved', path), body);
  return root;
}

const run = (root: string, ...args: readonly string[]) =>
  tsuiki(['import', ...args], root, { TSUIKI_CONTENT: 'incidents' });

/** Every file below the content folder, with the moment of its last change. */
const stateOf = (root: string) =>
  readdirSync(join(root, 'incidents'), { recursive: true })
    .map(String)
    .sort()
    .map((path) => [path, statSync(join(root, 'incidents', path)).mtimeMs]);

describe('npm run import', () => {
  it('writes what check passes, from packed and plain files at any depth, and says where the report lies', async () => {
    const other = { ...SLOW, id: 'other', name: 'Sending is slow again' };
    const root = project({
      'a.json.gz': gzipSync(JSON.stringify({ incidents: [SLOW] })),
      'deep/b.json': JSON.stringify({ incident: other }),
      'notes.txt': 'not read',
    });
    const { code, stdout, stderr } = await run(root, 'statuspage', 'saved');
    expect([code, stderr]).toEqual([
      0,
      '6 files written in incidents; incidents/_imported/statuspage/report.txt tells of every incident.\n',
    ]);
    expect(stdout).toContain(
      '2 incidents with 2 updates: 2 new, 0 there already, 0 kept as they are there, 0 refused.\n',
    );
    const report = readFileSync(join(root, 'incidents/_imported/statuspage/report.txt'), 'utf8');
    expect(report).toContain('deep/b.json: other\n  → 2018/2018-06-13-sending-is-slow-again.md\n');
    const check = await tsuiki(['check'], root, { TSUIKI_CONTENT: 'incidents' });
    expect(check.stderr).toContain('incidents: 2 incidents, 2 updates, no error.\n');
  });

  it('changes nothing the second time', async () => {
    const root = project({ 'a.json': JSON.stringify({ incidents: [SLOW] }) });
    await run(root, 'statuspage', 'saved/a.json');
    const before = stateOf(root);
    const { code, stderr } = await run(root, 'statuspage', 'saved/a.json');
    expect([code, stderr]).toEqual([0, 'Nothing was changed.\n']);
    expect(stateOf(root)).toEqual(before);
  });

  it('leaves a file alone that someone has changed since, names it, and exits 3', async () => {
    const root = project({ 'a.json': JSON.stringify({ incidents: [SLOW] }) });
    await run(root, 'statuspage', 'saved/a.json');
    writeFileSync(join(root, FILE), `${readFileSync(join(root, FILE), 'utf8')}\nAnd more.\n`);
    const { code, stdout } = await run(root, 'statuspage', 'saved/a.json');
    expect(code).toBe(3);
    expect(stdout).toContain('kept: 2018/2018-06-13-sending-is-slow.md reads otherwise');
    expect(readFileSync(join(root, FILE), 'utf8')).toContain('And more.');
  });

  it('tells all and writes nothing with --dry-run --json', async () => {
    const root = project({ 'a.json': JSON.stringify({ incidents: [SLOW] }) });
    const before = stateOf(root);
    const { code, stdout, stderr } = await run(root, 'statuspage', 'saved', '--dry-run', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      system: 'Statuspage',
      components: [{ id: 'sending', name: 'Sending' }],
      incidents: [{ outcome: 'new', updates: [{ phase: 'resolved' }] }],
    });
    expect([code, stderr]).toEqual([
      0,
      '5 files would be written in incidents, among them incidents/_imported/statuspage/report.txt, which tells of every incident (--json shows it here). Nothing was changed.\n',
    ]);
    const { stdout: summary } = await run(root, 'statuspage', 'saved', '--dry-run');
    expect(summary).toContain('Components that would be put into site.yml: sending.\n');
    expect(stateOf(root)).toEqual(before);
  });

  it('exits 0 where the last page of a long list is empty, as docs/MOVING.md saves it', async () => {
    const root = project({ 'a.json': JSON.stringify([SLOW]), 'b.json': '[]', 'c.json': '{"incidents":[]}' });
    const { code } = await run(root, 'statuspage', 'saved');
    expect(code).toBe(0);
  });

  it('does the rest where one file holds nothing, and exits 3', async () => {
    const root = project({ 'a.json': JSON.stringify({ incidents: [SLOW] }), 'b.json': '{' });
    const { code, stdout } = await run(root, 'statuspage', 'saved');
    expect(code).toBe(3);
    expect(stdout).toContain('left out: b.json: it is no JSON\n');
    expect(readFileSync(join(root, FILE), 'utf8')).toContain('imported: Statuspage');
  });

  it('exits 1 where nothing came along, and leaves the folder as it was', async () => {
    const root = project({ 'a.json': '{}' });
    const before = stateOf(root);
    const { code, stderr } = await run(root, 'statuspage', 'saved');
    expect([code, stderr]).toEqual([
      1,
      'left out: a.json: no incident, maintenance or component stands in it\nThere is no incident in saved. Nothing was changed.\n',
    ]);
    expect(stateOf(root)).toEqual(before);
  });

  it('asks for the zone where cState’s times do not say it', async () => {
    const text =
      '---\ntitle: Slow\ndate: 2018-06-13 15:54:00\naffected: [Sending]\nresolved: false\n---\nLate.\n';
    const root = project({ '2018-06-13-slow.md': text });
    const refused = await run(root, 'cstate', 'saved');
    expect([refused.code, refused.stdout]).toEqual([2, '']);
    expect(refused.stderr).toContain('  2018-06-13-slow.md\nName it: --zone');
    const { code } = await run(root, 'cstate', 'saved', '--zone', 'Asia/Tokyo');
    expect(code).toBe(0);
    expect(readFileSync(join(root, 'incidents/2018/2018-06-13-slow.md'), 'utf8')).toContain('15:54 +09:00');
  });

  it.each([
    [['upptime', 'saved'], 'Which system? Known are: statuspage, cstate.'],
    [['statuspage'], 'Where is what was saved?'],
    [['statuspage', 'nowhere'], 'There is no file or folder "nowhere".'],
    [['statuspage', 'saved'], 'No file in "saved" ends in .json.'],
    [['cstate', 'saved', '--zone', 'Tokyo'], 'There is no time zone "Tokyo".'],
  ])('exits 2 for a wrong call: %j', async (args, message) => {
    const { code, stderr } = await run(project({}), ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain('Nothing was changed.');
  });

  it('exits 1 where site.yml is broken, and says to mend it first', async () => {
    const root = project({ 'a.json': JSON.stringify({ incidents: [SLOW] }) }, 'name: [\n');
    const { code, stderr } = await run(root, 'statuspage', 'saved');
    expect(code).toBe(1);
    expect(stderr).toContain('incidents/site.yml has errors');
  });
});

import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where a script that got through would say so; the pages' own scripts know nothing of it. */
export const SIGN = 'hostile';

/** What a hostile or a tired person may write wherever words go. Each tries to run a script, or to end what it stands in. */
export const WORDS: readonly string[] = [
  `"><script>${SIGN}(1)</script>`,
  `'><img src=x onerror=${SIGN}(2)>`,
  `</title></style></script><script>${SIGN}(3)</script>`,
  `]]><x/>--><!--<script>${SIGN}(4)</script>`,
  `\\";${SIGN}(5);//\\u003cscript\\u003e`,
  `{{${SIGN}(6)}}\${${SIGN}(6)}<%=${SIGN}(6)%>`,
  `&lt;script&gt;${SIGN}(7)&lt;/script&gt;&#60;b&#62;&amp;lt;`,
  `javascript:${SIGN}(8)`,
  `BEGIN:VEVENT\\nEND:VCALENDAR;X=1,2:3`,
];

const ADDRESSES: readonly string[] = [
  `javascript:${SIGN}(20)`,
  `JaVa&#115;cript:${SIGN}(21)`,
  `java&Tab;script&colon;${SIGN}(22)`,
  `&#x6A&#x61&#x76&#x61script:${SIGN}(23)`,
  `vbscript:${SIGN}(24)`,
  `data:text/html,<script>${SIGN}(25)</script>`,
  `data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9aG9zdGlsZSgyNik+`,
  `//evil.example/x.js`,
  `https://evil.example/"onclick="${SIGN}(27)`,
];

const ELEMENTS: readonly string[] = [
  `<script>${SIGN}(40)</script>`,
  `<script src="https://evil.example/x.js"></script>`,
  `<style>@import "https://evil.example/x.css"; body { display: none }</style>`,
  `<img src=x onerror=${SIGN}(41)>`,
  `<img src="https://evil.example/x.png">`,
  `<svg onload=${SIGN}(42)><script>${SIGN}(43)</script><use href="data:image/svg+xml,x"/></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${SIGN}(44)>`,
  `<iframe srcdoc="<script>parent.${SIGN}(45)</script>"></iframe>`,
  `<object data="javascript:${SIGN}(46)"></object><embed src="//evil.example/x">`,
  `<form action="https://evil.example/"><input name=a autofocus onfocus=${SIGN}(47)><button>Send</button></form>`,
  `<details open ontoggle=${SIGN}(48)><summary>More</summary>x</details>`,
  `<a href="#" onmouseover=${SIGN}(49) style="position:fixed;inset:0">words</a>`,
  `<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">`,
  `<link rel=stylesheet href="https://evil.example/x.css">`,
  `<video src="https://evil.example/x" onloadstart=${SIGN}(50)></video>`,
  `<noscript><p title="</noscript><img src=x onerror=${SIGN}(51)>">`,
  `<textarea></textarea><script>${SIGN}(52)</script>`,
  `<b id="u1" name="body" class="alert">words</b>`,
  `<template><script>${SIGN}(53)</script></template>`,
];

/** Beside each incident lies a picture that would run a script if it were more than a picture. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="parent.${SIGN}(63)"><script>parent.${SIGN}(64)</script></svg>`;

/** A file's name may hold all but a slash. */
const FILES: readonly string[] = [
  `"><img src=x onerror=${SIGN}(60)>.txt`,
  `'onclick=${SIGN}(61) x='.txt`,
  `%3Cscript%3E${SIGN}(62)%3C&amp;.txt`,
  '空 白?a=1&b=2#c.txt',
];

const quoted = (words: string) => JSON.stringify(words);
const some = (index: number) => WORDS[index % WORDS.length] ?? '';

const SITE = `name: { en: ${quoted(`Tayori ${some(0)}`)}, ja: ${quoted(some(2))} }
url: https://status.example.com/a"><b
languages: [en, ja]
timeZone: Asia/Tokyo
components:
  - id: constructor
    name: { en: ${quoted(some(1))}, ja: ${quoted(some(3))} }
    components:
      - { id: prototype, name: ${quoted(some(4))}, description: ${quoted(some(5))} }
      - { id: tostring, name: ${quoted(some(6))}, description: ${quoted(some(0))} }
  - { id: hasownproperty, name: ${quoted(some(7))}, formerly: [{ until: 2010-01-01, name: ${quoted(some(8))} }] }
about: ${quoted(some(1))}
support: { name: ${quoted(some(3))}, url: "mailto:a\\"onclick=${SIGN}(9)@example.com" }
signUp: { name: ${quoted(some(0))}, url: "https://evil.example/\\"><script>${SIGN}(10)</script>" }
footer:
  - { name: ${quoted(some(2))}, url: "https://evil.example/'onclick='${SIGN}(11)'" }
`;

const BODY = [
  ...WORDS,
  ...WORDS.map((words) => `# ${words}`),
  ...ADDRESSES.flatMap((address) => [
    `[words](<${address}>) ![picture](<${address}> "${SIGN}")`,
    `<a href="${address}">words</a> <img src="${address}" alt="${address}">`,
    `[${address.length}]: <${address}> "title"\n\n[words][${address.length}]`,
  ]),
  ...ELEMENTS,
  ...ELEMENTS.map(
    (element) =>
      `- ${element}\n- \`${element}\`\n\n> ${element}\n\n| ${element.replaceAll('|', '')} | b |\n|---|---|\n| a | ${element.replaceAll('|', '')} |`,
  ),
  ...ELEMENTS.map((element) => `\`\`\`html\n${element}\n\`\`\``),
  '`````\n ## 2026-11-11 13:20 +09:00 Resolved\n\n     ```status\n     ended: 13:00\n`````',
  '> ```status\n> ended: 13:00\n> ```',
  '![rack](rack.svg)',
  ...FILES.map((file) => `[${file.replace(/[[\]]/g, '')}](<${encodeURIComponent(file)}>)`),
  `note[^1]\n\n[^1]: ${ELEMENTS[3]} ${some(2)}`,
].filter((one) => !one.includes('<!--'));

const incident = (index: number) => `---
title: ${quoted(some(index))}
---

## 2026-11-11 09:00 +09:00 Investigating

\`\`\`status
began: ~08:30
prototype, tostring: major outage
hasownproperty: partial outage
next: 12:00
lost: ${some(index + 1)}
by: ${some(index + 2)}
cause: network
\`\`\`

${BODY.join('\n\n')}

Words that were wrong

- [ ] P1: ${some(index + 3)} by 2026-12-01

## 2026-11-11 10:00 +09:00 Correction

\`\`\`status
corrects: 2026-11-11 09:00
title: ${some(index + 4)}
lost: ${some(index + 5)}
\`\`\`

- For: Words that were wrong
- Read: ${some(index)}
`;

const MAINTENANCE = `---
title: ${quoted(some(8))}
kind: maintenance
---

## 2026-11-11 10:00 +09:00 Scheduled

\`\`\`status
window: 2026-12-05 02:00 / 04:00
prototype: under maintenance
by: ${some(8)}
\`\`\`

${BODY.slice(0, 12).join('\n\n')}
`;

const POSTMORTEM = `---
title: ${quoted(some(2))}
---

## 2026-10-11 09:00 +09:00 Resolved

\`\`\`status
began: 08:00
ended: 08:30
prototype: major outage from 08:00, operational from 08:30
\`\`\`

## 2026-10-12 09:00 +09:00 Postmortem

${BODY.map((words) => (words.startsWith('#') ? `#${words}\n\n${some(3)}` : words)).join('\n\n')}
`;

/** Writes a content folder that passes `check` and is hostile in every place where a person can type. */
export async function writeHostileContent(dir: string): Promise<void> {
  const files: readonly (readonly [string, string])[] = [
    ['site.yml', SITE],
    ['constructor.md', incident(0)],
    ['2026/valueof.md', incident(3)],
    ['tostring.md', MAINTENANCE],
    ['prototype.md', POSTMORTEM],
    ...['', '2026/'].flatMap((folder) => [
      [`${folder}x`, some(1)] as const,
      [`${folder}rack.svg`, PICTURE] as const,
      ...FILES.map((file) => [folder + file, some(1)] as const),
    ]),
  ];
  for (const [path, text] of files) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
}

const many = (count: number, of: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => of(index)).join('');

/** The heading of an update, so many minutes after the first of the file. */
function updateAt(minute: number, phase = minute === 0 ? 'Investigating' : 'Update'): string {
  const digits = new Date(Date.UTC(2026, 10, 11, 13, 20 + minute)).toISOString();
  return `## ${digits.slice(0, 10)} ${digits.slice(11, 16)} +09:00 ${phase}\n\n`;
}

const notes = (count: number) =>
  `${many(count, (note) => `a[^${note}]\n`)}\n${many(count, (note) => `[^${note}]: b\n`)}`;

function correction(minute: number, pairs: number, wordOf: (pair: number) => string): string {
  const slip = many(pairs, (pair) => `- For: ${wordOf(pair)}\n- Read: y\n`);
  return `${updateAt(minute, 'Correction')}\`\`\`status\ncorrects: 2026-11-11 13:20\n\`\`\`\n\n${slip}\n`;
}

/** What passes check and is as large as that allows: each file makes a page grow in another way. */
export async function writeCostlyContent(dir: string): Promise<readonly string[]> {
  const block = (...lines: readonly string[]) => `\`\`\`status\n${lines.join('\n')}\n\`\`\`\n\nWords.\n\n`;
  const head = '---\ntitle: a\n---\n\n';
  const day = (index: number) =>
    `20${27 + Math.floor(index / 336)}-${two((index % 336) / 28 + 1)}-${two((index % 28) + 1)}`;
  const two = (count: number) => String(Math.floor(count)).padStart(2, '0');
  const texts: Readonly<Record<string, string>> = {
    corrected: `${head}${updateAt(0)}${many(100, (word) => `w${word}x `)}\n\n${'Words that stay. '.repeat(3000)}\n\n${many(100, (row) => correction(row + 1, 1, () => `w${row}x`))}`,
    lost:
      head +
      many(900, (row) => updateAt(row) + block(...[1, 2, 3].map((line) => `lost: thing ${row} ${line}`))),
    moved: `---\ntitle: a\nkind: maintenance\n---\n\n${many(900, (row) => updateAt(row, 'Scheduled') + block(`window: ${day(row)} 02:00 / 04:00`))}`,
    promised:
      head +
      many(900, (row) => updateAt(row) + many(3, (line) => `- [ ] P${line + 1}: do it by ${day(row)}\n`)),
    reopened:
      head +
      many(
        999,
        (row) =>
          updateAt(row, row % 2 ? 'Resolved' : 'Investigating') +
          (row % 2 ? 'Words.\n\n' : block('mail: major outage')),
      ),
  };
  await mkdir(dir);
  await writeFile(join(dir, 'site.yml'), SMALL_SITE);
  for (const [name, text] of Object.entries(texts)) await writeFile(join(dir, `${name}.md`), text);
  return Object.keys(texts);
}

const SMALL_SITE =
  'name: Tayori\nurl: https://status.example.com\nlanguages: [en]\ntimeZone: Asia/Tokyo\ncomponents: [{ id: mail, name: Mail }]\n';

/**
 * Writes a content folder in which nearly everything is at fault, some of it made to keep a reader waiting. Gives the
 * files by name, and the rule that each breaks.
 */
export async function writeBrokenContent(dir: string): Promise<Readonly<Record<string, string>>> {
  const update = '## 2026-11-11 13:20 +09:00 Investigating\n\n';
  const head = '---\ntitle: a\n---\n\n';
  const MIB = 1024 * 1024;
  const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from({ length: 9 }, (_, i) => `b${i}: &b${i} [${Array(9).fill(i === 0 ? '*a' : `*b${i - 1}`)}]\n`).join('')}`;
  const texts: Readonly<Record<string, readonly [string, string | Uint8Array]>> = {
    'underscores.md': ['text-excess', `${head}${update}${'**a*b '.repeat(9000)}`],
    'quotes.md': ['text-excess', `${head}${update}${'>'.repeat(10_000)}`],
    'table.md': [
      'text-excess',
      `${head}${update}|${'a|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n${'|\n'.repeat(3000)}`,
    ],
    'references.md': ['text-excess', `${head}${update}[a]: /${'x'.repeat(30_000)}\n\n${'[a] '.repeat(8000)}`],
    'notes.md': ['text-excess', `${head}${many(15, (minute) => `${updateAt(minute)}${notes(2000)}\n\n`)}`],
    'corrections.md': [
      'for-read-excess',
      `${head}${update}${many(5880, (word) => `w${word}x${word % 12 === 0 ? '\n' : ' '}`)}\n\n` +
        many(980, (row) => correction(row + 1, 6, (pair) => `w${6 * row + pair}x`)),
    ],
    'quotations.md': [
      'for-not-found',
      `${head}${update}${'abc\n'.repeat(10_000)}\n${many(13, (row) => correction(row + 1, 1500, (pair) => `x${pair}`))}`,
    ],
    'states.md': [
      'file-statements',
      `${head}${many(900, (row) => `${updateAt(row)}\`\`\`status\n${many(20, (line) => `lost: thing ${row} ${line}\n`)}\`\`\`\n\n`)}`,
    ],
    'lines.md': ['status-line', `${head}${update}\`\`\`status\n${'a\n'.repeat(90_000)}\`\`\`\n`],
    'line.md': ['update-size', `${head}${update}${'a.'.repeat(MIB / 2 - 100)}`],
    'large.md': ['file-size', 'x'.repeat(2 * MIB)],
    'updates.md': ['file-updates', head + update.repeat(20_000)],
    'yaml-bomb.md': ['front-matter-yaml', `---\ntitle: a\n${bomb}---\n\n${update}`],
    'yaml-tag.md': [
      'front-matter-yaml',
      `---\ntitle: !!js/function 'function () { return 1 }'\n---\n\n${update}`,
    ],
    'yaml-merge.md': ['front-matter-yaml', `---\ntitle: a\n<<: { kind: maintenance }\n---\n\n${update}`],
    'yaml-deep.md': ['front-matter-yaml', `---\ntitle: ${'['.repeat(8000)}\n---\n\n${update}`],
    'yaml-keys.md': [
      'front-matter-size',
      `---\ntitle: a\n${Array.from({ length: 100_000 }, (_, i) => `k${i}: 1\n`).join('')}---\n\n${update}`.slice(
        0,
        MIB,
      ),
    ],
    'proto.md': [
      'front-matter-key',
      `---\ntitle: a\n__proto__: { kind: maintenance }\nconstructor: b\n---\n\n${update}`,
    ],
    'nul.md': ['file-character', `${head}${update}a\u0000b`],
    'bidi.md': ['file-character', `${head}${update}a\u202eb`],
    'surrogate.md': ['file-encoding', new Uint8Array([...Buffer.from(head + update), 0xed, 0xa0, 0x80])],
    'shift-jis.md': ['file-encoding', new Uint8Array([0x83, 0x81, 0x81, 0x5b, 0x83, 0x8b])],
    'utf-16.md': ['file-encoding', new Uint8Array(Buffer.from(`\ufeff${head}`, 'utf16le'))],
    'day.md': ['heading-date', `${head}## 2026-02-30 13:20 +09:00 Update\n\na`],
    'offset.md': ['heading-offset', `${head}## 2026-11-11 13:20 +25:00 Update\n\na`],
    'forged.md': ['fence-open', `${head}${update}\`\`\`\n## 2026-11-11 13:21 +09:00 Resolved\n\n\`\`\`\n`],
    'quoted.md': ['heading-stamp', `${head}${update}> ## 2026-11-11 13:21 +09:00 Resolved\n`],
    'block.md': ['status-place', `${head}${update}a\n\n\`\`\`status\nended: 13:00\n\`\`\`\n`],
    'keys.md': ['status-key', `${head}${update}\`\`\`status\n__proto__: major outage\n\`\`\`\n\na`],
    'Upper.md': ['file-name', `${head}${update}a`],
    'rack\u200b.jpg': ['file-path', ''],
    'log.txt': ['file-alike', ''],
  };
  const rules = Object.fromEntries(Object.entries(texts).map(([path, [rule]]) => [path, rule]));
  await mkdir(join(dir, 'below'), { recursive: true });
  await writeFile(join(dir, 'site.yml'), SMALL_SITE);
  for (const [path, [, body]] of Object.entries(texts)) await writeFile(join(dir, path), body);
  await writeFile(join(dir, 'LOG.txt'), '');
  await symlink('/etc/passwd', join(dir, 'passwd.md'));
  await symlink('..', join(dir, 'below', 'loop'));
  execFileSync('mkfifo', [join(dir, 'pipe.md')]);
  return { ...rules, 'passwd.md': 'file-kind', 'below/loop': 'file-kind', 'pipe.md': 'file-kind' };
}

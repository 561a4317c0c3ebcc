import fc from 'fast-check';

/** What Markdown, HTML, YAML and the format itself read as signs, and what goes wrong in each: pieces of hostile files. */
const PIECES: readonly string[] = [
  ...[
    '*',
    '**',
    '***',
    '_',
    '__',
    '~',
    '~~',
    '`',
    '``',
    '```',
    '\\',
    '!',
    '[',
    ']',
    '](',
    ')',
    '(',
    '<',
    '>',
    '&',
    '|',
  ],
  ...[
    '> ',
    '>> ',
    '- ',
    '* ',
    '+ ',
    '1. ',
    '2) ',
    '# ',
    '## ',
    '#',
    '---\n',
    '===\n',
    '-',
    '=',
    ':',
    '|-|',
    '|a',
    '\n|-\n',
  ],
  ...[
    'a',
    'a b',
    'A.',
    '.',
    ',',
    ';',
    '@',
    '%',
    '+',
    '/',
    '?',
    '=',
    '"',
    "'",
    ' ',
    '  ',
    '    ',
    '\t',
    '\n',
    '\n\n',
    '  \n',
  ],
  ...[
    '[a](b)',
    '[a][b]',
    '[a]',
    '![a](b)',
    '[a]: b\n',
    "[a]: b '",
    '[a]: b (',
    '[^1]',
    '[^1]: n\n',
    '[^',
    '<a ',
    '<a>',
    '</a>',
  ],
  ...[
    '<b>',
    '</b>',
    '<i>',
    '<p>',
    '</p>',
    '<div>',
    '</div>',
    '<table>',
    '<tr>',
    '<td>',
    '<ul>',
    '<li>',
    '<dl>',
    '<dt>',
  ],
  ...[
    '<details>',
    '<summary>',
    '<ruby>',
    '<rt>',
    '<blockquote>',
    '<pre>',
    '<img src=x>',
    '<!--',
    '-->',
    '<?',
    '?>',
    '<![CDATA[',
  ],
  ...[
    '<script>',
    '</script>',
    '<style>',
    '<svg>',
    '<textarea>',
    '<title>',
    '<option>',
    '<b title="',
    '" onclick="x',
    " a='",
  ],
  ...[
    'http://',
    'https://a.example/',
    'www.',
    'a@b.example',
    'mailto:',
    'javascript:',
    'data:',
    '&#',
    '&#x',
    '&amp;',
    '&a;',
  ],
  ...[
    '- [ ] P1: a by 2026-12-01\n',
    '- [x] P1: a\n',
    '- [-] P2: a\n',
    '- For: a\n',
    '- Read: b\n',
    '> [!NOTE]\n> a\n',
    'by the end of ',
  ],
  ...[
    '```status\n',
    'began: 02:39\n',
    'pc-mail: major outage\n',
    'major outage from 02:39, ',
    'lost: a\n',
    'next: 1',
    'corrects: 2',
  ],
  ...[
    '## 2026-11-11 13:20 +09:00 Update\n',
    '## 2026-11-11 13:21 +09:00 Resolved\n',
    '## 2026-11-11 13:20\n',
    '2026-11-11 ',
    '2026-',
  ],
  ...[
    '---\n',
    'title: a\n',
    'kind: maintenance\n',
    'name: ',
    'components:\n',
    ' - { id: a, name: b }\n',
    '&a ',
    '*a',
    '!!js ',
    '? ',
    '<<: ',
  ],
  ...[
    '__proto__: 1\n',
    'constructor: 1\n',
    '{a: ',
    '[a, ',
    '"\\x01"',
    'password: ',
    'eyJ',
    'AKIA',
    '[fill in: ',
    '[記入: ',
    '<<<<<<< ',
  ],
  ...[
    '日本',
    'は**「',
    '」**を',
    '語*',
    '。',
    'まで',
    '追って',
    '\u3000',
    '\u200b',
    '\u202e',
    '\u2028',
    '\u0000',
    '\ud800',
    '\ufeff',
    '📮',
    'é',
  ],
];

const piece = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...PIECES) },
  { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: 'binary' }) },
);

/** Some pieces one after the other: a file that went wrong. */
const mixed = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));

/** A few pieces over and over: what makes a reader go through a text again and again. */
export function repeated(most: number): fc.Arbitrary<string> {
  const around = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''));
  const unit = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('') || 'a');
  return fc
    .tuple(around, unit, around, fc.constantFrom(most / 16, most / 4, most))
    .map(
      ([before, one, after, size]) => before + one.repeat(Math.max(1, Math.floor(size / one.length))) + after,
    );
}

/** A hostile text of at most about `most` characters. */
export function hostileText(most: number): fc.Arbitrary<string> {
  return fc.oneof(mixed, repeated(most));
}

/** JSON of some depth whose keys and texts are hostile. */
export function hostileJson(keys: readonly string[]): fc.Arbitrary<unknown> {
  const key = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...keys) },
    fc.constantFrom('__proto__', 'constructor', ''),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.oneof(
        mixed,
        fc.constantFrom('2026-11-11T04:20:00Z', '9999-99-99', 'resolved', 'scheduled'),
        fc.double(),
        fc.constant(null),
      ),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('value')), { maxLength: 8 }).map((pairs) => Object.fromEntries(pairs)),
    ),
  }));
  return value;
}

import { expect, it } from 'vitest';
import { children, readXml, textOfChild } from './setup/strict-xml.ts';

const xml = (body: string) => `<?xml version="1.0" encoding="utf-8"?>\n${body}\n`;

it('the reader that the tests stand on reads what is well-formed', () => {
  const root = readXml(
    xml('<a xmlns:x="y"><b c="&lt;d&quot;">e &amp;amp; <![CDATA[f ]]]]><![CDATA[> <g>]]></b><x:h/></a>'),
  );
  expect(textOfChild(root, 'b')).toBe('e &amp; f ]]> <g>');
  expect(children(root, 'b')[0]?.attributes.get('c')).toBe('<d"');
});

it.each([
  ['a control character', '<a>\u001b</a>'],
  ['half a surrogate pair', '<a>\ud800</a>'],
  ['a noncharacter', '<a>\uffff</a>'],
  ['a bare ampersand', '<a>R&D</a>'],
  ['an unknown reference', '<a>&nbsp;</a>'],
  ['a reference without its end', '<a>&amp</a>'],
  ['a bare less-than', '<a>1 < 2</a>'],
  ['a less-than in an attribute', '<a b="<"/>'],
  ['an attribute twice', '<a b="1" b="2"/>'],
  ['the end of a CDATA section in text', '<a>]]></a>'],
  ['a CDATA section that ends early', '<a><![CDATA[b ]]> c ]]></a>'],
  ['an end of another element', '<a><b></a></b>'],
  ['an open element', '<a>'],
  ['two roots', '<a/><b/>'],
  ['text beside the root', '<a/>b'],
  ['a prefix that nobody declared', '<dc:a/>'],
])('it refuses %s', (_, body) => {
  expect(() => readXml(xml(body))).toThrow();
});

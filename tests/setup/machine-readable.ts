import { Script } from 'node:vm';
import ICAL from 'ical.js';
import { parse } from 'parse5';
import { elementsOf, scriptsOf } from './pages.ts';
import { readXml } from './strict-xml.ts';

/** Throws unless a program can read the file for what its name says that it is. */
export function readAsNamed(path: string, body: string): void {
  const [, ending = ''] = /\.(\w+)$/.exec(path) ?? [];
  const read = READ[ending];
  if (!read) return;
  try {
    read(body);
  } catch (error) {
    throw new Error(`${path}: ${String(error)}`, { cause: error });
  }
}

/** An image needs none. */
const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';

const READ: Readonly<Record<string, (body: string) => void>> = {
  json: (body) => JSON.parse(body),
  jsonl: (body) => {
    for (const line of body.trim().split('\n')) JSON.parse(line);
  },
  svg: (body) => readXml(body.startsWith('<?xml') ? body : DECLARATION + body),
  xml: readXml,
  rss: readXml,
  atom: readXml,
  ics: (body) => {
    if (!/^(?:[^\r\n]*\r\n)+$/.test(body)) throw new Error('A line does not end in CR and LF.');
    const calendar = new ICAL.Component(ICAL.parse(body));
    for (const event of calendar.getAllSubcomponents('vevent')) new ICAL.Event(event).endDate.toJSDate();
  },
  js: (body) => new Script(body),
  html: (body) => {
    for (const script of scriptsOf({ elements: elementsOf(parse(body)) })) new Script(script);
  },
};

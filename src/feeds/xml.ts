import { escapeHtml } from '../markdown/legible.ts';
import type { Instant } from '../model/instant.ts';

/*
 * What `feed` 6.0.0 leaves to its callers. All text that comes here is legible (src/markdown/legible.ts): free of
 * characters outside XML 1.0's Char, and of noncharacters. So two noncharacters can stand for markup that `feed` would
 * escape or break, until the XML is written.
 */
const LESS_THAN = '\uFFFF';
const CDATA_SEAM = '\uFFFE';

/**
 * Named for every feed, and taken out again by `finishXml`: without one `feed` deletes a property of what it writes, and
 * each feed then makes V8 throw away what it compiled of the writer (measured: five times the time).
 */
export const NO_STYLESHEET = 'none';

/** Text for an element. `feed`'s writer takes `&amp;` in it for an escape and undoes that first. */
export function elementText(text: string): string {
  return text.replaceAll('&', '&amp;');
}

/** Text for an attribute, in which `feed` escapes `&` and `"` and leaves `<`, which XML forbids there. */
export function attributeText(text: string): string {
  return text.replaceAll('<', LESS_THAN);
}

/** Text for a CDATA section, of which `feed` mends the first `]]>` alone. */
export function cdataText(text: string): string {
  return text.replaceAll(']]>', `]]${CDATA_SEAM}>`);
}

/** Puts the markup in that the text held places for, takes the stylesheet out, and ends the file with a line end. */
export function finishXml(xml: string): string {
  const text = xml.replace(/<\?xml-stylesheet [^>]*>/, '');
  return `${text.replaceAll(LESS_THAN, '&lt;').replaceAll(CDATA_SEAM, ']]><![CDATA[')}\n`;
}

/** Names each hub beside the feed's own address, by links of the element `name`; `feed` knows of one hub. */
export function withHubs(xml: string, name: string, hubs: readonly string[]): string {
  const links = hubs.map((hub) => `<${name} rel="hub" href="${escapeHtml(hub)}"/>`);
  return xml.replace(new RegExp(`( *)<${name} [^>]*rel="self"`), (self, indent: string) =>
    [...links.map((link) => indent + link), self].join('\n'),
  );
}

/** A date for `feed`, which writes "Invalid Date" and the time of the build where it is given none. */
export function dateOf(at: Instant): Date {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) throw new Error(`A feed was given ${at} for a time.`);
  return date;
}

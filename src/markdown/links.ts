import { judgeAddress } from './address.ts';
import { afterErrata } from './marks.ts';
import { type Attributes, type Element, element, mapElements, type Node } from './tree.ts';

/** Where a relative link or image leads. */
export interface Target {
  readonly href: string;
  readonly width?: number;
  readonly height?: number;
  /** Set when the file was redacted: its tombstone's words stand in the link's place. */
  readonly gone?: string;
}

/** Finds the target of a relative address, as it is written; undefined leaves the words without a link. */
export type Resolve = (href: string) => Target | undefined;

/**
 * Leads every link and image to its target. A page fetches nothing from another host: a remote image becomes a link
 * to it, with its alternative words.
 */
export function lead(nodes: readonly Node[], resolve: Resolve): readonly Node[] {
  return mapElements(nodes, (one) => {
    if (one.name === 'a') return leadLink(one, resolve);
    return one.name === 'img' ? leadImage(one, resolve) : [one];
  });
}

function leadLink(link: Element, resolve: Resolve): readonly Node[] {
  const { href = '', ...attributes } = link.attributes;
  const address = judgeAddress(href);
  if (address === undefined) return link.children;
  const title = titled(attributes);
  switch (address.kind) {
    case 'remote':
      return [element('a', { ...title, href: address.href, rel: 'noreferrer' }, link.children)];
    case 'contact':
    case 'fragment':
      return [element('a', { ...title, href: address.href }, link.children)];
    case 'relative': {
      const target = resolve(address.href);
      if (target === undefined) return link.children;
      if (target.gone !== undefined) return [tombstone(target.gone)];
      return [element('a', { ...title, href: target.href }, link.children)];
    }
  }
}

function leadImage(image: Element, resolve: Resolve): readonly Node[] {
  const { src = '', alt: written = '', ...attributes } = image.attributes;
  const alt = afterErrata(written);
  const address = judgeAddress(src);
  if (address?.kind === 'remote') {
    return [
      element('a', { href: address.href, rel: 'noreferrer' }, [alt.trim() === '' ? address.href : alt]),
    ];
  }
  const target = address?.kind === 'relative' ? resolve(address.href) : undefined;
  if (target === undefined) return [alt];
  if (target.gone !== undefined) return [tombstone(target.gone)];
  const { href, width, height } = target;
  return [
    element('img', {
      src: href,
      alt,
      ...titled(attributes),
      ...(width === undefined ? {} : { width: String(width) }),
      ...(height === undefined ? {} : { height: String(height) }),
      loading: 'lazy',
      decoding: 'async',
    }),
  ];
}

function tombstone(words: string): Element {
  return element('span', { class: 'gone' }, [words]);
}

function titled(attributes: Attributes): Attributes {
  const { title, ...others } = attributes;
  return title === undefined || title.trim() === '' ? others : { ...others, title: afterErrata(title) };
}

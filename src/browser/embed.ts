/**
 * Stands on another site, and shows a banner there while something is wrong with the service: by text alone, in a closed
 * shadow root, so that neither page can change the other. It sets no cookie, stores nothing and asks only for
 * `embed.json` beside itself. Styles go through the CSSOM, which a strict Content-Security-Policy lets in.
 */
const EVERY = 5 * 60_000;

const STYLE =
  'div{display:flex;flex-wrap:wrap;gap:.25em 1em;padding:.75em 1em;border-block-start:3px solid;' +
  'font:1rem/1.5 system-ui,sans-serif;color:CanvasText;background:Canvas}' +
  'div[data-tone=major]{color:Canvas;background:CanvasText}a{color:inherit}' +
  '@media print{div{display:none}}';

interface Said {
  readonly wrong: boolean;
  readonly tone: string;
  readonly lang: string;
  readonly headline: string;
  readonly incident: string;
  readonly link: string;
}

const own = document.currentScript;
if (own instanceof HTMLScriptElement) begin(own.src);

function begin(address: string): void {
  const host = document.createElement('tsuiki-banner');
  const root = host.attachShadow({ mode: 'closed' });
  host.style.cssText = 'all:initial;display:block;color-scheme:inherit';
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  let shown = '';
  const look = async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(new URL('embed.json', address), { credentials: 'omit', cache: 'no-cache' });
      if (!answer.ok) return;
      const said: Said = await answer.json();
      if (said.wrong) show(said);
      else host.remove();
    } catch {}
  };
  const show = ({ tone, lang, headline, incident, link }: Said) => {
    const said = JSON.stringify([tone, headline, incident, link]);
    if (host.isConnected && said === shown) return;
    shown = said;
    const box = document.createElement('div');
    box.lang = lang;
    box.dataset.tone = tone;
    box.setAttribute('role', 'status');
    for (const [name, words] of Object.entries({ strong: headline, span: incident, a: link })) {
      const part = document.createElement(name);
      part.textContent = words;
      if (part instanceof HTMLAnchorElement) part.href = new URL('.', address).href;
      if (words) box.append(part);
    }
    root.replaceChildren(box);
    if (!host.isConnected) document.body.prepend(host);
  };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', look);
  else look();
  setInterval(look, EVERY);
  document.addEventListener('visibilitychange', look);
}

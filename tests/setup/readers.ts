import { execFile } from 'node:child_process';
import { accessSync, constants, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import FeedParser from 'feedparser';
import Parser from 'rss-parser';

const run = promisify(execFile);

/** A feed reader that somebody uses, with a memory of what it has seen. */
export interface Reader {
  readonly name: string;
  /** Lets it ask once more, and gives how many items it has shown its owner by now. */
  readonly poll: () => Promise<number>;
}

type Begin = (url: string, home: string) => Reader['poll'];

/** Keeps ids, as a program that stands on a parser would. */
function remembering(read: (url: string) => Promise<readonly string[]>): Begin {
  return (url) => {
    const seen = new Set<string>();
    return async () => {
      for (const id of await read(url)) seen.add(id);
      return seen.size;
    };
  };
}

const rssParser = remembering(async (url) => {
  const { items } = await new Parser().parseURL(url);
  return items.map((item) => item.guid ?? (item as { id?: string }).id ?? '');
});

const feedParser = remembering(async (url) => {
  const answer = await fetch(url);
  const parser = new FeedParser({ feedurl: url });
  const ids: string[] = [];
  parser.on('readable', () => {
    for (let item = parser.read(); item; item = parser.read()) ids.push(item.guid);
  });
  const end = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
  });
  Readable.from([Buffer.from(await answer.arrayBuffer())]).pipe(parser);
  await end;
  return ids;
});

const newsboat: Begin = (url, home) => {
  writeFileSync(join(home, 'urls'), `${url}\n`);
  writeFileSync(join(home, 'config'), 'use-proxy no\n');
  const files = ['-C', join(home, 'config'), '-u', join(home, 'urls'), '-c', join(home, 'cache.db')];
  return async () => {
    const { stdout } = await run('newsboat', [...files, '-x', 'reload', 'print-unread'], {
      env: { ...process.env, HOME: home },
    });
    return Number.parseInt(stdout, 10);
  };
};

const sfeed: Begin = (url, home) => {
  const config = join(home, 'sfeedrc');
  writeFileSync(config, `sfeedpath="${home}/feeds"\nfeeds() {\n\tfeed "tayori" "${url}"\n}\n`);
  return async () => {
    await run('sfeed_update', [config], { env: { ...process.env, HOME: home, no_proxy: '127.0.0.1' } });
    return readFileSync(join(home, 'feeds/tayori'), 'utf8').trim().split('\n').length;
  };
};

const rss2email: Begin = (url, home) => {
  const config = join(home, 'config');
  const files = ['-c', config, '-d', join(home, 'data.json')];
  const env = { ...process.env, HOME: home, no_proxy: '127.0.0.1' };
  const mails = join(home, 'mail/inbox/new');
  let isNew = true;
  return async () => {
    if (isNew) {
      for (const folder of ['new', 'cur', 'tmp'])
        mkdirSync(join(home, 'mail/inbox', folder), { recursive: true });
      await run('r2e', [...files, 'new', 'reader@example.com'], { env });
      const text = readFileSync(config, 'utf8');
      const asked = {
        'email-protocol': 'maildir',
        'maildir-path': join(home, 'mail'),
        'maildir-mailbox': 'inbox',
      };
      writeFileSync(
        config,
        Object.entries(asked).reduce(
          (all, [key, value]) => all.replace(new RegExp(`^${key} = .*$`, 'm'), `${key} = ${value}`),
          text,
        ),
      );
      await run('r2e', [...files, 'add', 'tayori', url], { env });
      isNew = false;
    }
    await run('r2e', [...files, 'run'], { env });
    return readdirSync(mails).length;
  };
};

/** The program that each is, where it is one that must be installed. */
const READERS: readonly { readonly name: string; readonly program?: string; readonly begin: Begin }[] = [
  { name: 'rss-parser', begin: rssParser },
  { name: 'feedparser', begin: feedParser },
  { name: 'newsboat', program: 'newsboat', begin: newsboat },
  { name: 'sfeed', program: 'sfeed_update', begin: sfeed },
  { name: 'rss2email', program: 'r2e', begin: rss2email },
];

/** The readers of npm, and those of Debian's that this machine has; each with a folder of its own below `home`. */
export function beginReaders(url: string, home: string): readonly Reader[] {
  return READERS.filter(({ program }) => program === undefined || isInstalled(program)).map(
    ({ name, begin }) => {
      const own = join(home, name);
      mkdirSync(own, { recursive: true });
      return { name, poll: begin(url, own) };
    },
  );
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

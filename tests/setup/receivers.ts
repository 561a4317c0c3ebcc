import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';

/** What a receiver does with a request, once. */
export type Act =
  /** Takes it in and answers so. */
  | 'takes'
  /** Takes it in, and the line is cut before it can answer. */
  | 'takes and falls silent'
  /** Takes nothing in and never answers. */
  | 'hangs'
  | { readonly answers: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface Delivered {
  /** The path, and what is asked behind it. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A program that receives webhooks: it does what its script says, then takes everything. */
export class Receiver {
  /** What it took in, in order; what its headers name as known already, it takes once. */
  readonly taken: Delivered[] = [];
  /** How often it was asked. */
  asked = 0;
  /** What came that it knew already. */
  repeats = 0;
  /** Called when a request is here whole, before it is answered. */
  onRequest: (() => void) | undefined;
  #script: Act[];
  readonly #server: Server;

  constructor(script: readonly Act[] = []) {
    this.#script = [...script];
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.asked += 1;
        const act = this.#script.shift() ?? 'takes';
        const delivered = {
          url: request.url ?? '',
          headers: request.headers,
          body: Buffer.concat(chunks).toString(),
        };
        if (act === 'takes' || act === 'takes and falls silent') this.#take(delivered);
        this.onRequest?.();
        if (act === 'hangs') return;
        if (act === 'takes and falls silent') request.socket.destroy();
        else if (act === 'takes') response.writeHead(200).end('ok');
        else response.writeHead(act.answers, act.headers).end(act.body);
      });
    });
  }

  #take(delivered: Delivered): void {
    const key = delivered.headers['webhook-id'];
    const isKnown = key !== undefined && this.taken.some(({ headers }) => headers['webhook-id'] === key);
    if (isKnown) this.repeats += 1;
    else this.taken.push(delivered);
  }

  /** What it does next. */
  will(...script: readonly Act[]): void {
    this.#script = [...script];
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** What a mail server does with a mail, once. */
export type MailAct =
  | 'takes'
  | 'takes and falls silent'
  | { readonly refuses: number; readonly at: 'recipient' | 'data' };

/** A real SMTP server. */
export class MailServer {
  readonly taken: Email[] = [];
  asked = 0;
  #script: MailAct[];
  readonly #server: SMTPServer;

  constructor(script: readonly MailAct[] = []) {
    this.#script = [...script];
    const refusal = (code: number) => Object.assign(new Error('Not now'), { responseCode: code });
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onRcptTo: (_address, _session, done) => {
        this.asked += 1;
        const [act] = this.#script;
        if (typeof act !== 'object' || act.at !== 'recipient') return done();
        this.#script.shift();
        done(refusal(act.refuses));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', async () => {
          const act = this.#script.shift() ?? 'takes';
          if (typeof act === 'object') return done(refusal(act.refuses));
          this.taken.push(await PostalMime.parse(Buffer.concat(chunks)));
          if (act === 'takes') return done();
          for (const connection of this.#connections()) {
            if (connection.id === session.id) connection._socket.destroy();
          }
        });
      },
    });
    this.#server.on('error', () => undefined);
  }

  /** What it does next. */
  will(...script: readonly MailAct[]): void {
    this.#script = [...script];
  }

  #connections(): Iterable<{ readonly id: string; readonly _socket: { readonly destroy: () => void } }> {
    return this.#server.connections as unknown as Set<{
      readonly id: string;
      readonly _socket: { readonly destroy: () => void };
    }>;
  }

  async listen(): Promise<string> {
    const listening = this.#server.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }
}

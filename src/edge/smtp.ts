import { createTransport } from 'nodemailer';
import type { Mail } from '../announce/mail.ts';
import type { MailAnswer } from '../announce/verdict.ts';

/** Hands a mail to the server at an address such as `smtps://user:password@mail.example.com`. Never throws. */
export async function sendMail(server: URL, mail: Mail, timeoutMs: number): Promise<MailAnswer> {
  const user = decodeURIComponent(server.username);
  const isSecure = server.protocol === 'smtps:';
  const transport = createTransport({
    host: server.hostname,
    port: server.port === '' ? (isSecure ? 465 : 587) : Number(server.port),
    secure: isSecure,
    // A password never goes over an open line.
    requireTLS: user !== '' && !isSecure,
    ...(user === '' ? {} : { auth: { user, pass: decodeURIComponent(server.password) } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      ...mail,
      date: new Date(mail.date),
      references: [...(mail.references ?? [])],
      headers: { ...mail.headers },
    });
    return { response };
  } catch (error) {
    const { message, code, command, responseCode } = error as Record<string, unknown>;
    return {
      message: String(message).replace(/\s+/g, ' '),
      code: String(code ?? ''),
      command: String(command ?? ''),
      ...(typeof responseCode === 'number' ? { responseCode } : {}),
    };
  } finally {
    transport.close();
  }
}

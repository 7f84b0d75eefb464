/** Answers requests for an own scheme: `protocol.handle` on current Electron, `registerBufferProtocol` before 25. */
import { protocol, type Session } from 'electron';

export interface SchemeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export type SchemeHandler = (url: URL) => Promise<SchemeAnswer>;

/** Gives the scheme the rights of https. Call it before the app is ready. */
export function registerStandardScheme(scheme: string): void {
  const privileges = { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true };
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
}

/** Has `handler` answer every request for `scheme` in the session. The handler must not reject. */
export function handleScheme(session: Session, scheme: string, handler: SchemeHandler): void {
  const schemes: Partial<Electron.Protocol> & Pick<Electron.Protocol, 'registerBufferProtocol'> = session.protocol;
  if (schemes.handle) {
    schemes.handle(scheme, async ({ url }) => {
      const { status, headers, body } = await handler(new URL(url));
      return new Response(Buffer.from(body), { status, headers });
    });
    return;
  }
  schemes.registerBufferProtocol(scheme, ({ url }, callback) => {
    void handler(new URL(url)).then(({ status, headers, body }) => {
      const mimeType = headers['content-type'] ?? 'application/octet-stream';
      callback({ statusCode: status, mimeType, headers: { ...headers }, data: Buffer.from(body) });
    });
  });
}

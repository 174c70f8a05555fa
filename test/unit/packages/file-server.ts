/** A real HTTP server on this machine that serves bytes from memory, whole or by range, and can cut connections. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface FileServer {
  /** `http://127.0.0.1:PORT` */
  address: () => string;
  files: Map<string, Buffer>;
  /** The `range` header of every request so far, undefined where there was none. */
  ranges: (string | undefined)[];
  /** For each coming request, after how many bytes the connection is cut; when it is empty nothing is cut. */
  cuts: number[];
  /** The user agents that are served, the others are forbidden; undefined serves all. */
  only: RegExp | undefined;
}

/** Call it inside `describe`: the server lives as long as each test. */
export function useFileServer(): FileServer {
  const server: FileServer & { http: Server | undefined } = {
    http: undefined,
    files: new Map(),
    ranges: [],
    cuts: [],
    only: undefined,
    address: () => {
      const address = server.http?.address() as AddressInfo;
      return `http://127.0.0.1:${address.port}`;
    },
  };
  beforeEach(async () => {
    Object.assign(server, { files: new Map(), ranges: [], cuts: [], only: undefined });
    server.http = createFileServer(server);
    await new Promise<void>((resolve) => server.http?.listen(0, "127.0.0.1", resolve));
  });
  afterEach(async () => {
    server.http?.closeAllConnections();
    await new Promise((resolve) => server.http?.close(resolve));
  });
  return server;
}

function createFileServer(server: FileServer): Server {
  return createServer((request, response) => {
    const { range, "user-agent": agent = "" } = request.headers;
    server.ranges.push(range);
    if (server.only?.test(agent) === false) {
      response.writeHead(403).end();
      return;
    }
    const file = server.files.get(decodeURIComponent(request.url ?? ""));
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    if (start > 0 && start >= file.length) {
      response.writeHead(416).end();
      return;
    }
    const rest = file.subarray(start);
    const type = file.subarray(0, 1).toString() === "<" ? "text/html" : "application/octet-stream";
    response.writeHead(start > 0 ? 206 : 200, { "content-length": rest.length, "content-type": type });
    const cut = server.cuts.shift();
    if (cut === undefined) response.end(rest);
    else response.write(rest.subarray(0, cut), () => response.destroy());
  });
}

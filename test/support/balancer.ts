import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A load balancer without memory: each connection goes to the next server that takes it. */
export class Balancer {
  private readonly sockets = new Set<Socket>();
  private turn = 0;
  /** Ports on this machine. */
  targets: number[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Balancer> {
    const server = createServer();
    const balancer = new Balancer(server);
    server.on('connection', (client) => balancer.forward(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return balancer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private forward(client: Socket): void {
    this.keep(client);
    client.pause();
    this.turn += 1;
    this.tryNext(client, this.turn, this.targets.length);
  }

  private tryNext(client: Socket, turn: number, attempts: number): void {
    const port = this.targets[turn % this.targets.length];
    if (attempts === 0 || port === undefined) return void client.destroy();
    const server = connect(port, '127.0.0.1');
    const refused = (): void => this.tryNext(client, turn + 1, attempts - 1);
    server.once('error', refused);
    server.once('connect', () => {
      server.off('error', refused);
      this.keep(server);
      client.pipe(server);
      server.pipe(client);
      client.once('close', () => server.destroy());
      server.once('close', () => client.destroy());
    });
  }

  private keep(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.sockets.delete(socket));
  }
}

/** Tells the harness, in one line, that the server listens. */
export function ready(port: number): void {
  process.stdout.write(`${JSON.stringify({ ready: true, port })}\n`);
}

import { parseOptions, USAGE, type DemoOptions } from './demo/options.js';
import { play } from './demo/play.js';
import { Refusal, Server } from './demo/server.js';
import { screenOf } from './demo/terminal.js';

/** Shows what the server does: five people talk, and the terminal shows what each of them sees live. */
async function main(): Promise<number> {
  let options: DemoOptions;
  try {
    options = parseOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const server = new Server(options.url);
  if (!(await server.isReady())) {
    process.stderr.write(
      `\n  Nobody answers at ${options.url}.\n\n` +
        '  Start the server in another terminal and leave it running:   npm start\n' +
        '  Then come back here:                                         npm run demo\n' +
        '  It runs somewhere else?                                      npm run demo -- --url http://host:port\n\n',
    );
    return 2;
  }
  try {
    return (await play(server, screenOf(process.stdout, process.env), options)) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'RATE_LIMITED') {
      process.stderr.write(`\n  ✗ The demo could not go on: ${(error as Error).stack}\n\n`);
      return 1;
    }
    process.stderr.write(
      `\n  This address has made many accounts of late, and the server wants a pause of ${Math.ceil((error.retryAfterSeconds ?? 60) / 60)} min.\n` +
        '  For trying things out over and over, start it with RATE_LIMITS=off npm start\n\n',
    );
    return 1;
  }
}

process.exit(await main());

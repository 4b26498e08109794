// Every check that needs no test run. All of them run, also after a failure; each failure is printed whole.
import { spawn } from 'node:child_process';
import { root } from './source-stamp.mjs';

/** The steps of a lane run one after the other, the lanes side by side: one for each of two cores. */
const lanes = [
  [
    ['typecheck', 'types'],
    ['format:check', 'format'],
    ['deps', 'who imports whom'],
    ['client:check', 'documents of the client kit are up to date'],
  ],
  [
    ['build:server', 'build'],
    ['schema:check', 'schema.gql is up to date', 'build:server'],
    ['db:drift:all', 'migrations make what the entities say', 'build:server'],
    ['lint', 'lint'],
  ],
];

const failed = new Set();
await Promise.all(lanes.map(runLane));
if (failed.size > 0) {
  process.stdout.write(`\n${failed.size} of the checks failed: ${[...failed].join(', ')}\n`);
  process.exit(1);
}

async function runLane(steps) {
  for (const [script, title, prerequisite] of steps) {
    if (prerequisite && failed.has(prerequisite)) {
      report(script, `✗ ${title} – not looked at, ${prerequisite} failed`);
      continue;
    }
    const startedAt = performance.now();
    const { code, output } = await run(script);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    if (code === 0) {
      const notes = output.split('\n').filter((line) => line.startsWith('NOT RUN'));
      process.stdout.write([`✓ ${title} (${seconds} s)`, ...notes].join('\n') + '\n');
    } else {
      report(script, `✗ ${title} (${seconds} s) – npm run ${script}\n\n${output.trim()}\n`);
    }
  }
}

function report(script, text) {
  failed.add(script);
  process.stdout.write(`${text}\n`);
}

function run(script) {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}

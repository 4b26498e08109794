// Starts the server, and builds it first where it is not built from the present sources.
import { ensureBuilt } from './ensure-built.mjs';
import { outputOf } from './source-stamp.mjs';

ensureBuilt('app', 'playground', 'server');
if (process.env.npm_lifecycle_event) stopWithNpm();
process.argv[1] = outputOf('server');
// In this process, so that the signals that a supervisor or a terminal sends reach the server itself.
await import(outputOf('server'));

/** npm passes SIGTERM to the shell between us, which dies of it and tells nobody: we would keep the port for ever. */
function stopWithNpm() {
  const shell = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}

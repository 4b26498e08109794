import { ConfigError } from './common/config/config.js';
import { configFromEnvironment } from './common/config/environment.js';
import { StartError } from './common/errors/start-error.js';
import { boundHeapGrowth } from './common/server/heap-growth.js';

async function main(): Promise<void> {
  boundHeapGrowth();
  const config = configFromEnvironment();
  // Only now: faults of the configuration are told at once, not after everything has been loaded.
  const [{ createApplication }, { announce }, { listen }, { shutDown }] = await Promise.all([
    import('./application.js'),
    import('./common/server/announce.js'),
    import('./common/server/listen.js'),
    import('./common/server/shutdown.js'),
  ]);
  const app = await createApplication(config);
  const end = (): void => {
    void shutDown(app).finally(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  await listen(app);
  await announce(app);
}

main().catch((error: unknown) => {
  const isForOperator = error instanceof ConfigError || error instanceof StartError;
  process.stderr.write(`${isForOperator ? error.message : String((error as Error)?.stack ?? error)}\n`);
  process.exit(1);
});

import { DataSource } from 'typeorm';
import { configFromEnvironment } from './src/common/config/environment.js';
import { dataSourceOptions } from './src/common/database/data-source-options.js';
import { suitedToServer } from './src/common/database/server-kind.js';
import { entities } from './src/entities.js';
import { migrations } from './src/migrations/migrations.js';

const options = dataSourceOptions(configFromEnvironment(), { entities, migrations }, 'maintain');

/** The data source for TypeORM's command line: `npx typeorm <command> -d dist/ormconfig.js` after `npm run build`. */
export default new DataSource({
  ...(await suitedToServer(options)),
  // The command line tells what it finds and does by this; the server's own is silent about it.
  logger: 'simple-console',
});

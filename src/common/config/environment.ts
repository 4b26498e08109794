import { existsSync } from 'node:fs';
import { parseConfig, type Config } from './config.js';

/** The only reader of `process.env`. A `.env` file in the working directory fills in what is not set. */
export function configFromEnvironment(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseConfig(process.env);
}

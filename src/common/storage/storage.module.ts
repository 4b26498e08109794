import { join } from 'node:path';
import { Global, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { JwtSecret } from '../auth/jwt-secret.js';
import { JwtSecretModule } from '../auth/jwt-secret.module.js';
import { Config } from '../config/config.js';
import { Clock } from '../time/clock.js';
import { LocalObjectStorage } from './local-object-storage.js';
import { ObjectStorage } from './object-storage.js';
import { S3ObjectStorage } from './s3-object-storage.js';
import { parseStorageUrl } from './storage-url.js';

/** The storage that STORAGE_URL names: S3, or else a folder in DATA_DIR. */
export function objectStorageOf(config: Config, secret: JwtSecret, clock: Clock): ObjectStorage {
  const { STORAGE_URL } = config.settings;
  if (STORAGE_URL === undefined)
    return new LocalObjectStorage({
      rootDir: join(config.dataDir, 'files'),
      publicUrl: config.publicUrl,
      signingSecret: secret.derive('attachment capabilities').toString('base64url'),
      clock,
    });
  const target = parseStorageUrl(STORAGE_URL);
  if (!target) throw new Error('STORAGE_URL passed the validation of settings but is none');
  return new S3ObjectStorage({ ...target, clock });
}

@Injectable()
class StorageLifetime implements OnApplicationShutdown {
  constructor(private readonly storage: ObjectStorage) {}

  async onApplicationShutdown(): Promise<void> {
    await this.storage.close();
  }
}

/** Provides the one object storage to everybody, and closes it. */
@Global()
@Module({
  imports: [JwtSecretModule],
  providers: [
    { provide: ObjectStorage, inject: [Config, JwtSecret, Clock], useFactory: objectStorageOf },
    StorageLifetime,
  ],
  exports: [ObjectStorage],
})
export class StorageModule {}

import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { newId } from '../ids/ids.js';

const NAME = 'epoch';

/**
 * Names the history that cursors refer to. A database restored from a backup has another future than the one clients
 * have seen, so the operator renews the epoch (`npm run db:renew-epoch`) and every cursor of before says Reset.
 */
@Injectable()
export class Epoch {
  private known: Promise<string> | null = null;

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  current(): Promise<string> {
    this.known ??= this.read().catch((error: unknown) => {
      this.known = null;
      throw error;
    });
    return this.known;
  }

  async renew(): Promise<string> {
    const epoch = newEpoch();
    await this.unitOfWork.run((tx) =>
      tx.execute(tx.dialect.upsert('meta', ['name', 'value'], ['name'], ['value']), [NAME, epoch]),
    );
    this.known = null;
    return epoch;
  }

  private async read(): Promise<string> {
    const found = await this.lookUp();
    if (found) return found;
    await this.unitOfWork.run((tx) =>
      tx.execute(tx.dialect.insertIgnore('meta', ['name', 'value'], 1), [NAME, newEpoch()]),
    );
    const made = await this.lookUp();
    if (!made) throw new Error('the epoch could not be stored');
    return made;
  }

  private async lookUp(): Promise<string | null> {
    const [row] = await this.database.query<{ value: string }>('SELECT value FROM meta WHERE name = ?', [NAME]);
    return row?.value ?? null;
  }
}

const newEpoch = (): string => newId().replaceAll('-', '').slice(-12);

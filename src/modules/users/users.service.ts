import { Injectable } from '@nestjs/common';
import type DataLoader from 'dataloader';
import { notFound } from '../../common/errors/app-error.js';
import type { GraphqlContext } from '../../common/graphql/graphql-context.js';
import { isId } from '../../common/ids/ids.js';
import type { Sql } from '../../common/database/sql.js';
import type { UserEntity } from './entities/user.entity.js';
import { identifierColumn } from './users.policy.js';
import { UsersRepository } from './users.repository.js';

/** Who there is: what every other module asks about people. Reading only; see ProfilesService for changes. */
@Injectable()
export class UsersService {
  constructor(private readonly users: UsersRepository) {}

  /** Users by id, tombstones of deleted ones among them; ids of nobody are missing. Pass `tx` to read inside one. */
  loadMany(ids: readonly string[], sql?: Sql): Promise<Map<string, UserEntity>> {
    return this.users.byIds(ids.filter(isId), sql);
  }

  /** The DataLoader of users by id for one operation; fields that show a person resolve through it. */
  loader(context: GraphqlContext): DataLoader<string, UserEntity | null> {
    const loader = context.loaders.lasting.get<string, UserEntity>('users.byId', async (ids) => {
      const people = await this.loadMany(ids).catch((error: unknown) => {
        // What failed now may succeed for the next event of a replay.
        for (const id of ids) loader.clear(id);
        throw error;
      });
      for (const id of ids) knownPeople(context).set(id, people.get(id) ?? null);
      return people;
    });
    return loader;
  }

  /** A person for a field to show: at once where the operation has read them already, else through its loader. */
  person(id: string, context: GraphqlContext): Promise<UserEntity | null> | UserEntity | null {
    const known = knownPeople(context).get(id);
    return known === undefined ? this.loader(context).load(id) : known;
  }

  /** Reads people for whom fields of the operation are about to ask, so that a page of fifty waits once and not fifty times. */
  async anticipate(ids: Iterable<string>, context: GraphqlContext): Promise<void> {
    const known = knownPeople(context);
    const missing = [...new Set(ids)].filter((id) => !known.has(id));
    await this.loader(context).loadMany(missing);
  }

  /** The user of this id, or null when there is none or it was deleted. */
  async findById(id: string, sql?: Sql): Promise<UserEntity | null> {
    return isId(id) ? this.users.byColumn({ column: 'id', value: id }, sql) : null;
  }

  /** @throws AppError NOT_FOUND when there is no such user or it was deleted */
  async requireById(id: string, sql?: Sql): Promise<UserEntity> {
    const user = await this.findById(id, sql);
    if (!user) throw notFound('User');
    return user;
  }

  /** The user named by id, account number, username (any case) or e-mail address (any case); null when nobody is. */
  async findByIdentifier(identifier: string, sql?: Sql): Promise<UserEntity | null> {
    const column = identifierColumn(identifier);
    return column && this.users.byColumn(column, sql);
  }

  /** @throws AppError NOT_FOUND */
  async requireByIdentifier(identifier: string, sql?: Sql): Promise<UserEntity> {
    const user = await this.findByIdentifier(identifier, sql);
    if (!user) throw notFound('User');
    return user;
  }

  /** Whether there is such a user who has not been deleted. */
  async exists(id: string, sql?: Sql): Promise<boolean> {
    return (await this.findById(id, sql)) !== null;
  }
}

const knownPeople = (context: GraphqlContext): Map<string, UserEntity | null> =>
  context.loaders.lasting.known<UserEntity | null>('users.byId');

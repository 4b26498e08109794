import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { TokenVerifier } from '../../src/common/auth/token-verifier.js';
import type { Viewer } from '../../src/common/auth/viewer.js';
import { parseConfig } from '../../src/common/config/config.js';
import { ConfigModule } from '../../src/common/config/config.module.js';
import { Database } from '../../src/common/database/database.js';
import { DatabaseModule } from '../../src/common/database/database.module.js';
import type { SqlValue } from '../../src/common/database/sql.js';
import { UnitOfWork } from '../../src/common/database/unit-of-work.js';
import { AppError } from '../../src/common/errors/app-error.js';
import type { GraphqlContext } from '../../src/common/graphql/graphql-context.js';
import { LoaderCache } from '../../src/common/graphql/loader-cache.js';
import { InfrastructureModule } from '../../src/common/infrastructure/infrastructure.module.js';
import { Mailer, type MailMessage } from '../../src/common/mail/mailer.js';
import { RealtimeModule } from '../../src/common/realtime/realtime.module.js';
import { entities } from '../../src/entities.js';
import { migrations } from '../../src/migrations/migrations.js';
import { AuthModule } from '../../src/modules/auth/auth.module.js';
import { BackgroundWork } from '../../src/modules/auth/background-work.js';
import { RegistrationService, type Registration } from '../../src/modules/auth/sign-in/registration.service.js';
import type { SignedIn } from '../../src/modules/auth/sign-in/sign-in.service.js';

export const CLIENT = { address: '192.0.2.1', userAgent: 'spec' };
export const PASSWORD = 'correct horse battery staple';

/** Keeps what is sent. */
class MemoryMailer extends Mailer {
  readonly sent: MailMessage[] = [];

  async send(message: MailMessage): Promise<void> {
    this.sent.push(message);
  }

  async close(): Promise<void> {
    this.sent.length = 0;
  }
}

/** The users and auth modules on a database of their own, for specs. */
export class AuthWorld {
  private registered = 0;

  private constructor(
    private readonly close: () => Promise<void>,
    readonly get: <T>(type: Type<T> | (abstract new (...parameters: never[]) => T)) => T,
    private readonly mailer: MemoryMailer,
  ) {}

  static async open(settings: Record<string, string> = {}): Promise<AuthWorld> {
    const directory = await mkdtemp(join(tmpdir(), 'wireside-auth-'));
    const config = parseConfig({
      NODE_ENV: 'test',
      DATA_DIR: directory,
      LOG_LEVEL: 'silent',
      RATE_LIMITS: 'off',
      ...settings,
    });
    const mailer = new MemoryMailer();
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(config),
        InfrastructureModule,
        DatabaseModule.forRoot({ entities, migrations }),
        RealtimeModule,
        AuthModule,
      ],
    })
      .overrideProvider(Mailer)
      .useValue(mailer)
      .compile();
    testing.useLogger(false);
    await testing.init();
    const close = async () => {
      await testing.close();
      await rm(directory, { recursive: true, force: true });
    };
    return new AuthWorld(close, (type) => testing.get(type, { strict: false }), mailer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Registers somebody, by default with a password that the spec knows. */
  register(registration: Partial<Registration> = {}): Promise<SignedIn> {
    this.registered += 1;
    return this.get(RegistrationService).register(
      { nickname: `Person ${this.registered}`, password: PASSWORD, ...registration },
      CLIENT,
    );
  }

  /** Who an access token is for. */
  async viewer(accessToken: string): Promise<Viewer> {
    return (await this.get(TokenVerifier).verifyAuthorization(`Bearer ${accessToken}`)).viewer;
  }

  /** Mails sent by the work that was started so far. */
  async mails(): Promise<readonly MailMessage[]> {
    await this.get(BackgroundWork).settled();
    return this.mailer.sent;
  }

  query<Row extends object>(sql: string, parameters: readonly SqlValue[] = []): Promise<Row[]> {
    return this.get(Database).query<Row>(sql, parameters);
  }

  /** Changes rows behind the modules' back, for example to let time pass. */
  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<void> {
    await this.get(UnitOfWork).run((tx) => tx.execute(sql, parameters));
  }

  /** What one operation would get. */
  context(): GraphqlContext {
    return {
      door: 'http',
      viewer: null,
      authError: null,
      requestId: 'spec',
      address: CLIENT.address,
      userAgent: CLIENT.userAgent,
      socket: null,
      loaders: new LoaderCache(),
    };
  }
}

/** The code that a refused promise carries, or `ok`. */
export async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'ok';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

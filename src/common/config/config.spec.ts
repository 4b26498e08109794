import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig } from './config.js';
import { envExample } from './env-example.js';
import { settings } from './settings.js';

const violationsOf = (env: Record<string, string>): readonly string[] => {
  try {
    parseConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.violations;
    throw error;
  }
};
const namesOf = (violations: readonly string[]): string[] =>
  violations.map((line) => line.split(':', 1)[0] ?? '').sort();

describe('the configuration', () => {
  it('needs nothing', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({ multiNode: false, rateLimitsOn: true, isProduction: false });
    expect(config.publicUrl).toBe('http://localhost:3000');
    expect(config.database).toEqual({ kind: 'sqlite', path: expect.stringMatching(/data\/wireside\.sqlite$/) });
  });

  it('takes an empty value, and white space, for none', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: '  ', JWT_SECRET: '' }).settings.PORT).toBe(3000);
    expect(parseConfig({ PORT: ' 4000 ' }).settings.PORT).toBe(4000);
  });

  it('can not be changed', () => {
    const config = parseConfig({});
    expect(() => Object.assign(config, { multiNode: true })).toThrow(TypeError);
    expect(() => Object.assign(config.settings, { PORT: 1 })).toThrow(TypeError);
  });

  it('names all faults together, one of each setting and those between settings', () => {
    const violations = violationsOf({
      PORT: '70000',
      JWT_SECRET: 'short',
      SMTP_URL: 'http://mail',
      CORS_ORIGINS: '*',
      LOG_LEVEL: 'loud',
      PLAYGROUND: 'yes',
      GRAPHQL_MAX_TOKENS: '1.5',
      REDIS_URL: 'redis://cache',
      DATABASE_URL: 'sqlite:/tmp/x',
    });
    expect(namesOf(violations)).toEqual(
      ['DATABASE_URL', 'GRAPHQL_MAX_TOKENS', 'JWT_SECRET', 'LOG_LEVEL', 'PLAYGROUND', 'PORT', 'SMTP_URL'].sort(),
    );
  });

  it('shows no value in a fault: it may be a secret', () => {
    const violations = violationsOf({
      JWT_SECRET: 'hunter2',
      METRICS_TOKEN: 'hunter2',
      DATABASE_URL: 'hunter2',
      SMTP_URL: 'hunter2',
      STORAGE_URL: 'hunter2',
      NODE_ENV: 'hunter2',
      PORT: 'hunter2',
    });
    expect(violations).toHaveLength(7);
    expect(violations.join()).not.toContain('hunter2');
  });

  it.each<Record<string, string>>([
    { REDIS_URL: 'redis://cache' },
    { MULTI_NODE: 'on' },
    { MULTI_NODE: 'true' },
    { MULTI_NODE: '1' },
  ])('wants a secret and a shared database when there are several nodes: %j', (env) => {
    expect(namesOf(violationsOf(env))).toEqual(['DATABASE_URL', 'JWT_SECRET']);
    const complete = { ...env, JWT_SECRET: 'x'.repeat(32), DATABASE_URL: 'mysql://u:p@db/chat' };
    expect(parseConfig(complete).multiNode).toBe(true);
  });

  it.each(['chat.example.org', 'https://chat.example.org/path', 'https://Chat.example.org', 'https://u@b.org', 'null'])(
    'takes %s for no origin',
    (CORS_ORIGINS) => expect(namesOf(violationsOf({ CORS_ORIGINS }))).toEqual(['CORS_ORIGINS']),
  );

  it.each(['*', 'https://chat.example.org/, http://10.0.0.5:8080', 'capacitor://localhost'])(
    'takes origins: %s',
    (all) => expect(violationsOf({ CORS_ORIGINS: all })).toEqual([]),
  );

  it('reads addresses', () => {
    expect(parseConfig({ DATABASE_URL: 'mariadb://u:p@db/x' }).database).toEqual({
      kind: 'mysql',
      url: 'mysql://u:p@db/x',
    });
    expect(parseConfig({ DATABASE_URL: 'sqlite:///srv/chat.sqlite' }).database).toEqual({
      kind: 'sqlite',
      path: '/srv/chat.sqlite',
    });
    expect(parseConfig({ PUBLIC_URL: 'https://chat.example.org/' }).publicUrl).toBe('https://chat.example.org');
    expect(parseConfig({ CORS_ORIGINS: 'https://a.org, https://b.org ,' }).settings.CORS_ORIGINS).toEqual([
      'https://a.org',
      'https://b.org',
    ]);
  });
});

describe('.env.example', () => {
  const text = envExample();

  it('describes every setting and shows its default', () => {
    for (const [name, schema] of Object.entries(settings)) {
      expect(schema.description, name).toMatch(/^[A-Z\da-z].{10,}/);
      expect(text).toContain(`# ${schema.description}\n#${name}=`);
    }
  });

  it('is what a start without it is, once uncommented', () => {
    const env = Object.fromEntries(
      [...text.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name as string, value as string]),
    );
    expect(Object.keys(env)).toEqual(Object.keys(settings));
    expect(parseConfig(env).settings).toEqual(parseConfig({}).settings);
  });
});

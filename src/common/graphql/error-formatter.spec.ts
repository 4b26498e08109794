import { Logger } from '@nestjs/common';
import { GraphQLError } from 'graphql';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseConfig } from '../config/config.js';
import { AppError, invalidInput } from '../errors/app-error.js';
import { ErrorFormatter, withCode } from './error-formatter.js';

const formatter = new ErrorFormatter(parseConfig({}));
const logged = vi.fn();

beforeEach(() => {
  vi.spyOn(Logger.prototype, 'error').mockImplementation(logged);
  vi.spyOn(Logger.prototype, 'warn').mockImplementation(logged);
});
afterEach(() => {
  vi.restoreAllMocks();
  logged.mockReset();
});

const thrownBy = (original: Error): GraphQLError =>
  new GraphQLError(original.message, { path: ['me'], originalError: original });

describe('errors', () => {
  it('of ours are shown with code, data and place', () => {
    const error = formatter.format(thrownBy(invalidInput('nickname', 'maxLength', 'too long')), 'r1');
    expect(error).toEqual({
      message: 'too long',
      path: ['me'],
      extensions: { code: 'INVALID_INPUT', field: 'nickname', rule: 'maxLength', requestId: 'r1' },
    });
    expect(logged).not.toHaveBeenCalled();
  });

  it('of ours are found however deep they are wrapped', () => {
    const error = formatter.format(thrownBy(thrownBy(new AppError('MUTED', 'no', { until: null }))), 'r1');
    expect(error.extensions).toEqual({ code: 'MUTED', until: null, requestId: 'r1' });
  });

  it('that nobody foresaw are hidden and logged once', () => {
    const secret = new Error('SELECT password FROM users');
    const error = formatter.format(thrownBy(secret), 'r1');
    expect(error).toEqual({
      message: 'Something went wrong',
      path: ['me'],
      extensions: { code: 'INTERNAL', requestId: 'r1' },
    });
    expect(logged).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ err: secret, requestId: 'r1' }),
      expect.any(String),
    );
  });

  it.each([
    ['a text', 'oops'],
    ['null', null],
    ['undefined', undefined],
    ['an error that names a code of ours', Object.assign(new Error('secret'), { code: 'NOT_FOUND' })],
    [
      'a GraphQLError that a resolver threw with a made-up code',
      new GraphQLError('secret', { extensions: { code: 'X' } }),
    ],
  ])('that are %s are hidden', (_, thrown) => {
    const { message, extensions } = formatter.format(thrown, 'r1');
    expect({ message, code: extensions?.code }).toEqual({ message: 'Something went wrong', code: 'INTERNAL' });
  });

  it('of a database that is away are UNAVAILABLE, and say nothing of it', () => {
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.5:3306'), { code: 'ECONNREFUSED' });
    const error = formatter.format(thrownBy(away), 'r1');
    expect(error.extensions).toMatchObject({ code: 'UNAVAILABLE', retryable: true });
    expect(error.message).not.toContain('10.0.0.5');
    expect(logged).toHaveBeenCalledOnce();
  });

  it('of parsing and validation keep their words and get a code', () => {
    const syntax = withCode(new GraphQLError('Syntax Error: Unexpected Name "x".'), 'GRAPHQL_PARSE_FAILED');
    expect(formatter.format(syntax, 'r1')).toMatchObject({
      message: syntax.message,
      extensions: { code: 'GRAPHQL_PARSE_FAILED' },
    });
    const tokens = new GraphQLError('Syntax Error: Document contains more than 4000 tokens. Parsing aborted.');
    expect(formatter.format(tokens, 'r1').extensions?.code).toBe('QUERY_TOO_COMPLEX');
    const badInput = new GraphQLError('Variable "$id" got invalid value', { extensions: { code: 'BAD_USER_INPUT' } });
    expect(formatter.format(badInput, 'r1').extensions?.code).toBe('INVALID_INPUT');
  });

  it('give nothing of the schema away where introspection is off', () => {
    const error = withCode(
      new GraphQLError('Value "MIN" does not exist in "E". Did you mean the enum value "MINE"?'),
      'INVALID_INPUT',
    );
    expect(formatter.format(error, 'r1').message).toContain('MINE');
    const closed = new ErrorFormatter(parseConfig({ INTROSPECTION: 'off' }));
    expect(closed.format(error, 'r1').message).toBe('Value "MIN" does not exist in "E".');
  });
});

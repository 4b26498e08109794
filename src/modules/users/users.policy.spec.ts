import { describe, expect, it } from 'vitest';
import { newId } from '../../common/ids/ids.js';
import {
  ACCOUNT_NUMBER,
  ageOn,
  birthdayFault,
  identifierColumn,
  isAdministrator,
  nicknameKey,
  USERNAME,
} from './users.policy.js';

const at = (time: string) => Date.parse(time);

describe('names of an account', () => {
  it('can’t be mistaken for each other', () => {
    const id = newId();
    expect(identifierColumn(id)).toEqual({ column: 'id', value: id });
    expect(identifierColumn(' 12345 ')).toEqual({ column: 'account_number', value: '12345' });
    expect(identifierColumn('Ada.L')).toEqual({ column: 'username_key', value: 'ada.l' });
    expect(identifierColumn('ADA@Example.org')).toEqual({ column: 'email_key', value: 'ada@example.org' });
    for (const nothing of ['', ' ', '1234', '0123456', 'a', 'no such', '中文', 'x\ud800yz', 'a@'.padEnd(300, 'b')])
      expect(identifierColumn(nothing)).toBeNull();
  });

  it('have the forms that the schema describes', () => {
    for (const good of ['10000', '999999999999']) expect(good).toMatch(ACCOUNT_NUMBER);
    for (const bad of ['9999', '1234567890123', '01234', '12 345', '１２３４５', '12345\n'])
      expect(bad).not.toMatch(ACCOUNT_NUMBER);
    for (const good of ['abc', 'A1-._', 'a'.repeat(32)]) expect(good).toMatch(USERNAME);
    for (const bad of ['ab', '1abc', '_abc', 'a b c', 'ab@c', 'äbc', 'a'.repeat(33), 'abc\n'])
      expect(bad).not.toMatch(USERNAME);
  });
});

describe('birthdays', () => {
  const now = at('2026-03-01T10:00:00Z');

  it('are real days from 1900 to today, in UTC', () => {
    for (const good of ['1900-01-01', '2026-03-01', '2024-02-29']) expect(birthdayFault(good, now)).toBeNull();
    for (const bad of ['2023-02-29', '2024-13-01', '2024-1-1', '20240101', 'yesterday', '+2024-01-01', ''])
      expect(birthdayFault(bad, now)).toBe('date');
    expect(birthdayFault('1899-12-31', now)).toBe('min');
    expect(birthdayFault('2026-03-02', now)).toBe('future');
  });

  it('make the age, which changes on the day in UTC', () => {
    expect(ageOn('2000-03-01', at('2026-02-28T23:59:59Z'))).toBe(25);
    expect(ageOn('2000-03-01', at('2026-03-01T00:00:00Z'))).toBe(26);
    expect(ageOn('2004-02-29', at('2026-02-28T12:00:00Z'))).toBe(21);
    expect(ageOn('2004-02-29', at('2026-03-01T12:00:00Z'))).toBe(22);
    expect(ageOn('2026-03-02', at('2026-03-01T12:00:00Z'))).toBe(0);
  });
});

describe('keys and rights', () => {
  it('fold case and width of nicknames, and cut what would not fit', () => {
    expect(nicknameKey('ＡＤＡ  Löve')).toBe('ada löve');
    expect([...nicknameKey('\ufdfa'.repeat(64))]).toHaveLength(128);
  });

  it('know an administrator by mark, number or address', () => {
    const user = { isAdmin: false, accountNumber: '10001', emailKey: 'ada@example.org' };
    expect(isAdministrator(user, [])).toBe(false);
    expect(isAdministrator({ ...user, isAdmin: true }, [])).toBe(true);
    expect(isAdministrator(user, ['10001'])).toBe(true);
    expect(isAdministrator(user, ['Ada@Example.ORG'])).toBe(true);
    expect(isAdministrator({ ...user, emailKey: null }, ['1000', 'null'])).toBe(false);
  });
});

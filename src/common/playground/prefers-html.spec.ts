import { describe, expect, it } from 'vitest';
import { prefersHtml } from './prefers-html.js';

describe('prefersHtml', () => {
  it.each([
    'text/html',
    'TEXT/HTML',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
    'application/json;q=0.5, text/html;q=0.8',
    'application/json, text/html',
  ])('serves the page for %s', (accept) => {
    expect(prefersHtml(accept)).toBe(true);
  });

  it.each([
    undefined,
    '',
    '*/*',
    'text/*',
    'application/json',
    'application/graphql-response+json, application/json;q=0.9',
    'application/graphql-response+json, text/html;q=0.9',
    'text/html;q=0',
    'text/html;q=nonsense',
    'text/htmlx',
  ])('leaves %s to the API', (accept) => {
    expect(prefersHtml(accept)).toBe(false);
  });
});

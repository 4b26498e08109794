import { expect, it } from 'vitest';
import { splitLinks } from './links.js';

const linksOf = (text: string): string[] =>
  splitLinks(text).flatMap(({ link }) => (link ? [`${link.label} → ${link.href}`] : []));

const NONE: string[] = [];

it.each<[name: string, text: string, links: string[]]>([
  ['plain', 'see https://example.org/a?b=c#d', ['https://example.org/a?b=c#d → https://example.org/a?b=c#d']],
  ['full stop', 'Go to https://example.org.', ['https://example.org → https://example.org/']],
  ['several marks', 'Really https://example.org/a?!', ['https://example.org/a → https://example.org/a']],
  ['brackets around', '(https://example.org/a)', ['https://example.org/a → https://example.org/a']],
  ['brackets within', 'https://example.org/a_(b)', ['https://example.org/a_(b) → https://example.org/a_(b)']],
  ['brackets both', '(https://example.org/a_(b))', ['https://example.org/a_(b) → https://example.org/a_(b)']],
  ['www', 'www.example.org/x', ['www.example.org/x → https://www.example.org/x']],
  ['mail', 'mailto:ann@example.org', ['mailto:ann@example.org → mailto:ann@example.org']],
  ['mail without address', 'mailto:', NONE],
  ['upper case', 'HTTPS://EXAMPLE.ORG/A', ['HTTPS://EXAMPLE.ORG/A → https://example.org/A']],
  ['script', 'javascript:alert(1)', NONE],
  ['script in mixed case', 'JaVaScRiPt:alert(1)', NONE],
  ['script behind a tab', 'java\tscript:alert(1)', NONE],
  ['script with an address in it', 'javascript://example.org/%0aalert(1)', NONE],
  ['data', 'data:text/html,<script>alert(1)</script>', NONE],
  ['file', 'file:///etc/passwd', NONE],
  ['ftp', 'ftp://example.org', NONE],
  ['vbscript', 'vbscript:msgbox(1)', NONE],
  ['blob', 'blob:https://example.org/1', ['https://example.org/1 → https://example.org/1']],
  ['name before the host', 'https://bank.example@evil.example/', NONE],
  ['name and password', 'https://a:b@evil.example/', NONE],
  ['letters of another alphabet', 'https://аpple.com/x', ['https://xn--pple-43d.com/x → https://xn--pple-43d.com/x']],
  ['umlaut', 'https://bücher.example', ['https://xn--bcher-kva.example → https://xn--bcher-kva.example/']],
  [
    'right to left override',
    'https://example.org/\u202egpj.exe',
    ['https://example.org/gpj.exe → https://example.org/gpj.exe'],
  ],
  ['isolate', 'https://exa\u2066mple.org', ['https://example.org → https://example.org/']],
  ['zero width space in the host', 'https://exa\u200bmple.org', ['https://example.org → https://example.org/']],
  ['markup around', '<a href="https://example.org/a">x</a>', ['https://example.org/a → https://example.org/a']],
  ['quote within', 'https://example.org/"onmouseover=alert(1)', ['https://example.org/ → https://example.org/']],
  ['backslash', 'https:\\\\evil.example', NONE],
  ['no host', 'https://', NONE],
  ['port and address', 'http://127.0.0.1:8080/a', ['http://127.0.0.1:8080/a → http://127.0.0.1:8080/a']],
  ['whole numbers as host', 'http://2130706433/', ['http://127.0.0.1/ → http://127.0.0.1/']],
  ['version six', 'http://[::1]:3000/', ['http://[::1]:3000/ → http://[::1]:3000/']],
  [
    'in Chinese',
    '看https://example.org/路径。好',
    ['https://example.org/路径 → https://example.org/%E8%B7%AF%E5%BE%84'],
  ],
  ['in a word', 'xhttps://example.org', NONE],
  [
    'two',
    'https://a.example, mailto:b@c.example',
    ['https://a.example → https://a.example/', 'mailto:b@c.example → mailto:b@c.example'],
  ],
])('%s', (_name, text, links) => {
  expect(linksOf(text)).toEqual(links);
});

it('loses no text', () => {
  const text = 'a https://example.org, b (www.example.org) c javascript:x';
  expect(
    splitLinks(text)
      .map((part) => part.text)
      .join(''),
  ).toBe(text);
});

it('is fast on what looks like an address all the way', () => {
  expect(splitLinks(`https://example.org/${')'.repeat(20_000)}`)).toHaveLength(2);
});

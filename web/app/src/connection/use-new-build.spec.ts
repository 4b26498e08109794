import { describe, expect, it } from 'vitest';
import { scriptsOf } from './use-new-build.js';

describe('the build that a page is of', () => {
  it('is named by its scripts', () => {
    const html = [
      '<script src="/assets/first-paint-abc.js"></script>',
      '<script type="module" crossorigin src="/assets/runtime-abc.js"></script>',
      '<script type="module" crossorigin src="/assets/index-DcUsLs2f.js"></script>',
      '<link rel="modulepreload" crossorigin href="/assets/other-123.js">',
    ].join('\n');
    expect(scriptsOf(html)).toBe('/assets/runtime-abc.js /assets/index-DcUsLs2f.js');
  });

  it('is unknown of a page that is none of ours', () => {
    expect(scriptsOf('The application has not been built.')).toBe('');
  });
});

import type { Browser } from 'playwright-core';

/** A photograph, so to speak: a lake before sunrise, drawn by the browser. The same each time. */
export async function landscape(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  try {
    return Buffer.from(await page.evaluate(draw), 'base64');
  } finally {
    await page.close();
  }
}

/** Answers a JPEG in base64. Runs in the page. */
function draw(): string {
  const [width, height, shore] = [960, 640, 420];
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d') as CanvasRenderingContext2D;
  // No function in here has a name: what runs this file may add to those that do, and the page knows nothing of it.
  const [sky = '', water = ''] = (
    [
      [0, shore, ['#27406b', '#7d7fae', '#f0a78c', '#ffe1ad']],
      [shore, height, ['rgb(28 48 84 / 25%)', 'rgb(16 30 58 / 78%)']],
    ] as const
  ).map(([from, to, colours]) => {
    const gradient = context.createLinearGradient(0, from, 0, to);
    for (const [index, colour] of colours.entries()) gradient.addColorStop(index / (colours.length - 1), colour);
    return gradient;
  });
  context.fillStyle = sky;
  context.fillRect(0, 0, width, shore);
  const sun = context.createRadialGradient(640, 372, 6, 640, 372, 190);
  for (const [stop, colour] of [
    [0, 'rgb(255 250 225)'],
    [0.13, 'rgb(255 240 190)'],
    [0.17, 'rgb(255 214 150 / 55%)'],
    [1, 'rgb(255 200 140 / 0%)'],
  ] as const)
    sun.addColorStop(stop, colour);
  context.fillStyle = sun;
  context.fillRect(0, 0, width, shore);
  // Ridges, the nearer the darker.
  for (const [base, rise, seed, colour] of [
    [330, 70, 1.3, '#8d86a8'],
    [366, 52, 4.1, '#5f678f'],
    [398, 34, 7.7, '#39486b'],
  ] as const) {
    context.fillStyle = colour;
    context.beginPath();
    context.moveTo(0, shore);
    for (let x = 0; x <= width; x += 4) {
      const y = Math.sin(x / 113 + seed) + Math.sin(x / 47 + seed * 2) / 2 + Math.sin(x / 19 + seed * 3) / 5;
      context.lineTo(x, base - (rise * (y + 1.7)) / 3.4);
    }
    context.lineTo(width, shore);
    context.fill();
  }
  // The lake shows all of it again, upside down and darker.
  context.save();
  context.translate(0, shore * 2);
  context.scale(1, -1);
  context.drawImage(canvas, 0, shore - 220, width, 220, 0, shore - 220, width, 220);
  context.restore();
  context.fillStyle = water;
  context.fillRect(0, shore, width, height - shore);
  for (let y = shore + 8; y < height; y += 9) {
    const reach = 18 + (y - shore) / 2.4;
    context.fillStyle = `rgb(255 226 170 / ${Math.max(6, 34 - (y - shore) / 8)}%)`;
    context.fillRect(640 - reach + 14 * Math.sin(y), y, reach * (1.5 + Math.sin(y * 1.7) / 3), 2);
  }
  return canvas.toDataURL('image/jpeg', 0.88).split(',')[1] ?? '';
}

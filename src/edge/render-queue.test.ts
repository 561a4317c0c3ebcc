import { describe, expect, it } from 'vitest';
import { RenderQueue } from './render-queue.ts';

/** Makes pages until the queue is given up by the test. */
async function work(queue: RenderQueue): Promise<void> {
  for await (const { path, made, failed } of queue) {
    if (path === 'bad') failed(new Error('This page is at fault.'));
    else made(`<p>${path}</p>`);
  }
}

describe('the queue of pages', () => {
  it('gives each page to whoever wants it, whether they came first or the work did', async () => {
    const queue = new RenderQueue();
    const early = [queue.render('a'), queue.render('b')];
    void work(queue);
    expect(await Promise.all(early)).toEqual(['<p>a</p>', '<p>b</p>']);
    expect(await queue.render('c')).toBe('<p>c</p>');
  });

  it('fails the page that is at fault, and goes on with the next one', async () => {
    const queue = new RenderQueue();
    void work(queue);
    const [bad, good] = [queue.render('bad'), queue.render('good')];
    await expect(bad).rejects.toThrow('This page is at fault.');
    expect(await good).toBe('<p>good</p>');
  });

  it('fails every page that is waited for where nobody makes them', async () => {
    const queue = new RenderQueue();
    const pages = [queue.render('a'), queue.render('b')];
    // One is in hand by then.
    void queue[Symbol.asyncIterator]().next();
    setTimeout(() => queue.fail(new Error('Nobody is here.')), 20);
    for (const page of pages) await expect(page).rejects.toThrow('Nobody is here.');
  });

  it('lets timers run while page after page is made', async () => {
    const queue = new RenderQueue();
    void work(queue);
    let ran = false;
    setTimeout(() => (ran = true), 1);
    for (let count = 0; count < 100_000 && !ran; count++) await queue.render('a');
    expect(ran).toBe(true);
  });
});

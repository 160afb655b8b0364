import { html } from '../html.ts';

/** The theme's sign: the four long and four short points of a compass. */
export const mark = html`<svg class="mark" width="24" height="24" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 0l2.2 9.8L24 12l-9.8 2.2L12 24l-2.2-9.8L0 12l9.8-2.2z"/><path d="M5 5l5.2 2.6-2.6 2.6zM19 5l-2.6 5.2-2.6-2.6zM19 19l-5.2-2.6 2.6-2.6zM5 19l2.6-5.2 2.6 2.6z"/></svg>`;

/** A compass rose for the front page: two rings, one with degrees, and the points half in shade. */
export const rose = html`<svg class="rose" width="200" height="200" viewBox="0 0 200 200" aria-hidden="true"><circle cx="100" cy="100" r="70"/><path class="degrees" d="M174 100a74 74 0 1 1-148 0a74 74 0 1 1 148 0" pathLength="360"/><circle cx="100" cy="100" r="78"/><path d="M100 100L100 85 143.8 56.2zM100 100L115 100 143.8 143.8zM100 100L100 115 56.2 143.8zM100 100L85 100 56.2 56.2z"/><path class="shade" d="M100 100L143.8 56.2 115 100zM100 100L143.8 143.8 100 115zM100 100L56.2 143.8 85 100zM100 100L56.2 56.2 100 85z"/><path d="M100 100L85.9 85.9 100 8zM100 100L114.1 85.9 192 100zM100 100L114.1 114.1 100 192zM100 100L85.9 114.1 8 100z"/><path class="shade" d="M100 100L100 8 114.1 85.9zM100 100L192 100 114.1 114.1zM100 100L100 192 85.9 114.1zM100 100L8 100 85.9 85.9z"/></svg>`;

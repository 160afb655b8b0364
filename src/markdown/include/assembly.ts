import { pieceAt } from '../../model/located.ts';
import type { SourceFile, SourcePiece } from '../../model/source.ts';

/** A text that is put together of stretches of files, and knows where each comes from. */
export class Assembly {
  #text: string[] = [];
  #length = 0;
  readonly pieces: SourcePiece[] = [];

  get text(): string {
    if (this.#text.length > 1) this.#text = [this.#text.join('')];
    return this.#text[0] ?? '';
  }

  get length(): number {
    return this.#length;
  }

  /** Text of a file as it stands there. */
  copy(from: SourceFile, start: number, end: number): void {
    if (end <= start) return;
    const last = this.pieces.at(-1);
    const goesOn =
      last?.from === from &&
      last.end === undefined &&
      last.offset + this.#length - last.start === start;
    if (!goesOn) this.pieces.push({ start: this.#length, from, offset: start });
    this.#add(from.text.slice(start, end));
  }

  /** Text of our own, made of a stretch of a file. */
  make(text: string, from: SourceFile, start: number, end: number): void {
    if (text === '') return;
    this.pieces.push({ start: this.#length, from, offset: start, end });
    this.#add(text);
  }

  /** All of another one. */
  append(other: Assembly): void {
    for (const piece of other.pieces) {
      this.pieces.push({ ...piece, start: piece.start + this.#length });
    }
    this.#add(other.text);
  }

  /** A stretch of another one. */
  appendPart(other: Assembly, start: number, end: number): void {
    if (end <= start) return;
    for (let index = pieceAt(other.pieces, start); index < other.pieces.length; index += 1) {
      const piece = other.pieces[index];
      if (piece === undefined || piece.start >= end) break;
      const stop = other.pieces[index + 1]?.start ?? other.length;
      if (stop <= start) continue;
      const from = Math.max(start, piece.start);
      const offset = piece.end === undefined ? piece.offset + from - piece.start : piece.offset;
      this.pieces.push({ ...piece, start: this.#length + from - start, offset });
    }
    this.#add(other.text.slice(start, end));
  }

  #add(text: string): void {
    this.#text.push(text);
    this.#length += text.length;
  }
}

/** What a part or a layout of a theme's own did wrong, as far as it can be told. */
export class DrawError extends TypeError {
  readonly hint: string | undefined;
  /** Whose fault it is, `parts/footer`, where the stack does not say it. */
  readonly drawer: string | undefined;
  constructor(message: string, more: Partial<Pick<DrawError, 'hint' | 'drawer'>> = {}) {
    super(message);
    this.hint = more.hint;
    this.drawer = more.drawer;
  }
}

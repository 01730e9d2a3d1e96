/** A file that browsers may keep for ever: its path names its content. */
export interface Asset {
  /** `/assets/style.3f2a9c01b7d4.css` */
  readonly path: string
  readonly type: string
  readonly content: string
}

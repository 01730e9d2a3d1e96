/**
 * A story: what people do with real programs, told once. The journeys play it as tests, a chapter each; the tour shows
 * it to a person, a step after the other. A step that does not go as told throws.
 */

/** One step that went as told. */
export interface Step {
  readonly kind: 'step'
  /** What was done and what came of it, as a promise: "twine uploads the wheel". */
  readonly promise: string
  /** The command as a person types it, or what they did on a page. */
  readonly typed?: string
  /** What they saw, in a few lines. */
  readonly saw?: string
}

export interface Chapter {
  readonly kind: 'chapter'
  readonly title: string
}

export type Story = AsyncGenerator<Step | Chapter, void, void>

/** Some steps of a story, and what the next ones need of them. */
export type Steps<Result = void> = AsyncGenerator<Step, Result, void>

export function step(promise: string, { typed, saw }: { typed?: string; saw?: string } = {}): Step {
  return {
    kind: 'step',
    promise,
    ...(typed === undefined ? {} : { typed }),
    ...(saw === undefined ? {} : { saw: saw.trim().replaceAll(/[ \t]+$/gm, '') }),
  }
}

export function chapter(title: string): Chapter {
  return { kind: 'chapter', title }
}

/** Plays a story a chapter at a time, for tests that are one chapter each. */
export function chapterByChapter(story: Story): { play(title: string): Promise<void> } {
  let opening: Step | Chapter | undefined
  return {
    async play(title) {
      opening ??= (await story.next()).value ?? undefined
      if (opening?.kind !== 'chapter' || opening.title !== title) {
        throw new Error('A chapter before this one did not go as told, so this one was not played.')
      }
      do opening = (await story.next()).value ?? undefined
      while (opening?.kind === 'step')
    },
  }
}

import type { Transition } from '../../api/follow-run.ts';
import type { RunDetail } from '../../api/runs.ts';

/** Something that happened in the life of a run; `key` tells it from all else that did. */
export type Happening = { readonly key: string; readonly at: string } & (
  | { readonly kind: 'transition'; readonly transition: Transition }
  | { readonly kind: 'stage'; readonly stage: string; readonly isEnd: boolean; readonly remark: string | undefined }
  | { readonly kind: 'notice'; readonly stage: string; readonly text: string }
);

/** States, stages and notices as one story, in the order of time. */
export function timelineOf(
  run: Pick<RunDetail, 'stages' | 'notices'>,
  transitions: readonly Transition[],
): readonly Happening[] {
  const happenings: Happening[] = [
    ...transitions.map(
      (transition): Happening => ({
        kind: 'transition',
        key: `transition ${transition.id}`,
        at: transition.at,
        transition,
      }),
    ),
    ...run.notices.map(
      ({ stage, text, toldAt }, index): Happening => ({
        kind: 'notice',
        key: `notice ${index}`,
        at: toldAt,
        stage,
        text,
      }),
    ),
  ];
  for (const { name, startedAt, finishedAt, remark } of run.stages) {
    happenings.push({
      kind: 'stage',
      key: `${name} begins`,
      at: startedAt,
      stage: name,
      isEnd: false,
      remark: undefined,
    });
    if (finishedAt === undefined) continue;
    happenings.push({ kind: 'stage', key: `${name} ends`, at: finishedAt, stage: name, isEnd: true, remark });
  }
  return happenings.sort((left, right) => left.at.localeCompare(right.at));
}

/** The steps on the guided path, in their order. */
export const stepNames = ['ends', 'what', 'how', 'diff', 'start'] as const;
export type StepName = (typeof stepNames)[number];

export function stepBefore(step: StepName): StepName | undefined {
  return stepNames[stepNames.indexOf(step) - 1];
}

export function stepAfter(step: StepName): StepName | undefined {
  return stepNames[stepNames.indexOf(step) + 1];
}

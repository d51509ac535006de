import type { Locator, Page } from 'playwright-core';

/** More stops than any page of these tests has on the way to something. */
const mostStops = 80;
/** How often a list is gone down in search of a choice. */
const mostChoices = 30;

/** Somebody who has no mouse: what they do, and what stood in their way. */
export interface Keyboard {
  /** Presses Tab until the focus is there. */
  to(goal: Locator): Promise<void>;
  /** Goes there and presses Enter. */
  enter(goal: Locator): Promise<void>;
  /** Goes to a field and types. */
  type(goal: Locator, text: string): Promise<void>;
  /** Goes to a list of choices, and down to one of them. */
  choose(goal: Locator, label: string): Promise<void>;
  /** Goes to a group of radio buttons, and by arrows to one of them. */
  pick(goal: Locator): Promise<void>;
  /** Where the focus could not be seen, was hidden, or jumped: a line each. */
  readonly faults: readonly string[];
}

/** Works a page by its keys alone. Every stop of the Tab key is looked at. */
export function keyboardOf(page: Page): Keyboard {
  const faults: string[] = [];

  async function tab(): Promise<void> {
    await page.evaluate(`(${markFocus})()`);
    await page.keyboard.press('Tab');
    const found = (await page.evaluate(`(${lookAtFocus})()`)) as readonly string[];
    faults.push(...found.map((fault) => `${new URL(page.url()).pathname}: ${fault}`));
  }

  const hasFocus = (goal: Locator) => goal.evaluate((element) => element.matches(':focus'));

  async function to(goal: Locator): Promise<void> {
    await goal.waitFor();
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await hasFocus(goal)) return;
      await tab();
    }
    throw new Error(`${goal} is not reached by the Tab key`);
  }

  async function pick(goal: Locator): Promise<void> {
    const group = `[name="${await goal.getAttribute('name')}"]`;
    for (let stops = 0; stops < mostStops; stops += 1) {
      if (await page.locator(`${group}:focus`).count()) break;
      await tab();
    }
    for (let choices = 0; choices < mostChoices && !(await goal.isChecked()); choices += 1) {
      await page.keyboard.press('ArrowDown');
    }
    if (!(await goal.isChecked())) throw new Error(`${goal} is not reached by the arrows`);
  }

  return {
    faults,
    to,
    pick,
    enter: async (goal) => {
      await to(goal);
      await page.keyboard.press('Enter');
    },
    type: async (goal, text) => {
      await to(goal);
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type(text);
    },
    choose: async (goal, label) => {
      await goal.locator('option', { hasText: label }).waitFor({ state: 'attached' });
      await to(goal);
      const chosen = () => goal.locator('option:checked').innerText();
      for (let choices = 0; choices < mostChoices && (await chosen()) !== label; choices += 1) {
        await page.keyboard.press('ArrowDown');
      }
    },
  };
}

/** What an element looks like. */
const appearanceOf = `(element) => {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(element);
  return JSON.stringify([outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor]);
}`;

/** Keeps what has the focus, and how it and what is drawn around it look with it, for the moment when it has it no more. */
const markFocus = `() => {
  const element = document.activeElement;
  const parent = element?.parentElement;
  const near = [element, parent, parent?.parentElement, ...(parent?.children ?? [])].filter((each) => each instanceof Element);
  globalThis.focusBefore = { element, near: near.map((each) => [each, (${appearanceOf})(each)]) };
}`;

/** After a Tab: whether what had the focus looks different without it, and whether what has it now can be seen and comes later on the page. */
const lookAtFocus = `() => {
  const faults = [];
  const { element: before, near } = globalThis.focusBefore;
  const now = document.activeElement;
  const nameOf = (element) => element.tagName + ' ' + (element.getAttribute('aria-label') ?? element.textContent.trim() ?? '').slice(0, 40) + (element.id ? '#' + element.id : '');
  const isPlace = (element) => element !== null && element !== document.body && !element.matches('h1, main');
  if (now === before) return [];
  const showed = ([each, appearance]) => !each.contains(now) && each.isConnected && (${appearanceOf})(each) !== appearance;
  if (isPlace(before) && before.isConnected && !near.some(showed)) {
    faults.push('the focus is not seen on ' + nameOf(before));
  }
  if (!isPlace(now)) return faults;
  if (now.tabIndex > 0) faults.push('an order of its own: ' + nameOf(now));
  const follows = before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
  const isFirst = now.matches('a[href="#content"]') || now.closest('dialog') !== null;
  if (isPlace(before) && before.isConnected && !follows && !isFirst) faults.push('goes back to ' + nameOf(now));
  const box = now.getBoundingClientRect();
  const isInView = box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0 && box.left < innerWidth && box.right > 0;
  if (!isInView) faults.push('the focus is out of view on ' + nameOf(now));
  else {
    const top = document.elementFromPoint((Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2, (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2);
    const isCovered = top !== null && !now.contains(top) && !top.contains(now) && top.closest('label')?.contains(now) !== true;
    if (isCovered) faults.push(nameOf(top) + ' covers ' + nameOf(now));
  }
  return faults;
}`;

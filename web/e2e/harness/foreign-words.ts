import type { Page } from 'playwright-core';

/** Words that one language has and the other has not; data of the test is French-neutral. */
const wordsOf = {
  en: 'the|and|with|from|your|you|of|to|is|are|was|were|not|this|that|have|has|will|been|which|please|loading|failed|error|errors|run|runs|settings|user|users|password|name|state|search|save|add|remove|delete|start|started|all|none|show|hide|more|back|new',
  fr: 'le|la|les|des|une|est|sont|pas|pour|avec|dans|qui|que|sur|vous|votre|aucun|aucune|tous|toutes|nom|jamais|enregistrer|chercher|afficher|du|et',
} as const;

/**
 * Lines of a page that hold words of the other language: what people read, and what a reader of the screen says. Left out is what says of itself
 * that it is in another language (`lang`), and what is no language at all (codes, addresses, names: `translate="no"`).
 */
export async function foreignWordsOf(page: Page, language: 'fr' | 'en'): Promise<readonly string[]> {
  const other = language === 'fr' ? 'en' : 'fr';
  const lines = (await page.evaluate(`(${linesOf})('${other}')`)) as readonly string[];
  const words = new RegExp(`(?<![\\p{L}\\p{N}’'/.{_-])(?:${wordsOf[other]})(?![\\p{L}\\p{N}’'_-])`, 'u');
  // A word in capitals is a code, or a name.
  const small = (line: string) => line.replaceAll(/\p{Lu}{2,}/gu, '').toLowerCase();
  return [...new Set(lines)].filter((line) => words.test(small(line)));
}

/** Runs in the page: every text there, and what is said of an element without being seen. */
const linesOf = `(other) => {
  const lines = [document.title];
  const skipped = '[lang="' + other + '"], code, pre, kbd, samp, script, style, [translate="no"], option[lang]';
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const isElement = node instanceof Element;
    const element = isElement ? node : node.parentElement;
    if (element === null || element.closest(skipped) !== null) continue;
    const said = isElement
      ? ['aria-label', 'title', 'alt', 'placeholder'].map((name) => node.getAttribute(name) ?? '')
      : [node.textContent ?? ''];
    for (const text of said) if (text.trim() !== '') lines.push(text.trim());
  }
  return lines;
}`;

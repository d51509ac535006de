import { type RefObject, useEffect, useRef, useState } from 'react';

/** Whether what stands in a frame is wider than it: then a keyboard has to get there, to push it aside. */
export function useScrolls(): { readonly frame: RefObject<HTMLDivElement>; readonly scrolls: boolean } {
  const frame = useRef<HTMLDivElement>(null);
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    const observer = new ResizeObserver(() => setScrolls(current.scrollWidth > current.clientWidth));
    observer.observe(current);
    for (const child of current.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  return { frame, scrolls };
}

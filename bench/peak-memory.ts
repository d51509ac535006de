import { readFile } from 'node:fs/promises';

/** The most memory that a process ever had, by the kernel's own count (`VmHWM`), so that no sample can miss it; Linux only. 0 when it has ended. */
export async function highWaterMark(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  });
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
}

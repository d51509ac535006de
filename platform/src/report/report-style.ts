/** The style of the HTML report: system fonts, no external file, two sheets of A4 on paper. */
export const reportStyle = `
:root { --ink: #1b2733; --soft: #5a6b7b; --line: #d5dde5; --good: #176b3a; --warn: #8a5a00; --bad: #a11d1d; --plain: #1b4e7a; }
* { box-sizing: border-box; }
body { margin: 0; background: #f3f5f7; color: var(--ink); font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.sheet { max-width: 64rem; margin: 0 auto; background: #fff; padding: 2.5rem 3rem; }
.languages { max-width: 64rem; margin: 0 auto; padding: .6rem 3rem; text-align: right; font-size: .9em; }
.languages label { cursor: pointer; padding: .2rem .5rem; border-radius: .3rem; }
input[name="language"] { position: absolute; opacity: 0; }
#show-fr:not(:checked) ~ main .fr, #show-en:not(:checked) ~ main .en { display: none; }
#show-fr:checked ~ .languages label[for="show-fr"], #show-en:checked ~ .languages label[for="show-en"] { background: #fff; font-weight: 600; }
#show-fr:focus-visible ~ .languages label[for="show-fr"], #show-en:focus-visible ~ .languages label[for="show-en"] { outline: 2px solid var(--plain); }
.kind { margin: 0; color: var(--soft); }
.verdict { margin: .2rem 0 1.2rem; font-size: 1.6rem; line-height: 1.2; font-weight: 600; }
.verdict strong { font-size: 2.6rem; letter-spacing: .02em; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); } .plain { color: var(--plain); }
h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
h3 { margin: 1.2rem 0 .3rem; font-size: 1rem; }
dl.facts { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1.2rem; margin: 0; }
dl.facts dt { color: var(--soft); } dl.facts dd { margin: 0; overflow-wrap: anywhere; }
code { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; font-size: .92em; }
table { border-collapse: collapse; width: 100%; font-size: .8rem; }
th, td { padding: .2rem .25rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
thead th { color: var(--soft); font-weight: 600; border-bottom: 2px solid var(--line); }
tfoot td, tfoot th { font-weight: 600; border-bottom: none; border-top: 2px solid var(--line); }
td.zero { color: #9aa7b3; }
td.told { font-weight: 600; color: var(--bad); }
.scroll { overflow-x: auto; }
.group { margin: 0 0 1rem; padding-left: .9rem; border-left: 3px solid var(--line); }
.group p { margin: .15rem 0; } .group ul { margin: .3rem 0; padding-left: 1.2rem; }
.group.unexplained { border-color: var(--bad); } .group.refused { border-color: var(--warn); }
.count { color: var(--soft); font-weight: 400; }
.words { color: var(--soft); overflow-wrap: anywhere; }
.on-paper { display: none; }
.boundaries { columns: 2; column-gap: 2rem; font-size: .9rem; }
.boundaries p { margin: 0 0 .6rem; break-inside: avoid; }
footer { margin-top: 2rem; color: var(--soft); font-size: .85rem; }
@media (max-width: 40rem) { .sheet { padding: 1.2rem; } .boundaries { columns: 1; } .verdict strong { font-size: 2rem; } }
@media print {
  @page { size: A4; margin: 12mm 14mm; }
  body { background: #fff; font-size: 8.5pt; line-height: 1.28; }
  .languages, .beyond { display: none; }
  .on-paper { display: block; }
  a { color: inherit; text-decoration: none; }
  .group ul { margin: .5mm 0; } .words { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 1; overflow: hidden; }
  .sheet { max-width: none; padding: 0; }
  .verdict { font-size: 13pt; margin-bottom: 2mm; } .verdict strong { font-size: 22pt; }
  h2 { margin: 3.5mm 0 1.2mm; font-size: 10.5pt; } h3 { margin: 2mm 0 .5mm; font-size: 9pt; break-after: avoid; }
  .group { margin-bottom: 1.5mm; break-inside: avoid; }
  table { font-size: 6.8pt; line-height: 1.08; } th, td { padding: .2mm .8mm; }
  .scroll { overflow: visible; }
  thead { display: table-header-group; } tr { break-inside: avoid; }
  .boundaries { font-size: 7.4pt; line-height: 1.25; } .boundaries p { margin-bottom: 1mm; }
  section.counts { break-before: page; }
  footer { margin-top: 2mm; font-size: 7.5pt; }
}
`;

/// The style of the page of a comparison.
enum WhatIfStyle {
    static let text = """
        :root { color-scheme: light dark; --ink: #1c2127; --soft: #57606a; --paper: #ffffff; --line: #d5dae0; --accent: #0b5cad; --band: #cfe2f5;
          --in-person: #2f6f4f; --hub: #8a5a00; --video: #0b5cad; --phone: #7a3b8f; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #a3acb5; --paper: #14181c; --line: #3a424a; --accent: #7db8f0; --band: #1f3a55;
          --in-person: #6cc097; --hub: #e0b050; --video: #7db8f0; --phone: #cf9be0; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
        main { max-width: 76rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
        h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
        .service, .note, caption { color: var(--soft); }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1.5rem; margin-top: 1rem; }
        figure { margin: 0; }
        svg { display: block; width: 100%; height: auto; max-width: 48rem; }
        svg text { font: 13px system-ui, sans-serif; fill: var(--ink); }
        .tick { stroke: var(--line); }
        .tick-text { text-anchor: end; }
        .label, .part { text-anchor: middle; }
        svg .part { fill: var(--paper); }
        .band { fill: var(--band); }
        .bound { fill: none; stroke: var(--soft); stroke-width: 2; stroke-dasharray: 6 4; }
        .score { fill: none; stroke: var(--accent); stroke-width: 2.5; }
        .between { stroke: var(--soft); }
        .bound-mark { stroke: var(--soft); stroke-width: 2; }
        .score-mark { fill: var(--accent); }
        rect.in-person { fill: var(--in-person); } rect.hub { fill: var(--hub); } rect.video { fill: var(--video); } rect.phone { fill: var(--phone); }
        figcaption { font-size: .9rem; margin-top: .25rem; }
        .key { white-space: nowrap; margin-right: .6rem; }
        .key i { display: inline-block; width: .8rem; height: .8rem; vertical-align: -1px; }
        i.dot { background: var(--accent); border-radius: 50%; } i.dash { height: 0; border-top: 2px dashed var(--soft); vertical-align: 4px; } i.shade { background: var(--band); }
        i.in-person { background: var(--in-person); } i.hub { background: var(--hub); } i.video { background: var(--video); } i.phone { background: var(--phone); }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; font-size: .95rem; }
        caption { text-align: left; padding: .25rem 0; }
        th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
        th { font-weight: 600; }
        .number, .number + th { font-variant-numeric: tabular-nums; }
        .number { text-align: right; white-space: nowrap; }
        #requests td { min-width: 10rem; }
        @media print { :root { --ink: #000; --soft: #444; --paper: #fff; --line: #bbb; --accent: #0b5cad; --band: #dde9f5; --in-person: #2f6f4f; --hub: #8a5a00; --video: #0b5cad; --phone: #7a3b8f; }
          main { max-width: none; padding: 0; } .scroll { overflow: visible; } table { font-size: 8pt; } th, td { padding: 2pt 4pt; } figure, tr { break-inside: avoid; }
          rect, .band, i { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
        """
}

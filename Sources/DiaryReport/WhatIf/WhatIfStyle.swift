/// How drawings look; the colours are those of all pages (``PageStyle``).
enum WhatIfStyle {
    static let text = """
        .drawings{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem;margin:1.2rem 0}
        figure{margin:0}
        svg{display:block;width:100%;height:auto;max-width:46rem}
        svg text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--ink)}
        .d-tick{stroke:var(--rule)}
        svg .d-tick-text{text-anchor:end;fill:var(--muted)}
        .d-label{text-anchor:middle}
        svg .d-part{text-anchor:middle;fill:var(--paper);font-weight:600}
        .d-band{fill:var(--i-back)}
        .d-bound{fill:none;stroke:var(--edge);stroke-width:2;stroke-dasharray:6 4}
        .d-score{fill:none;stroke:var(--i-edge);stroke-width:2.5}
        .d-between{stroke:var(--edge)}
        .d-bound-mark{stroke:var(--edge);stroke-width:2}
        .d-score-mark{fill:var(--i-edge)}
        rect.d-in-person{fill:var(--i-edge)} rect.d-hub{fill:var(--h-edge)} rect.d-video{fill:var(--v-edge)} rect.d-phone{fill:var(--p-edge)}
        figcaption{font-size:.9rem;margin-top:.25rem}
        .d-key{white-space:nowrap;margin-right:.6rem}
        .d-key i{display:inline-block;width:.8rem;height:.8rem;vertical-align:-1px}
        i.d-dot{background:var(--i-edge);border-radius:50%} i.d-dash{height:0;border-top:2px dashed var(--edge);vertical-align:4px} i.d-shade{background:var(--i-back);border:1px solid var(--rule)}
        i.d-in-person{background:var(--i-edge)} i.d-hub{background:var(--h-edge)} i.d-video{background:var(--v-edge)} i.d-phone{background:var(--p-edge)}
        .what-if tbody th{min-width:3.5rem}
        .what-if .scroll td:not(.number){min-width:9rem}
        .what-if .note{color:var(--muted)}
        @media print{figure{break-inside:avoid} .what-if .figures table{font-size:7.5pt} .what-if .figures th,.what-if .figures td{padding-right:1.6mm}}
        """
}

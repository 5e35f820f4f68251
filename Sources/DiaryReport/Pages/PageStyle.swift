/// How pages look: on screens light and dark, at the width of a telephone and of a desk, and on A4 paper.
///
/// Colours keep WCAG 2.2's contrast of 4.5 to 1 for text and 3 to 1 for what marks; none carries a meaning that a word or a letter does
/// not carry too.
enum PageStyle {
    static let text = [colours, page, tables, tiles, unplaced, weekAsList, weekAsGrid(onScreen: true), WhatIfStyle.text, print].joined(separator: "\n")

    private static let colours = """
        :root{color-scheme:light dark;--ink:#18212c;--muted:#495462;--paper:#fff;--panel:#f5f7f9;--rule:#d4dae1;--edge:#77828f;--link:#0a4f96;--flag:#9b1c1c;--flag-back:#fdecec;--bar:#3f6fa8;--bar-back:#dde4ec;
        --i-back:#dceafb;--i-edge:#1d5fb4;--h-back:#dcf1e2;--h-edge:#1b7540;--v-back:#ebe4fa;--v-edge:#6a3cb8;--p-back:#fbecd0;--p-edge:#94590a;
        --s-back:#d8f0f1;--s-edge:#0f6b73;--m-back:#e4e8ee;--m-edge:#4d5b6c;--b-back:#ececec;--b-edge:#6b6b6b;--plain-back:#fff;--off:#eff1f4;--evening:#f7f1df}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#e8edf3;--muted:#b3bdc9;--paper:#12171d;--panel:#1b222b;--rule:#37424e;--edge:#8a97a6;--link:#8ec2ff;--flag:#ffb3ab;--flag-back:#47201d;--bar:#7fb0ea;--bar-back:#2c3641;
        --i-back:#173557;--i-edge:#6fabf5;--h-back:#143c26;--h-edge:#62c48a;--v-back:#35264f;--v-edge:#b796f2;--p-back:#46310d;--p-edge:#e0ab52;
        --s-back:#0f3b3f;--s-edge:#57bdc6;--m-back:#2a323d;--m-edge:#9aa8b9;--b-back:#303030;--b-edge:#a3a3a3;--plain-back:#12171d;--off:#1b222b;--evening:#2a2618}}
        """

    private static let page = """
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0 auto;max-width:76rem;padding:0 1.25rem;background:var(--paper);color:var(--ink);font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
        a{color:var(--link);text-underline-offset:.15em}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        .skip{position:absolute;left:-100rem;top:0;padding:.6rem 1rem;background:var(--paper);z-index:9}
        .skip:focus{left:.5rem;top:.5rem}
        .top{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:center;padding:.9rem 0;border-bottom:1px solid var(--rule)}
        .top p{margin:0;color:var(--muted)}
        .top ul,.contents ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:0}
        .top a,.contents a{display:inline-block;padding:.25rem 0;min-height:24px;min-width:24px}
        [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
        h1{font-size:1.9rem;line-height:1.2;letter-spacing:-.01em;font-weight:650;margin:1.6rem 0 .4rem}
        h2{font-size:1.3rem;line-height:1.3;font-weight:650;margin:2.6rem 0 .5rem}
        p{margin:.4rem 0;max-width:46rem}
        .headline{font-size:1.15rem}
        .quality{color:var(--muted)}
        .contents{margin:1.2rem 0 0;padding:.7rem 0;border-top:1px solid var(--rule);border-bottom:1px solid var(--rule)}
        .points{margin:.5rem 0;padding-left:1.2rem;max-width:46rem}
        .points li{margin:.25rem 0}
        .page-links{list-style:none;margin:.6rem 0;padding:0;columns:14rem;column-gap:1.5rem}
        .page-links a{display:inline-block;padding:.2rem 0;min-height:24px;min-width:24px}
        .end{margin:3rem 0 1.5rem;padding-top:.7rem;border-top:1px solid var(--rule);color:var(--muted);font-size:.85rem}
        .end p{max-width:none}
        """

    private static let tables = """
        .tables{display:flex;flex-wrap:wrap;gap:0 3.5rem}
        .scroll{overflow-x:auto;max-width:100%;margin:.8rem 0 1.4rem}
        table{border-collapse:collapse;min-width:min(100%,26rem);font-variant-numeric:tabular-nums;overflow-wrap:normal}
        caption{text-align:left;color:var(--muted);font-size:.9rem;padding:0 0 .35rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .9rem .4rem 0;border-bottom:1px solid var(--rule)}
        th:last-child,td:last-child{padding-right:.2rem}
        thead th{font-size:.85rem;font-weight:600;color:var(--muted);border-bottom:1px solid var(--edge);vertical-align:bottom}
        tbody th{font-weight:500;min-width:9.5rem}
        .cards tbody th{min-width:5.5rem}
        .number{text-align:right;white-space:nowrap}
        .number:not(:last-child){padding-right:1.6rem}
        .share{white-space:nowrap}
        .total th,.total td{border-top:1px solid var(--edge);font-weight:600}
        .bar{display:inline-block;width:4.5rem;height:.55rem;margin-right:.5rem;background:var(--bar-back);border-radius:1px;overflow:hidden}
        .bar span{display:block;height:100%;background:var(--bar)}
        .flag{color:var(--flag);font-weight:650}
        .flag::before{content:"\\25B2\\00A0";font-size:.7em;vertical-align:.1em}
        td a,tbody th a{display:inline-block;min-height:24px;min-width:24px}
        """

    private static let tiles = """
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(14rem,1fr));gap:.75rem;margin:1.4rem 0}
        .tiles div{padding:.8rem .95rem;background:var(--panel);border:1px solid var(--rule);border-radius:6px}
        .tiles dt{color:var(--muted);font-size:.88rem}
        .tiles dd{margin:.1rem 0 0}
        .tiles strong{display:block;font-size:1.6rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
        .tiles span{color:var(--muted);font-size:.88rem}
        @media screen and (max-width:30rem){.tiles{grid-template-columns:repeat(auto-fill,minmax(8.5rem,1fr))}.tiles strong{font-size:1.35rem}}
        """

    private static let unplaced = """
        .order{display:none}
        .order:last-of-type{display:block}
        .order:target{display:block}
        .order:target~.order:last-of-type{display:none}
        .orders{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;align-items:baseline;max-width:none}
        .orders a{padding:.25rem 0;min-height:24px;min-width:24px}
        .sub{display:block;color:var(--muted);font-size:.88rem}
        .label{display:none}
        .cards{width:100%}
        .reason{min-width:16rem}
        @media screen and (max-width:48rem){
        .cards,.cards tbody,.cards tr,.cards th,.cards td{display:block}
        .cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
        .cards tr{padding:.7rem 0;border-bottom:1px solid var(--edge)}
        .cards tbody th{font-weight:650}
        .cards th,.cards td{border:0;padding:.1rem 0;text-align:left;white-space:normal}
        .cards .label{display:inline;color:var(--muted)}
        .cards .sub{display:inline;margin-left:.5rem}
        }
        """

    /// A week as headings and lists, for narrow screens and for whoever prefers them.
    private static let weekAsList = """
        .week-page h1{margin-top:1.2rem}
        .facts{display:flex;flex-wrap:wrap;gap:.3rem 1.8rem;margin:.6rem 0;font-size:.95rem}
        .facts div{display:flex;gap:.45rem}
        .facts dt{color:var(--muted)}
        .facts dd{margin:0}
        .axis,.lines,.band{display:none}
        .switch{display:none;margin:.8rem 0 0}
        .switch a{display:inline-block;padding:.25rem 0;min-height:24px}
        .switch .to-grid{display:none}
        .day h2{font-size:1.1rem;margin:1.4rem 0 0}
        .day .date{font-weight:400;color:var(--muted)}
        .day .shift{margin:0 0 .4rem;color:var(--muted);font-size:.9rem}
        .day ol{list-style:none;margin:0;padding:0}
        .day li{margin:.35rem 0;padding:.45rem .7rem}
        .day li p,.day .none{margin:0;max-width:none}
        .day .none{color:var(--muted)}
        .time{font-weight:650;font-variant-numeric:tabular-nums;white-space:nowrap}
        .title{font-weight:550}
        .travel .title{font-weight:400}
        .detail:not(:last-child)::after,.title:not(:last-child)::after{content:"\\00A0\\00B7"}
        .mark{display:inline-block;min-width:1.35em;padding:0 .25em;text-align:center;line-height:1.35;font-size:.85em;font-weight:700;border-radius:3px;background:var(--edge-colour,var(--edge));color:var(--paper)}
        .day li,.key li{--back:var(--plain-back);background:var(--back);border:1px solid var(--edge-colour,var(--edge));border-left-width:5px;border-radius:3px;color:var(--ink)}
        .day .in-person,.key .in-person{--back:var(--i-back);--edge-colour:var(--i-edge);border-left-style:solid}
        .day .hub,.key .hub{--back:var(--h-back);--edge-colour:var(--h-edge);border-left-style:double}
        .day .video,.key .video{--back:var(--v-back);--edge-colour:var(--v-edge);border-left-style:dashed}
        .day .phone,.key .phone{--back:var(--p-back);--edge-colour:var(--p-edge);border-left-style:dotted}
        .day .supervision,.key .supervision{--back:var(--s-back);--edge-colour:var(--s-edge);border-left-width:1px;border-top-width:3px}
        .day .meeting,.key .meeting{--back:var(--m-back);--edge-colour:var(--m-edge);border-left-width:1px;border-top-width:3px;border-top-style:double}
        .day .busy,.key .busy{--back:var(--b-back);--edge-colour:var(--b-edge);border-left-width:1px}
        .day .cover,.key .cover{--edge-colour:var(--edge);border-style:dashed;border-left-width:1px}
        .day .travel,.key .travel{--edge-colour:var(--edge);border-style:dotted;border-left-width:1px;color:var(--muted)}
        .day .rest,.key .rest{--edge-colour:var(--rule);border-style:solid;border-left-width:1px;color:var(--muted)}
        .day .travel .mark,.day .rest .mark,.key .travel .mark,.key .rest .mark{background:none;color:inherit}
        .key{display:flex;flex-wrap:wrap;gap:.4rem .6rem;list-style:none;margin:1rem 0;padding:0;font-size:.85rem}
        .key li{padding:.1rem .55rem}
        .key .notes-key .mark{background:none;color:inherit}
        .more{margin-top:1.5rem}
        """

    /// The week as a grid to scale: on wide screens unless the list is asked for, and on paper.
    private static func weekAsGrid(onScreen: Bool) -> String {
        let grid = onScreen ? ".grid:not(:target)" : ".grid"
        // On paper the hours share what the page has left; a line is as high as the least that is left allows.
        let line = onScreen ? ".92rem" : "min(3.3mm,206mm/var(--lines))"
        let rules = """
            \(grid) .week{display:grid;grid-template-columns:3.2em repeat(var(--days),minmax(0,1fr));grid-template-rows:auto auto 1fr;column-gap:.35em;padding-right:1px;font-size:\(onScreen ? ".76rem" : "calc(\(line)*.8)");line-height:calc(\(line));overflow-wrap:anywhere}
            \(grid) .axis{display:block;position:relative;grid-row:3;grid-column:1;color:var(--muted);font-variant-numeric:tabular-nums}
            \(grid) .axis span{position:absolute;right:.5em;white-space:nowrap;transform:translateY(-50%)}
            \(grid) .day{display:contents}
            \(grid) .day h2{grid-row:1;grid-column:var(--column);font-size:1.15em;margin:.2em 0 0;line-height:1.35}
            \(grid) .day .shift{grid-row:2;grid-column:var(--column);font-size:1em;margin:0 0 .35em;line-height:1.3}
            \(grid) .track{grid-row:3;grid-column:var(--column);position:relative;height:\(onScreen ? "calc(var(--lines)*\(line))" : "auto");border:1px solid var(--rule);background:var(--off)}
            \(grid) .lines{display:block;position:relative;z-index:1;grid-row:3;grid-column:2/-1;pointer-events:none}
            \(grid) .lines span{position:absolute;left:0;right:0;border-top:1px solid var(--rule)}
            \(grid) .band{display:block;position:absolute;left:0;right:0;background:var(--paper)}
            \(grid) .band.evening{background:var(--evening)}
            \(grid) .day li{position:absolute;z-index:2;top:var(--top);height:calc(var(--height) - 1px);left:var(--left);width:calc(var(--width) - 1px);margin:0;padding:0 .3em;overflow:hidden}
            \(grid) .day li p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:var(--rows);line-clamp:var(--rows);overflow:hidden;line-height:calc(\(line))}
            \(grid) .day .mark{line-height:1.15;min-width:1.3em}
            \(grid) .day li[style*="--notes"]{background:linear-gradient(to bottom,transparent var(--notes),color-mix(in srgb,var(--edge-colour) 22%,transparent) var(--notes)),var(--back)}
            \(grid) .day .none{position:relative;z-index:2;padding:.6em}
            \(grid) .day .one .word,\(grid) .day .narrow .word,\(grid) .day .one .until,\(grid) .day .narrow .until{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
            \(grid) .switch{display:block}
            """
        return onScreen ? "@media screen and (min-width:60rem){\n\(rules)\n}\n@media screen and (min-width:60rem){.grid:target .switch .to-list{display:none}.grid:target .switch{display:block}.grid:target .switch .to-grid{display:inline-block}}" : rules
    }

    private static let print = """
        @page{size:A4 portrait;margin:10mm}
        @media print{
        html{font-size:9.5pt}
        body{max-width:none;padding:0;line-height:1.35}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .skip,.top nav,.contents,.switch,.orders,.page-links{display:none}
        .top{padding:0 0 1mm}
        td a,tbody th a,a{color:inherit;text-decoration:none;display:inline;min-height:0}
        h1{font-size:16pt;margin:3mm 0 1mm}
        h2{font-size:12pt;margin:5mm 0 1mm;break-after:avoid}
        .tiles{grid-template-columns:repeat(4,1fr);gap:2mm;margin:3mm 0}
        .tiles div{padding:1.5mm 2mm}
        .tiles strong{font-size:13pt}
        .scroll{overflow:visible;margin:1mm 0 3mm}
        table{font-size:8.5pt;min-width:0}
        tbody th{min-width:38mm}
        th,td{padding:.6mm 2.5mm .6mm 0}
        .number:not(:last-child){padding-right:3.5mm}
        .tables{gap:0 10mm}
        tr,.tiles div{break-inside:avoid}
        thead{display:table-header-group}
        .bar{width:14mm;height:2mm}
        .end{margin:4mm 0 0;padding-top:1mm;font-size:7.5pt}
        .week-page .end{margin-top:1.5mm}
        .week-page h1{font-size:14pt;margin:1.5mm 0 0}
        .week-page h1,.week-page .headline,.week-page .top p{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:1;line-clamp:1;overflow:hidden;max-width:none}
        .week-page .headline,.week-page .facts{font-size:8.5pt;margin:.5mm 0}
        .week-page .facts{gap:0 6mm;max-height:16mm;overflow:hidden;flex:none}
        .week-page{display:flex;flex-direction:column;height:276mm;overflow:hidden}
        .week-page main,.week-page .grid,.week-page .week{flex:1;min-height:0}
        .week-page main,.week-page .grid{display:flex;flex-direction:column}
        .week-page .more{display:none}
        .key{margin:1.5mm 0 0;gap:1mm 1.5mm;font-size:7pt}
        .key li{padding:0 1.5mm}
        \(weekAsGrid(onScreen: false))
        .grid .switch{display:none}
        }
        """
}

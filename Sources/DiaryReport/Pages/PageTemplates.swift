import Mustache

/// Why pages could not be made, which is a fault of this program.
public enum PageError: Error, Hashable, Sendable {
    /// A template does not parse; says why.
    case template(String)
}

extension PageError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .template(let reason): "A template of the pages does not parse: \(reason)"
        }
    }
}

/// The pages' HTML with holes for values.
///
/// Every page is one file with its style inside, well-formed as XML, without scripts and without anything from elsewhere; its
/// Content-Security-Policy forbids both. Values stand in `{{ }}`, which escapes them (``PageText``); no template has a hole that does not.
struct PageTemplates: Sendable {
    enum Page: String, CaseIterable {
        case overview, unplaced, week, whatIf
    }

    private let library: MustacheLibrary

    init() throws(PageError) {
        MustacheContentTypes.register(PageText(), named: PageText.name)
        var library = MustacheLibrary()
        do {
            for (name, text) in Self.texts {
                // A part starts with Mustache's own escaping, whatever the page around it has.
                try library.register("{{% CONTENT_TYPE:\(PageText.name)}}\(text)", named: name)
            }
        } catch {
            throw .template("\(error)")
        }
        self.library = library
    }

    /// A page's HTML.
    func html(_ page: Page, _ values: [String: Any]) -> String {
        library.render(values, withTemplate: page.rawValue) ?? ""
    }

    private static let texts: [String: String] = [
        "head": head, "foot": foot, "table": table, Page.overview.rawValue: overview, Page.unplaced.rawValue: unplaced,
        Page.week.rawValue: week, Page.whatIf.rawValue: WhatIfTemplates.page, "curve": WhatIfTemplates.curve, "bars": WhatIfTemplates.bars,
        "frame": WhatIfTemplates.frame,
    ]

    private static let head = """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
        <meta name="referrer" content="no-referrer"/>
        <meta name="generator" content="Diary Planner"/>
        <title>{{title}}</title>
        <style>
        \(PageStyle.text)
        </style>
        </head>
        <body class="{{kind}}">
        <a class="skip" href="#content">Skip to content</a>
        <header class="top">
        <p class="service">{{service}}</p>
        {{#hasLinks}}<nav aria-label="Pages"><ul>{{#links}}<li><a href="{{href}}"{{#isCurrent}} aria-current="page"{{/isCurrent}}>{{text}}</a></li>{{/links}}</ul></nav>{{/hasLinks}}
        </header>

        """

    private static let foot = """
        <footer class="end">
        <p>{{weekText}}. {{privacy}} Made by Diary Planner; nothing on this page comes from, or goes to, anywhere else.</p>
        </footer>
        </body>
        </html>

        """

    /// A table in a box of its own, which scrolls where the page is narrower than the table.
    private static let table = """
        <div class="scroll" role="region" aria-labelledby="{{id}}" tabindex="0">
        <table>
        <caption id="{{id}}">{{caption}}</caption>
        <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}<tr{{#isTotal}} class="total"{{/isTotal}}>{{#cells}}{{#isHead}}<th scope="row">{{#href}}<a href="{{.}}">{{/href}}{{text}}{{#href}}</a>{{/href}}</th>{{/isHead}}{{^isHead}}<td{{#class}} class="{{.}}"{{/class}}>{{#href}}<a href="{{.}}">{{/href}}{{#share}}<span class="bar" aria-hidden="true"><span style="width:{{.}}%"></span></span>{{/share}}{{#flag}}<strong class="flag">{{text}}</strong>{{/flag}}{{^flag}}{{text}}{{/flag}}{{#href}}</a>{{/href}}</td>{{/isHead}}{{/cells}}</tr>
        {{/rows}}</tbody>
        </table>
        </div>

        """

    private static let overview = """
        {{>head}}<main id="content" tabindex="-1">
        <h1>{{heading}}</h1>
        <p class="headline">{{headline}}</p>
        <p class="quality">{{quality}}</p>
        <dl class="tiles">
        {{#tiles}}<div><dt>{{label}}</dt><dd><strong>{{value}}</strong> <span>{{note}}</span></dd></div>
        {{/tiles}}</dl>
        <nav class="contents" aria-label="On this page"><ul>{{#sections}}<li><a href="#{{anchor}}">{{heading}}</a></li>{{/sections}}</ul></nav>
        {{#sections}}<section>
        <h2 id="{{anchor}}">{{heading}}</h2>
        {{#paragraphs}}<p>{{.}}</p>
        {{/paragraphs}}{{#hasPoints}}<ul class="points">{{#points}}<li>{{.}}</li>{{/points}}</ul>
        {{/hasPoints}}{{#hasTables}}<div class="tables">{{#tables}}{{>table}}{{/tables}}</div>
        {{/hasTables}}{{#hasPageLinks}}<ul class="page-links">{{#pageLinks}}<li><a href="{{href}}">{{text}}</a></li>{{/pageLinks}}</ul>
        {{/hasPageLinks}}</section>
        {{/sections}}</main>
        {{>foot}}
        """

    /// One table for each order; which one is seen follows from the address (`#by-school`), the last where it names none.
    private static let unplaced = """
        {{>head}}<main id="content" tabindex="-1">
        <h1>{{heading}}</h1>
        <p class="headline">{{headline}}</p>
        {{#paragraphs}}<p>{{.}}</p>
        {{/paragraphs}}{{#orders}}<section class="order" id="{{anchor}}">
        <h2>{{name}}</h2>
        <p class="orders"><span>Order:</span> {{#choices}}<a href="#{{anchor}}"{{#isCurrent}} aria-current="true"{{/isCurrent}}>{{name}}</a> {{/choices}}</p>
        <table class="cards" role="table" aria-label="Requests not placed, {{orderText}}">
        <thead role="rowgroup"><tr role="row">{{#headings}}<th role="columnheader" scope="col"{{#sort}} aria-sort="{{.}}"{{/sort}}>{{#href}}<a href="{{.}}">{{/href}}{{text}}{{#href}}</a>{{/href}}</th>{{/headings}}</tr></thead>
        <tbody role="rowgroup">
        {{#rows}}<tr role="row"><th role="rowheader" scope="row">{{request}}{{#client}}<span class="sub">client {{.}}</span>{{/client}}</th><td role="cell"><span class="label">Type </span>{{type}}<span class="sub">{{modes}}</span></td><td role="cell"><span class="label">School </span>{{school}}</td><td role="cell"><span class="label">Priority </span>{{priority}}{{#groups}}<span class="sub">{{.}}</span>{{/groups}}</td><td role="cell" class="number"><span class="label">Waiting </span>{{waiting}}</td><td role="cell" class="reason"><span class="label">Why </span>{{reason}}</td></tr>
        {{/rows}}</tbody>
        </table>
        </section>
        {{/orders}}</main>
        {{>foot}}
        """

    private static let week = """
        {{>head}}<main id="content" tabindex="-1">
        <h1>{{heading}}</h1>
        <p class="headline">{{headline}}</p>
        {{#hasFacts}}<dl class="facts">{{#facts}}<div><dt>{{label}}</dt><dd>{{text}}</dd></div>{{/facts}}</dl>
        {{/hasFacts}}<div class="grid" id="list" style="--lines:{{lines}};--days:{{dayCount}}">
        <p class="switch"><a class="to-list" href="#list">Show as a list</a><a class="to-grid" href="#content">Show as a grid</a></p>
        <div class="week">
        <div class="axis" aria-hidden="true">{{#hours}}<span style="top:{{top}}%">{{text}}</span>{{/hours}}</div>
        <div class="lines" aria-hidden="true">{{#hours}}<span style="top:{{top}}%"></span>{{/hours}}</div>
        {{#days}}<section class="day" style="--column:{{column}}">
        <h2><span class="name">{{name}}</span> <span class="date">{{date}}</span></h2>
        <p class="shift">{{shift}}</p>
        <div class="track">
        {{#bands}}<div class="band {{kind}}" style="top:{{top}}%;height:{{height}}%"></div>{{/bands}}
        {{#hasEntries}}<ol>{{#entries}}<li class="{{kind}}{{#isOneLine}} one{{/isOneLine}}{{#isNarrow}} narrow{{/isNarrow}}" style="--top:{{top}}%;--height:{{height}}%;--left:{{left}}%;--width:{{width}}%;--rows:{{rows}}{{#notes}};--notes:{{.}}%{{/notes}}"><p><b class="mark" aria-hidden="true">{{mark}}</b> <span class="time">{{from}}<span class="until">{{until}}</span></span> <span class="word">{{word}}</span>{{#title}} <span class="title">{{.}}</span>{{/title}}{{#details}} <span class="detail">{{.}}</span>{{/details}}{{#writeUp}} <span class="detail">{{.}}</span>{{/writeUp}}</p></li>{{/entries}}</ol>{{/hasEntries}}
        {{^hasEntries}}<p class="none">Nothing planned</p>{{/hasEntries}}
        </div>
        </section>
        {{/days}}</div>
        <ul class="key" aria-label="Key">{{#legend}}<li class="{{kind}}"><b class="mark">{{mark}}</b> {{word}}</li>{{/legend}}{{#hasNotes}}<li class="notes-key"><b class="mark">▒</b> write-up, the shaded foot of a session</li>{{/hasNotes}}</ul>
        </div>
        {{#tables}}<section class="more">{{>table}}</section>{{/tables}}
        </main>
        {{>foot}}
        """
}

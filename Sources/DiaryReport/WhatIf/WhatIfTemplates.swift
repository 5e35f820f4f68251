import Mustache

/// Why a page could not be made, which is a fault of this program.
public enum WhatIfPageError: Error, Hashable, Sendable {
    /// A template does not parse; says why.
    case template(String)
}

/// The page of a comparison with holes for values; every hole escapes what is put there.
struct WhatIfTemplates {
    private let library: MustacheLibrary

    init() throws(WhatIfPageError) {
        var library = MustacheLibrary()
        do {
            for (name, text) in ["page": Self.page, "curve": Self.curve, "bars": Self.bars, "frame": Self.frame, "table": Self.table] {
                try library.register(text, named: name)
            }
        } catch {
            throw .template("\(error)")
        }
        self.library = library
    }

    func html(_ values: [String: Any]) -> String { library.render(values, withTemplate: "page") ?? "" }

    private static let page = """
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
        \(WhatIfStyle.text)
        </style>
        </head>
        <body>
        <main>
        <h1>{{heading}}</h1>
        <p class="service">{{service}} {{week}}</p>
        {{#notes}}<p>{{.}}</p>
        {{/notes}}<div class="figures">
        {{#curve}}{{>curve}}{{/curve}}{{#bars}}{{>bars}}{{/bars}}</div>
        {{#hasGains}}<section aria-labelledby="certain"><h2 id="certain">What is certain, however long anybody searches</h2>
        <ul class="gains">{{#gains}}<li>{{.}}</li>
        {{/gains}}</ul></section>
        {{/hasGains}}{{#sections}}<section aria-labelledby="{{id}}"><h2 id="{{id}}">{{heading}}</h2>
        {{#table}}{{>table}}{{/table}}<p class="note">{{note}}</p>
        </section>
        {{/sections}}</main>
        </body>
        </html>

        """

    /// Ticks, labels and the name of the axis, which both drawings have.
    private static let frame = """
        {{#ticks}}<line class="tick" x1="{{x1}}" x2="{{x2}}" y1="{{y}}" y2="{{y}}"/><text class="tick-text" x="{{textX}}" y="{{textY}}">{{text}}</text>
        {{/ticks}}{{#labels}}<text class="label" x="{{x}}" y="{{y}}">{{text}}</text>
        {{/labels}}<text class="label" x="{{axisX}}" y="{{axisY}}">{{axis}}</text>

        """

    private static let curve = """
        <figure>
        <svg viewBox="{{viewBox}}" role="img" aria-labelledby="curve-title curve-description" xmlns="http://www.w3.org/2000/svg">
        <title id="curve-title">{{title}}</title>
        <desc id="curve-description">{{description}}</desc>
        {{#isCurve}}<polygon class="band" points="{{band}}"/>
        {{/isCurve}}{{>frame}}{{#isCurve}}<polyline class="bound" points="{{upper}}"/>
        <polyline class="score" points="{{lower}}"/>
        {{/isCurve}}{{#marks}}<g><title>{{title}}</title><line class="between" x1="{{x}}" x2="{{x}}" y1="{{bound}}" y2="{{score}}"/><line class="bound-mark" x1="{{left}}" x2="{{right}}" y1="{{bound}}" y2="{{bound}}"/><circle class="score-mark" cx="{{x}}" cy="{{score}}" r="4"/></g>
        {{/marks}}</svg>
        <figcaption><strong>{{title}}.</strong> <span class="key"><i class="dot"></i> the plan's score</span> <span class="key"><i class="dash"></i> the bound, which no plan surpasses</span> <span class="key"><i class="shade"></i> where the best plan lies</span></figcaption>
        </figure>

        """

    private static let bars = """
        <figure>
        <svg viewBox="{{viewBox}}" role="img" aria-labelledby="bars-title bars-description" xmlns="http://www.w3.org/2000/svg">
        <title id="bars-title">{{title}}</title>
        <desc id="bars-description">{{description}}</desc>
        {{>frame}}{{#parts}}<g><title>{{title}}</title><rect class="{{kind}}" x="{{x}}" y="{{y}}" width="{{width}}" height="{{height}}"/><text class="part" x="{{textX}}" y="{{textY}}">{{text}}</text></g>
        {{/parts}}</svg>
        <figcaption><strong>{{title}}.</strong> {{#key}}<span class="key"><i class="{{kind}}"></i> {{text}}</span> {{/key}}</figcaption>
        </figure>

        """

    private static let table = """
        <div class="scroll" role="region" aria-labelledby="{{id}}-caption" tabindex="0">
        <table id="{{id}}">
        <caption id="{{id}}-caption">{{caption}}</caption>
        <thead><tr>{{#columns}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}<tr><th scope="row">{{head}}</th>{{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/cells}}</tr>
        {{/rows}}</tbody>
        </table>
        </div>

        """
}

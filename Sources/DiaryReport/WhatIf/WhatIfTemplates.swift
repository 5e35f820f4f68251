/// The parts of the page of a comparison, as templates for ``PageTemplates``.
enum WhatIfTemplates {
    static let page = """
        {{>head}}<main id="content" tabindex="-1">
        <h1>{{heading}}</h1>
        {{#notes}}<p>{{.}}</p>
        {{/notes}}<div class="drawings">
        {{#curve}}{{>curve}}{{/curve}}{{#bars}}{{>bars}}{{/bars}}</div>
        {{#hasGains}}<section aria-labelledby="certain"><h2 id="certain">What is certain, however long anybody searches</h2>
        <ul class="points">{{#gains}}<li>{{.}}</li>
        {{/gains}}</ul></section>
        {{/hasGains}}{{#sections}}<section class="{{anchor}}" aria-labelledby="{{anchor}}-heading"><h2 id="{{anchor}}-heading">{{heading}}</h2>
        {{#tables}}{{>table}}{{/tables}}<p class="note">{{note}}</p>
        </section>
        {{/sections}}</main>
        {{>foot}}
        """

    /// Ticks, labels and the name of the axis, which both drawings have.
    static let frame = """
        {{#ticks}}<line class="d-tick" x1="{{x1}}" x2="{{x2}}" y1="{{y}}" y2="{{y}}"/><text class="d-tick-text" x="{{textX}}" y="{{textY}}">{{text}}</text>
        {{/ticks}}{{#labels}}<text class="d-label" x="{{x}}" y="{{y}}">{{text}}</text>
        {{/labels}}<text class="d-label" x="{{axisX}}" y="{{axisY}}">{{axis}}</text>

        """

    static let curve = """
        <figure>
        <svg viewBox="{{viewBox}}" role="img" aria-labelledby="curve-title curve-description" xmlns="http://www.w3.org/2000/svg">
        <title id="curve-title">{{title}}</title>
        <desc id="curve-description">{{description}}</desc>
        {{#isCurve}}<polygon class="d-band" points="{{band}}"/>
        {{/isCurve}}{{>frame}}{{#isCurve}}<polyline class="d-bound" points="{{upper}}"/>
        <polyline class="d-score" points="{{lower}}"/>
        {{/isCurve}}{{#marks}}<g><title>{{title}}</title><line class="d-between" x1="{{x}}" x2="{{x}}" y1="{{bound}}" y2="{{score}}"/><line class="d-bound-mark" x1="{{left}}" x2="{{right}}" y1="{{bound}}" y2="{{bound}}"/><circle class="d-score-mark" cx="{{x}}" cy="{{score}}" r="4"/></g>
        {{/marks}}</svg>
        <figcaption><strong>{{title}}.</strong> <span class="d-key"><i class="d-dot"></i> the plan's score</span> <span class="d-key"><i class="d-dash"></i> the bound, which no plan surpasses</span> <span class="d-key"><i class="d-shade"></i> where the best plan lies</span></figcaption>
        </figure>

        """

    static let bars = """
        <figure>
        <svg viewBox="{{viewBox}}" role="img" aria-labelledby="bars-title bars-description" xmlns="http://www.w3.org/2000/svg">
        <title id="bars-title">{{title}}</title>
        <desc id="bars-description">{{description}}</desc>
        {{>frame}}{{#parts}}<g><title>{{title}}</title><rect class="d-{{kind}}" x="{{x}}" y="{{y}}" width="{{width}}" height="{{height}}"/><text class="d-part" x="{{textX}}" y="{{textY}}">{{text}}</text></g>
        {{/parts}}</svg>
        <figcaption><strong>{{title}}.</strong> {{#key}}<span class="d-key"><i class="d-{{kind}}"></i> {{text}}</span> {{/key}}</figcaption>
        </figure>

        """
}

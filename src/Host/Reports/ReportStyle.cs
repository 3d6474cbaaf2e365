namespace Sweeper.Host.Reports;

/// <summary>The page's style: light and dark, phone to wide screen, and print.</summary>
internal static class ReportStyle
{
    // No character here means something to XML: the page is well-formed as XML too, which a test reads it as.
    public const string Css =
        """
        :root { color-scheme: light dark; --ink: #1b1f24; --muted: #57606a; --rule: #d8dee4; --paper: #ffffff; --soft: #f6f8fa; --link: #0550ae;
          --good: #00614a; --bad: #a33b00; --s0: #0072b2; --s1: #d55e00; --s2: #009e73; --s3: #cc79a7; --s4: #e69f00; --s5: #56b4e9; }
        @media screen and (prefers-color-scheme: dark) { :root { --ink: #e6e8eb; --muted: #9aa4af; --rule: #343b44; --paper: #14171b; --soft: #1d2127; --link: #79b8ff;
          --good: #4fd0a8; --bad: #ff9a5c; --s0: #4aa3e0; --s1: #ff8233; --s2: #22c796; --s3: #e39cc6; --s4: #f0b429; --s5: #9bd6f7; } }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; }
        header, main, footer { max-width: 1500px; margin: 0 auto; padding: 0 20px; }
        header { padding-top: 28px; }
        h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 6px; overflow-wrap: anywhere; }
        h2 { font-size: 1.3rem; margin: 44px 0 10px; padding-top: 10px; border-top: 1px solid var(--rule); }
        h3 { font-size: 1.02rem; margin: 0 0 2px; overflow-wrap: anywhere; }
        p { margin: 6px 0 10px; max-width: 80ch; overflow-wrap: anywhere; }
        a { color: var(--link); }
        nav { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 12px 0; }
        .lead { font-size: 1.05rem; }
        .missing { color: var(--bad); }
        .note { color: var(--muted); }
        .claims { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 340px), 1fr)); gap: 14px; margin: 12px 0 18px; }
        .claim { border: 1px solid var(--rule); border-left: 6px solid var(--muted); border-radius: 6px; padding: 12px 14px; background: var(--soft); break-inside: avoid; overflow-wrap: anywhere; }
        .claim.supported { border-left-color: var(--good); }
        .claim.contradicted { border-left-color: var(--bad); }
        .claim p { margin: 4px 0; }
        .verdict { font-weight: 700; letter-spacing: 0.02em; color: var(--muted); }
        .supported .verdict { color: var(--good); }
        .contradicted .verdict { color: var(--bad); }
        .difference { font-size: 1.45rem; font-weight: 600; font-variant-numeric: tabular-nums; }
        figure { margin: 18px 0 30px; }
        figcaption { font-size: 0.9rem; color: var(--muted); margin-bottom: 8px; max-width: 110ch; overflow-wrap: anywhere; }
        figcaption b, figcaption h3 { color: var(--ink); }
        .files { white-space: nowrap; }
        .panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 400px), 1fr)); gap: 6px 14px; }
        .panels svg { width: 100%; height: auto; max-width: 520px; break-inside: avoid; }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 0.88rem; margin: 8px 0 0; padding: 0; list-style: none; }
        .legend li { display: inline-flex; align-items: center; gap: 6px; overflow-wrap: anywhere; }
        .legend svg { flex: none; }
        .remaining, #axis-log:checked ~ .charts .pruned { display: none; }
        #axis-log:checked ~ .charts .remaining { display: block; }
        .switch { margin-right: 16px; }
        .scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--rule); border-radius: 6px; }
        .heat { border: 0; }
        .long .scroll { max-height: 30rem; overflow: auto; }
        .long thead th { position: sticky; top: 0; }
        .in-print { display: none; }
        table { border-collapse: collapse; font-size: 0.85rem; font-variant-numeric: tabular-nums; width: 100%; }
        th, td { padding: 4px 10px; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); white-space: pre-line; min-width: 13em; max-width: 34em; }
        .n, .s { min-width: 0; }
        td.s { white-space: nowrap; }
        td.n { white-space: pre; }
        .n { text-align: right; }
        th { background: var(--soft); font-weight: 600; vertical-align: bottom; }
        tbody tr:last-child td { border-bottom: 0; }
        tbody tr:nth-child(even) { background: color-mix(in srgb, var(--soft) 55%, transparent); }
        pre { background: var(--soft); border: 1px solid var(--rule); border-radius: 6px; padding: 12px; overflow-x: auto; font: 0.82rem/1.45 ui-monospace, "DejaVu Sans Mono", monospace; }
        dl { display: grid; grid-template-columns: minmax(9em, max-content) 1fr; gap: 3px 18px; }
        dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
        footer { color: var(--muted); font-size: 0.85rem; padding-bottom: 40px; }
        :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
        @media (max-width: 600px) { header, main, footer { padding-left: 14px; padding-right: 14px; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 8px; } }
        @page { size: A4; margin: 13mm 14mm 15mm; @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt "DejaVu Sans", Helvetica, Arial, sans-serif; color: #57606a; } }
        @media print {
          html { font-size: 9pt; }
          body { font-size: 9pt; line-height: 1.35; }
          header, main, footer { max-width: none; padding: 0; }
          nav, .switch, #axis-pruned, #axis-log, .files { display: none; }
          p, figcaption { max-width: none; orphans: 3; widows: 3; }
          h2 { margin-top: 16pt; }
          h2, h3, figcaption { break-after: avoid; break-inside: avoid; }
          figure { margin: 8pt 0 12pt; }
          .charts figure, figure.table:not(.long), tr, .panels svg, .heat svg { break-inside: avoid; }
          .legend { break-before: avoid; break-after: avoid; }
          .panels { grid-template-columns: 1fr 1fr; }
          .panels:has(svg:nth-child(5)) { grid-template-columns: 1fr 1fr 1fr; }
          .scroll, .long .scroll { overflow: visible; border: 0; max-height: none; }
          .long tbody tr:nth-child(n+41) { display: none; }
          .in-print { display: block; break-before: avoid; }
          .long thead th { position: static; }
          .heat svg { max-width: 80%; height: auto; }
          table { font-size: 6.8pt; line-height: 1.25; }
          thead { display: table-header-group; }
          th, td { padding: 1px 3px; min-width: 0; max-width: none; }
          td.n { white-space: pre-line; }
          #table-claims td.s { white-space: normal; }
          #table-claims td:first-child { min-width: 13em; }
          footer { font-size: 7pt; padding-bottom: 0; break-before: avoid; break-inside: avoid; }
          pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt; padding: 6pt; }
          dl { grid-template-columns: 7em 1fr; }
        }
        """;
}

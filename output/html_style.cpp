// The style sheet of every page. Contrast: words at least 4.5:1, marks at least 3:1.
#include "output/html.h"

namespace output {

std::string_view page_style() {
  return R"css(*{box-sizing:border-box}
html{background:#fff;-webkit-text-size-adjust:100%}
body{margin:0;color:#0b0c0c;font:1.0625rem/1.5 Arial,Helvetica,"Liberation Sans",sans-serif}
.skip{position:absolute;left:-999em;padding:12px;background:#fff;color:#12436d}
.skip:focus{position:static;display:block}
header{background:#12436d;color:#fff;font-weight:bold}
header p,main,footer{max-width:790px;margin:0 auto;padding:10px 12px}
main:focus{outline:0}
h1,h2,h3,h4{text-wrap:balance}
h1{font-size:2rem;line-height:1.15;margin:20px 0 10px}
h2{font-size:1.5rem;line-height:1.2;margin:44px 0 12px;padding-top:14px;border-top:3px solid #12436d}
h3{font-size:1.1875rem;line-height:1.3;margin:30px 0 6px}
h4{font-size:1.0625rem;line-height:1.3;margin:24px 0 6px}
p,ul{margin:0 0 14px;max-width:68ch}
ul{padding-left:22px}
li{margin-bottom:6px}
.sources{overflow-wrap:anywhere}
a{color:#12436d;text-decoration-thickness:1px;text-underline-offset:3px}
a:hover{text-decoration-thickness:3px}
:focus-visible{outline:3px solid #801650;outline-offset:2px}
.quiet,.measure{max-width:none}
.quiet{color:#505a5f;font-size:.9375rem;margin-bottom:10px}
.measure{font-weight:bold;font-size:.9375rem;margin-bottom:4px}
.inset{border-left:8px solid #12436d;padding:2px 0 2px 16px;margin:20px 0;font-size:1.1875rem}
.inset p:last-child{margin-bottom:0}
.contents{list-style:none;padding:0;columns:2;column-gap:24px}
.contents li{margin:0;break-inside:avoid}
.contents a{display:inline-block;padding:4px 0;min-height:24px}
figure{margin:0 0 8px}
figure>h3:first-child,figure>h4:first-child{margin-top:34px}
svg{display:block;max-width:100%;height:auto;font-family:Arial,Helvetica,"Liberation Sans",sans-serif;print-color-adjust:exact;-webkit-print-color-adjust:exact}
svg .b{font-weight:bold}
svg .m{text-anchor:middle}
svg .e{text-anchor:end}
svg.wide{width:760px;display:none}
svg.narrow{width:400px}
svg.panel{width:400px;margin-bottom:8px}
.pictures{display:flex;flex-wrap:wrap;gap:0 20px}
.pictures+.quiet{margin-top:8px}
summary{display:inline-block;min-height:24px;padding:4px 0;color:#12436d;cursor:pointer;text-decoration:underline;text-underline-offset:3px}
summary:before{content:"\25B6\00A0 ";font-size:.75em}
details[open]>summary:before{content:"\25BC\00A0 "}
details{margin:0 0 14px}
.scroll{overflow-x:auto;margin-bottom:14px}
table{border-collapse:collapse;width:100%;margin:0 0 14px;font-size:.9375rem;line-height:1.35}
caption{text-align:left;font-weight:bold;padding:8px 0}
th,td{text-align:left;vertical-align:top;padding:7px 12px 7px 0;border-bottom:1px solid #b1b4b6;font-weight:normal}
thead th{font-weight:bold;vertical-align:bottom;border-bottom:2px solid #0b0c0c}
th:last-child,td:last-child{padding-right:4px}
.n,.numbers td,.numbers thead th+th{text-align:right;font-variant-numeric:tabular-nums}
td.n .below,.numbers td .below{white-space:nowrap}
.scroll caption span{display:block;position:sticky;left:0;max-width:min(760px,calc(100vw - 24px))}
.scroll tbody th,.stacked tbody th{min-width:8.5em}
.numbers.stacked td .below{white-space:normal}
.below{display:block;color:#505a5f;font-size:.8125rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.s1,.s2,.s3,.s4{print-color-adjust:exact;-webkit-print-color-adjust:exact}
td.s1,td.s2,td.s3,td.s4{padding-left:8px}
.s1{background:#fdeee5}
.s2{background:#fbd8c3}
.s3{background:#f9bd9b}
.s4{background:#f7a273}
.s1 .below,.s2 .below,.s3 .below,.s4 .below{color:#0b0c0c}
footer{border-top:1px solid #b1b4b6;margin-top:40px;color:#505a5f;font-size:.875rem}
@media (min-width:700px){
header p,main,footer{padding-left:15px;padding-right:15px}
svg.wide{display:block}
svg.narrow{display:none}
svg.panel{width:calc(50% - 10px)}
}
@media (max-width:480px){
body{font-size:1rem}
h1{font-size:1.625rem}
h2{font-size:1.3125rem}
.inset{font-size:1.0625rem;padding-left:12px}
.contents{columns:1}
table{font-size:.875rem}
th,td{padding-right:8px}
}
@media screen and (max-width:480px){
.stacked,.stacked caption,.stacked tbody{display:block}
.stacked thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stacked tbody tr{display:grid;grid-template-columns:repeat(auto-fit,minmax(84px,1fr));gap:0 10px;padding:7px 0;border-bottom:1px solid #b1b4b6}
.stacked tbody th{grid-column:1/-1;padding:0 0 3px;border:0;font-weight:bold}
.stacked tbody th .below{display:inline;font-weight:normal}
.stacked tbody td{padding:0 4px 2px;border:0;text-align:left;overflow-wrap:anywhere}
.stacked td:before{content:attr(data-brief) " ";color:#505a5f}
}
@media print{
@page{size:A4;margin:14mm}
body{font-size:10.5pt}
header{background:#fff;color:#0b0c0c;border-bottom:2px solid #12436d}
header p,main,footer{max-width:none;padding-left:0;padding-right:0}
.skip,nav,details:not(.short):not([open]){display:none}
svg.wide{display:block;width:75%;max-height:215mm}
svg.narrow{display:none}
svg.panel{width:calc(50% - 10px)}
figure,tr,li,.inset,footer,table:not(:has(tr:nth-child(14))){break-inside:avoid}
p{orphans:3;widows:3}
footer{margin-top:12px;padding-top:0;padding-bottom:0;font-size:9pt;line-height:1.25}
footer p{max-width:none;margin:2px 0}
h1,h2,h3,h4,caption{break-after:avoid}
h2{margin-top:26px}
thead{display:table-header-group}
details.short::details-content{content-visibility:visible;block-size:auto}
summary{display:none}
.scroll{overflow:visible}
table{font-size:8.5pt;line-height:1.25}
th,td{padding-top:2px;padding-bottom:2px}
.below{display:inline;font-size:8pt}
.below:before{content:"("}
.below:after{content:")"}
h3,figure>h3:first-child{margin-top:18px}
a{color:inherit;text-decoration:none}
}
)css";
}

}  // namespace output

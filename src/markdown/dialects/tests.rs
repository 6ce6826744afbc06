//! One example a row, with the whole of what is said; and what must be left alone.

use super::{ROWS, What, findings};
use crate::diag::{Lang, Problem};
use crate::markdown::events::Dialect;
use crate::markdown::reader::Reader;

/// `found -> help`, both as a writer sees them.
fn said(text: &str) -> Vec<String> {
    found(text)
        .into_iter()
        .map(|(range, problem)| format!("{} -> {}", &text[range], problem.help(Lang::En)))
        .collect()
}

fn found(text: &str) -> Vec<(std::ops::Range<usize>, Problem)> {
    findings(text, &Reader::new(text, Dialect::Rolebook).read().events)
}

#[rustfmt::skip]
const EXAMPLES: &[(&str, &str)] = &[
    ("!!! warning \"当心\"\n    正文\n", "!!! warning \"当心\" -> write `> [!WARNING]` on a line of its own, then `> ` before each line of the text, without indentation"),
    ("??? note \"折叠\"\n", "??? note \"折叠\" -> write `::: details 折叠`, the text without indentation, and a line of `:::` at the end"),
    ("=== \"甲\"\n\n    正文\n", "=== \"甲\" -> write `== 甲`, the text without indentation; put the tabs between `::: tabs` and `:::`"),
    ("!> 重要\n", "!> -> write two lines: `> [!IMPORTANT]`, then `> ` and the text"),
    ("@tab 甲\n", "@tab 甲 -> write `== 甲`, the text without indentation; put the tabs between `::: tabs` and `:::`"),
    ("[!INCLUDE [公共](a.md)]\n", "[!INCLUDE [公共](a.md)] -> write `::: include a.md` on a line of its own"),
    ("> [!摘录]\n> 正文\n", "[!摘录] -> write `> [!NOTE]`"),
    ("> 【！注意】三天以内\n> 正文\n", "【！注意】三天以内 -> write `> [!WARNING] 三天以内`"),
    ("::: tabs\n正文\n:::\n", "::: tabs -> put a line of `== title` before each tab"),
    ("{{< figure src=\"a.png\" >}}\n", "{{< figure src=\"a.png\" >}} -> write `![text](picture.png \"title\")`"),
    ("{{% notice tip %}}\n", "{{% notice tip %}} -> write `> [!TIP]` on a line of its own, then `> ` before each line of the text, without indentation"),
    ("{% hint style=\"info\" %}\n", "{% hint style=\"info\" %} -> write `> [!NOTE]` on a line of its own, then `> ` before each line of the text, without indentation"),
    ("{{#include a.md}}\n", "{{#include a.md}} -> write `::: include a.md` on a line of its own"),
    ("## 标题 `x` {docsify-ignore} 后\n", "{docsify-ignore} -> delete it: there is no equivalent here"),
    ("[报工](a.md){:target=\"_blank\"}\n", "{:target=\"_blank\"} -> delete it: an id goes after a heading as `{#id}`, classes and other attributes have no effect here"),
    ("## 标题 :id=fix\n", ":id=fix -> write `{#fix}`"),
    ("[[toc]]\n", "[[toc]] -> delete the line: every page gets a table of contents automatically"),
    ("<<< @/a.js\n", "<<< @/a.js -> only Markdown files can be included: write the text itself, or link to the file"),
    ("import Tabs from '@theme/Tabs'\n", "import Tabs from '@theme/Tabs' -> delete the line, and write the components it imports as Markdown"),
    (".. note::\n", ".. note:: -> write `> [!NOTE]` on a line of its own, then `> ` before each line of the text, without indentation"),
    ("见[[采购|采购手册]]。\n", "[[采购|采购手册]] -> write `[采购手册](采购.md)`"),
    ("==重点==在这里\n", "==重点== -> write `<mark>重点</mark>`, or `**重点**` for bold"),
    ("按 ++ctrl+c++ 复制\n", "++ctrl+c++ -> write `<kbd>ctrl</kbd>+<kbd>c</kbd>`"),
    ("H~2~O\n", "H~2~ -> write `H<sub>2</sub>`"),
    ("10 m^2^。\n", "m^2^ -> write `m<sup>2</sup>`"),
    ("正文^[一条说明]\n", "^[一条说明] -> write `[^note]`, and in a paragraph of its own `[^note]: 一条说明`"),
    (":warning: 注意\n", ":warning: -> write ⚠️ itself"),
    ("%% 内部：下月改价 %%\n", "%% 内部：下月改价 %% -> write `<!-- 内部：下月改价 -->`"),
    ("##\u{3000}全角\n", "##\u{3000}全角 -> write `## 全角`"),
    ("##\u{a0}不换行\n", "##\u{a0}不换行 -> write `## 不换行`"),
    ("#无空格\n", "#无空格 -> write `# 无空格`"),
    ("＃＃ 标题\n", "＃＃ 标题 -> write `## 标题`"),
    ("-甲\n-乙\n-丙\n", "-甲 -> write `- 甲`"),
    ("| 甲 | 乙 |\n|---|\n| 1 | 2 |\n", "|---| -> give the row as many cells as the header: `---` for each, with `|` between them"),
    ("见【报工】(x.md)。\n", "【报工】(x.md) -> write `[报工](x.md)`"),
    ("见[报工]（x.md）。\n", "[报工]（x.md） -> write `[报工](x.md)`"),
    ("见[报工] (x.md)。\n", "[报工] (x.md) -> write `[报工](x.md)`"),
    ("见(报工)[x.md]。\n", "(报工)[x.md] -> write `[报工](x.md)`"),
    ("！[图](x.png)\n", "！[图](x.png) -> write `![图](x.png)`"),
    ("![图](x.png =300x200)\n", "![图](x.png =300x200) -> write `![图](x.png)`; to set the size, write `<img src=\"x.png\" alt=\"图\" width=\"300\" height=\"200\">`"),
    ("这是 ** 粗体 ** 字\n", "** 粗体 ** -> write `**粗体**`"),
    ("**未闭合的粗体，后面\n", "**未闭合的粗体 -> write `**未闭合的粗体**`"),
    ("```plantuml\nA -> B\n```\n", "plantuml -> write flowcharts, sequence and state diagrams in a block that begins with ```mermaid; save any other as an SVG in the project and write `![text](flow.svg)`"),
    ("```flow\nst=>start: 开始\n```\n", "st=>start: 开始 -> write flowcharts, sequence and state diagrams in a block that begins with ```mermaid; save any other as an SVG in the project and write `![text](flow.svg)`"),
    ("```quiz\nask: x\n```\n", "quiz -> questions cannot be written in a page yet: put them into x.bank.yaml, and the quiz into x.quiz.yaml"),
    ("```math\nx\n```\n", "math -> write the formula between two lines of `$$`"),
    ("```js {1,3-5}\nx\n```\n", "{1,3-5} -> delete it: lines of code are neither marked nor numbered here"),
    ("```js\nx // [!code ++]\n```\n", "[!code ++] -> delete it: lines of code are neither marked nor numbered here"),
    ("```c\n--8<-- \"a.c\"\n```\n", "--8<-- \"a.c\" -> only Markdown files can be included: write the text itself, or link to the file"),
    ("<figure markdown>\n</figure>\n", "<figure markdown> -> leave `<figure>` out and write `![text](picture.png \"caption\")`"),
    ("<!-- tabs:start -->\n", "<!-- tabs:start --> -> write `::: tabs`, a line of `== title` before each tab, and `:::` at the end"),
    ("<Tabs>\n</Tabs>\n", "<Tabs> -> write `::: tabs`, a line of `== title` before each tab, and `:::` at the end"),
];

#[test]
fn each_row_names_the_form_used_here_at_its_place() {
    for (text, expected) in EXAMPLES {
        let said = said(text);
        assert_eq!(said.first().map(String::as_str), Some(*expected), "{text}");
        assert_eq!(said.len(), 1, "{text}: {said:?}");
    }
}

#[test]
fn every_row_has_an_example() {
    let all: Vec<Problem> =
        EXAMPLES.iter().flat_map(|(text, _)| found(text)).map(|(_, problem)| problem).collect();
    for row in ROWS {
        let (What::Of(_, own) | What::Slip(_, own)) = row.what;
        let is_said = all.iter().any(|problem| match problem {
            Problem::Dialect { name: words, .. } | Problem::Slip { reason: words, .. } => *words.en == *own,
            _ => false,
        });
        assert!(is_said, "no example shows {own}");
    }
}

#[test]
fn what_a_person_may_mean_is_left_alone() {
    let innocent = [
        "3~5 天，7~9 天；约 ~10%。",
        "时间 12:30:45，比例 1:2:3，主机 a:b:c，`:smile:`，std::vec::Vec。",
        "如果 a == b 并且 c == d，`==x==`，a==b==c，则 ====。",
        "数组 a[[1, 2], [3, 4]]，测试 [[ -f x ]]，`[[b]]`，x[[i]]。",
        "太好了!!! 真的??? 嗯！",
        "C++ 和 C++，i++ + ++j，a++。",
        "2**3 与 **/*.md 与 a ** b。",
        "标签 #1 与 #采购 #库存；第 #3 条。",
        "#123 已解决\n\n#采购 #库存\n",
        "f[0] (see there)，见 [1] (2024)，【提示】(可选)，[注]（可选）。",
        "{a, b}，${x}，`x`{y}，{{ company }}，{ .. }，100%% 与 %%。",
        "1.5 米\n2.5 米\n\n-5 度\n-6 度\n",
        "import 数据 from the file，export 结果。\n\nimport data from the old system\n",
        "x^2 + y^2，2^10，a^b，[^1]\n\n[^1]: 注。",
        "注意！[详情](x.md)",
        "\\==x\\== \\[[b]] \\:smile: \\!!! note \\#标题",
        "<b>==</b> `!!! note` <code>{% x %}</code>",
        "```md\n!!! note\n[[b]] ==x== // [!code ++]\n```\n\n    !!! note\n    ==x==\n",
        "| 甲 | 乙 |\n| ---\t| ---\t|\n| 1 | 2 |\n",
        "> [!NOTE]\n> 正文\n",
        "> [!NOTE] 标题\n> 正文\n\n> [!INFO]-\n> 正文\n\n> [!注意]\n> 正文\n",
        "::: tabs\n== 甲\n正文\n== 乙\n正文\n:::\n",
        "1. 甲\n2. 乙\n\n- 甲\n- 乙\n",
        "**注意：**请先审核；**甲**乙**丙**。",
        "$a_{ij}^{2}$ 与 $$x^2^{3}$$",
        "[x](y.md \"标题\") ![](a.png){zoom}",
    ];
    for text in innocent {
        assert_eq!(said(text), Vec::<String>::new(), "{text}");
    }
}

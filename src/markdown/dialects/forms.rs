//! What to write in place of what each row of the table finds: the next step of the message, in Chinese and in English.
//! Where the words that were found are enough, it can be pasted as it is.

fn write(form: &str) -> [String; 2] {
    [format!("写成 `{form}`"), format!("write `{form}`")]
}

fn say(zh: &str, en: &str) -> [String; 2] {
    [zh.to_owned(), en.to_owned()]
}

/// What is between the first `open` and the last `close`.
fn inside<'t>(found: &'t str, open: &str, close: &str) -> &'t str {
    let start = found.find(open).map_or(0, |at| at + open.len());
    let end = found.rfind(close).filter(|end| *end >= start).unwrap_or(found.len());
    found[start..end].trim()
}

/// The alert for a note of this name in other programs.
fn kind(word: &str) -> &'static str {
    match word.to_lowercase().as_str() {
        "tip" | "hint" | "success" | "check" | "done" | "技巧" | "提示" | "小贴士" | "窍门" | "建议" => {
            "TIP"
        }
        "warning" | "warn" | "attention" | "bug" | "fail" | "failure" | "警告" | "注意" | "注意事项" => {
            "WARNING"
        }
        "danger" | "caution" | "error" | "alert" | "危险" | "小心" | "错误" | "慎重" => "CAUTION",
        "important" | "重要" | "重点" => "IMPORTANT",
        _ => "NOTE",
    }
}

fn alert_of(word: &str) -> [String; 2] {
    let kind = kind(word);
    [
        format!("写成 `> [!{kind}]`，独占一行；下面每行正文前加 `> `，不用缩进"),
        format!(
            "write `> [!{kind}]` on a line of its own, then `> ` before each line of the text, without indentation"
        ),
    ]
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    &text[..text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(text.len())]
}

pub fn admonition(found: &str) -> [String; 2] {
    let word = first_word(found);
    if !found.starts_with("???") {
        return alert_of(word);
    }
    let title = if found.contains('"') { inside(found, "\"", "\"") } else { word };
    [
        format!("写成 `::: details {title}`，正文不用缩进，最后单独写一行 `:::`"),
        format!("write `::: details {title}`, the text without indentation, and a line of `:::` at the end"),
    ]
}

pub fn tab(found: &str) -> [String; 2] {
    let title = if found.contains('"') { inside(found, "\"", "\"") } else { inside(found, " ", "\n") };
    let title = title.split('#').next().unwrap_or(title).trim();
    [
        format!("写成 `== {title}`，正文不用缩进；几个标签页一起放在 `::: tabs` 和 `:::` 之间"),
        format!(
            "write `== {title}`, the text without indentation; put the tabs between `::: tabs` and `:::`"
        ),
    ]
}

pub fn docsify_note(found: &str) -> [String; 2] {
    two_lines(if found.starts_with('!') { "IMPORTANT" } else { "TIP" })
}

fn two_lines(kind: &str) -> [String; 2] {
    [
        format!("写成两行：`> [!{kind}]`，再是 `> ` 加正文"),
        format!("write two lines: `> [!{kind}]`, then `> ` and the text"),
    ]
}

pub fn learn_extension(found: &str) -> [String; 2] {
    let name = found.trim_start_matches("[!").to_ascii_lowercase();
    if name.starts_with("video") {
        return say(
            "把视频放进项目，写成 `![说明](视频.mp4)`；或写成链接",
            "put the video into the project and write `![text](video.mp4)`, or write a link",
        );
    }
    if name.starts_with("div") {
        return say("删掉这一行", "delete the line");
    }
    include(found)
}

pub fn alert(found: &str) -> [String; 2] {
    let close = found.find([']', '］', '】']).unwrap_or(found.len());
    let word = first_word(&found[..close]);
    let kind = kind(word);
    let title = found[close..].trim_start_matches([']', '］', '】', '+', '-', ' ']).trim();
    if title.is_empty() { write(&format!("> [!{kind}]")) } else { write(&format!("> [!{kind}] {title}")) }
}

pub fn no_tabs(_found: &str) -> [String; 2] {
    say("每一页之前单独写一行 `== 标题`", "put a line of `== title` before each tab")
}

/// Commands in braces, by their names.
pub fn command(found: &str) -> [String; 2] {
    let is_end =
        found.contains("{{< /") || found.contains("{{% /") || found.contains("</") || found.contains("% end");
    let word = first_word(found.trim_start_matches(['{', '<', '%', ' ', '/']));
    match word.trim_start_matches("end") {
        "hint" | "note" | "notice" | "alert" | "callout" | "admonition" | "tip" | "warning" | "info"
        | "pageinfo" => {
            if is_end {
                return say(
                    "删掉这一行：提示块到正文的最后一行为止",
                    "delete the line: an alert ends with the last line of its text",
                );
            }
            alert_named(found, word)
        }
        "tabs" | "tabpane" | "codetabs" if is_end => write(":::"),
        "tabs" | "tabpane" | "codetabs" => write("::: tabs"),
        "tab" | "codetab" if is_end => say("删掉这一行", "delete the line"),
        "tab" | "codetab" => tab(found),
        "details" | "expand" | "collapse" | "fold" if is_end => write(":::"),
        "details" | "expand" | "collapse" | "fold" => {
            say("写成 `::: details 标题`", "write `::: details title`")
        }
        "figure" | "img" | "image" | "asset_img" | "imgproc" => {
            say("写成 `![说明](图片.png \"标题\")`", "write `![text](picture.png \"title\")`")
        }
        "ref" | "relref" | "link" | "post_link" | "asset_path" | "content-ref" | "page-ref" => say(
            "写成相对路径的链接：`[文字](页面.md)`",
            "write a link with a relative path: `[text](page.md)`",
        ),
        "highlight" | "code" | "codeblock" | "raw" => {
            say("写成 ``` 开头和结尾的代码块", "write a code block between lines of ```")
        }
        "mermaid" | "plantuml" | "diagram" => diagram(found),
        "include" | "include_code" | "readfile" => include(found),
        "youtube" | "vimeo" | "bilibili" | "embed" | "video" => say(
            "写成链接；视频放进项目后，写成 `![说明](视频.mp4)`",
            "write a link; with the video in the project, write `![text](video.mp4)`",
        ),
        "toc" => contents(found),
        _ => say(
            "这里没有对应的写法：直接写出内容，或删掉它；要照原样显示，放进反引号里",
            "there is no equivalent here: write the text itself or delete it; to show it as it is, put it in backticks",
        ),
    }
}

/// An alert of the kind that stands after its name: `{% note warning %}`.
fn alert_named(found: &str, word: &str) -> [String; 2] {
    let rest = &found[found.find(word).map_or(0, |at| at + word.len())..];
    let named = rest.split(|c: char| !c.is_ascii_alphabetic());
    let own = named.into_iter().find(|part| kind(part) != "NOTE" || *part == "info");
    alert_of(own.unwrap_or(word))
}

/// A Markdown file can be included; of anything else the text has to be written.
pub fn include(found: &str) -> [String; 2] {
    let mut parts = found.split(|c: char| c.is_whitespace() || "\"'()[]{}<>".contains(c));
    match parts.find(|part| part.ends_with(".md")) {
        Some(path) => {
            let path = path.trim_start_matches("@include:").trim_start_matches('@');
            [
                format!("写成 `::: include {path}`，单独一行"),
                format!("write `::: include {path}` on a line of its own"),
            ]
        }
        None => say(
            "只能引入 Markdown 文件：写出内容，或链接到那个文件",
            "only Markdown files can be included: write the text itself, or link to the file",
        ),
    }
}

pub fn no_counterpart(_found: &str) -> [String; 2] {
    say("删掉它，这里没有对应的写法", "delete it: there is no equivalent here")
}

pub fn attributes(found: &str) -> [String; 2] {
    let list = found.trim_matches(['{', '}', ':', ' ']);
    if list.contains("width") || list.contains("height") {
        let sizes: Vec<String> = list
            .split_whitespace()
            .filter_map(|part| part.split_once('='))
            .filter(|(name, _)| matches!(*name, "width" | "height"))
            .map(|(name, value)| format!("{name}=\"{}\"", value.trim_matches(['"', '\''])))
            .collect();
        let sizes = sizes.join(" ");
        return [
            format!(
                "删掉它，图片会自动适应页面；一定要指定大小时，写成 `<img src=\"图片.png\" alt=\"说明\" {sizes}>`"
            ),
            format!(
                "delete it, pictures fit the page automatically; to set a size, write `<img src=\"picture.png\" alt=\"text\" {sizes}>`"
            ),
        ];
    }
    say(
        "删掉它：编号写在标题后面 `{#编号}`，类名和其他属性在这里没有作用",
        "delete it: an id goes after a heading as `{#id}`, classes and other attributes have no effect here",
    )
}

pub fn docsify_id(found: &str) -> [String; 2] {
    write(&format!("{{#{}}}", found.trim_start_matches(":id=")))
}

pub fn contents(_found: &str) -> [String; 2] {
    say(
        "删掉这一行：每一页自动带有目录",
        "delete the line: every page gets a table of contents automatically",
    )
}

pub fn module(_found: &str) -> [String; 2] {
    say(
        "删掉这一行；用到的组件也要换成 Markdown",
        "delete the line, and write the components it imports as Markdown",
    )
}

pub fn restructured(found: &str) -> [String; 2] {
    let word = first_word(found);
    match word {
        "note" | "tip" | "warning" | "danger" | "caution" | "important" | "hint" | "attention" | "error" => {
            alert_of(word)
        }
        "image" | "figure" => {
            say("写成 `![说明](图片.png \"标题\")`", "write `![text](picture.png \"title\")`")
        }
        "code-block" | "code" => {
            say("写成 ``` 开头和结尾的代码块", "write a code block between lines of ```")
        }
        "toctree" | "contents" => contents(found),
        _ => say("写成 Markdown", "write Markdown"),
    }
}

pub fn wiki_link(found: &str) -> [String; 2] {
    let inner = inside(found, "[[", "]]");
    let (target, text) = inner.split_once('|').unwrap_or((inner, inner));
    let (page, anchor) =
        target.split_once('#').map_or((target, String::new()), |(page, anchor)| (page, format!("#{anchor}")));
    let (page, text) = (page.trim(), text.trim());
    let is_file =
        page.rsplit_once('.').is_some_and(|(_, ending)| (2..=4).contains(&ending.len()) && ending.is_ascii());
    let name = if page.is_empty() || is_file { page.to_owned() } else { format!("{page}.md") };
    let address = if name.contains(' ') { format!("<{name}{anchor}>") } else { format!("{name}{anchor}") };
    if found.starts_with('!') && is_file {
        return write(&format!("![]({address})"));
    }
    write(&format!("[{text}]({address})"))
}

fn element(name: &str, found: &str, mark: char) -> [String; 2] {
    let inner = found.trim_start_matches(|c: char| c != mark).trim_matches(mark);
    let before: String = found.chars().take_while(|c| *c != mark).collect();
    write(&format!("{before}<{name}>{inner}</{name}>"))
}

pub fn highlight(found: &str) -> [String; 2] {
    let inner = found.trim_matches('=');
    [
        format!("写成 `<mark>{inner}</mark>`，或用 `**{inner}**` 加粗"),
        format!("write `<mark>{inner}</mark>`, or `**{inner}**` for bold"),
    ]
}

pub fn inserted(found: &str) -> [String; 2] {
    let inner = found.trim_matches('+');
    let is_keys = inner.contains('+')
        || matches!(
            inner,
            "enter"
                | "esc"
                | "tab"
                | "ctrl"
                | "alt"
                | "shift"
                | "space"
                | "cmd"
                | "up"
                | "down"
                | "left"
                | "right"
                | "backspace"
                | "delete"
        );
    if is_keys {
        let keys: Vec<String> = inner.split('+').map(|key| format!("<kbd>{}</kbd>", key.trim())).collect();
        return write(&keys.join("+"));
    }
    write(&format!("<u>{inner}</u>"))
}

pub fn subscript(found: &str) -> [String; 2] {
    element("sub", found, '~')
}

pub fn superscript(found: &str) -> [String; 2] {
    element("sup", found, '^')
}

pub fn inline_note(found: &str) -> [String; 2] {
    let note = inside(found, "^[", "]");
    [
        format!("写成 `[^注]`，再另起一段写 `[^注]: {note}`"),
        format!("write `[^note]`, and in a paragraph of its own `[^note]: {note}`"),
    ]
}

/// The codes met most often; any other is a picture set's own or has a character too.
const EMOJI: &[(&str, &str)] = &[
    ("+1", "👍"),
    ("-1", "👎"),
    ("100", "💯"),
    ("arrow_right", "➡️"),
    ("beers", "🍻"),
    ("bell", "🔔"),
    ("book", "📖"),
    ("books", "📚"),
    ("boom", "💥"),
    ("bug", "🐛"),
    ("bulb", "💡"),
    ("calendar", "📆"),
    ("chart_with_upwards_trend", "📈"),
    ("checkered_flag", "🏁"),
    ("clap", "👏"),
    ("construction", "🚧"),
    ("cry", "😢"),
    ("dart", "🎯"),
    ("exclamation", "❗"),
    ("eyes", "👀"),
    ("fire", "🔥"),
    ("gear", "⚙️"),
    ("gift", "🎁"),
    ("grin", "😁"),
    ("hammer", "🔨"),
    ("heart", "❤️"),
    ("heavy_check_mark", "✔️"),
    ("hourglass", "⌛"),
    ("information_source", "ℹ️"),
    ("joy", "😂"),
    ("key", "🔑"),
    ("link", "🔗"),
    ("lock", "🔒"),
    ("mag", "🔍"),
    ("memo", "📝"),
    ("ok_hand", "👌"),
    ("package", "📦"),
    ("pencil", "📝"),
    ("pencil2", "✏️"),
    ("point_down", "👇"),
    ("point_right", "👉"),
    ("pray", "🙏"),
    ("pushpin", "📌"),
    ("question", "❓"),
    ("recycle", "♻️"),
    ("rocket", "🚀"),
    ("rotating_light", "🚨"),
    ("smile", "😄"),
    ("smiley", "😃"),
    ("sparkles", "✨"),
    ("star", "⭐"),
    ("sunglasses", "😎"),
    ("tada", "🎉"),
    ("telephone", "☎️"),
    ("thinking", "🤔"),
    ("thumbsup", "👍"),
    ("triangular_flag_on_post", "🚩"),
    ("warning", "⚠️"),
    ("wave", "👋"),
    ("white_check_mark", "✅"),
    ("wrench", "🔧"),
    ("x", "❌"),
    ("zap", "⚡"),
];

pub fn emoji(found: &str) -> [String; 2] {
    let name = found.trim_matches(':');
    match EMOJI.iter().find(|(own, _)| *own == name) {
        Some((_, c)) => [format!("直接写 {c}"), format!("write {c} itself")],
        None => say(
            "直接写表情字符，或删掉它；要照原样显示，放进反引号里",
            "write the character itself or delete it; to show it as it is, put it in backticks",
        ),
    }
}

pub fn obsidian_comment(found: &str) -> [String; 2] {
    write(&format!("<!-- {} -->", inside(found, "%%", "%%")))
}

pub fn heading(found: &str) -> [String; 2] {
    let title = found.trim_start_matches('#');
    let level = found.len() - title.len();
    write(&format!(
        "{} {}",
        "#".repeat(level),
        title.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}'))
    ))
}

pub fn full_width(found: &str) -> [String; 2] {
    let half: String = found
        .chars()
        .map(|c| match c {
            '＃' => '#',
            '＞' => '>',
            '｜' => '|',
            '｀' | '·' => '`',
            '\u{3000}' => ' ',
            c => c,
        })
        .collect();
    let level = half.len() - half.trim_start_matches('#').len();
    if level > 0 {
        return heading(&half);
    }
    write(&half)
}

pub fn tight_list(found: &str) -> [String; 2] {
    let digits = found.bytes().take_while(u8::is_ascii_digit).count();
    let (mark, text) = found.split_at(digits + 1);
    write(&format!("{mark} {text}"))
}

pub fn delimiter_row(_found: &str) -> [String; 2] {
    say(
        "让这一行与表头的列数相同，每列写 `---`，列之间用 `|` 隔开",
        "give the row as many cells as the header: `---` for each, with `|` between them",
    )
}

pub fn link(found: &str) -> [String; 2] {
    let open = found.find(['[', '【', '［']).unwrap_or(0);
    let close = found.find([']', '】', '］']).unwrap_or(found.len());
    let text = found[open..close].trim_start_matches(['[', '【', '［']);
    let target = found[close..]
        .trim_start_matches([']', '】', '］', ' ', '\u{3000}', '(', '（'])
        .trim_end_matches([')', '）']);
    write(&format!("[{text}]({target})"))
}

pub fn reversed(found: &str) -> [String; 2] {
    let (text, target) = found.split_once(")[").unwrap_or((found, ""));
    write(&format!("[{}]({})", text.trim_start_matches('('), target.trim_end_matches(']')))
}

pub fn picture(found: &str) -> [String; 2] {
    write(&found.replacen('！', "!", 1))
}

pub fn sized_picture(found: &str) -> [String; 2] {
    let (picture, size) = found.rsplit_once(" =").unwrap_or((found, ""));
    let (text, address) = picture.split_once("](").unwrap_or((picture, ""));
    let text = text.trim_start_matches("![");
    let (width, height) =
        size.trim_end_matches(')').split_once(['x', '*']).unwrap_or((size.trim_end_matches(')'), ""));
    let size = |name: &str, value: &str| {
        if value.is_empty() { String::new() } else { format!(" {name}=\"{value}\"") }
    };
    let (width, height) = (size("width", width), size("height", height));
    [
        format!(
            "写成 `![{text}]({address})`；一定要指定大小时，写成 `<img src=\"{address}\" alt=\"{text}\"{width}{height}>`"
        ),
        format!(
            "write `![{text}]({address})`; to set the size, write `<img src=\"{address}\" alt=\"{text}\"{width}{height}>`"
        ),
    ]
}

pub fn bold(found: &str) -> [String; 2] {
    write(&format!("**{}**", found.trim_matches(['*', ' ', '\u{3000}', '\u{a0}'])))
}

pub fn diagram(_found: &str) -> [String; 2] {
    say(
        "流程图、时序图和状态图写成 ```mermaid 代码块；别的图存成 SVG 放进项目，写成 `![说明](流程.svg)`",
        "write flowcharts, sequence and state diagrams in a block that begins with ```mermaid; save any other as an SVG in the project and write `![text](flow.svg)`",
    )
}

pub fn quiz_fence(_found: &str) -> [String; 2] {
    say(
        "正文里还不能出题：题目写在 x.bank.yaml 里，测验写在 x.quiz.yaml 里",
        "questions cannot be written in a page yet: put them into x.bank.yaml, and the quiz into x.quiz.yaml",
    )
}

pub fn math_fence(_found: &str) -> [String; 2] {
    say("把公式写在两行 `$$` 之间", "write the formula between two lines of `$$`")
}

pub fn line_marks(_found: &str) -> [String; 2] {
    say(
        "删掉它：这里不标记代码行，也不显示行号",
        "delete it: lines of code are neither marked nor numbered here",
    )
}

pub fn markdown_attribute(found: &str) -> [String; 2] {
    if found.starts_with("<figure") {
        return say(
            "不用 `<figure>`，写成 `![说明](图片.png \"标题\")`",
            "leave `<figure>` out and write `![text](picture.png \"caption\")`",
        );
    }
    say(
        "去掉 `markdown`，在标签后面空一行，里面就可以写 Markdown",
        "leave `markdown` out and put an empty line after the tag; then Markdown can be written inside",
    )
}

pub fn docsify_tabs(_found: &str) -> [String; 2] {
    say(
        "写成 `::: tabs`，每一页之前写 `== 标题`，最后写 `:::`",
        "write `::: tabs`, a line of `== title` before each tab, and `:::` at the end",
    )
}

pub fn component(found: &str) -> [String; 2] {
    let word = first_word(found);
    match word {
        "Tabs" | "CodeGroup" => say(
            "写成 `::: tabs`，每一页之前写 `== 标题`，最后写 `:::`",
            "write `::: tabs`, a line of `== title` before each tab, and `:::` at the end",
        ),
        "TabItem" | "Tab" | "CodeGroupItem" => {
            let title = ["label=\"", "title=\"", "name=\"", "value=\""]
                .iter()
                .find(|key| found.contains(**key))
                .map(|key| {
                    let rest = &found[found.find(key).map_or(0, |at| at + key.len())..];
                    rest.split('"').next().unwrap_or_default().to_owned()
                });
            [
                format!("写成 `== {}`", title.as_deref().unwrap_or("标题")),
                format!("write `== {}`", title.as_deref().unwrap_or("title")),
            ]
        }
        "Card" | "CardGroup" => write("::: cards"),
        "Steps" | "Step" => write("::: steps"),
        "Accordion" | "AccordionGroup" | "Details" => {
            say("写成 `::: details 标题`", "write `::: details title`")
        }
        "CodeBlock" => say("写成 ``` 开头和结尾的代码块", "write a code block between lines of ```"),
        "Badge" => say("写成文字", "write it as text"),
        "Admonition" | "Callout" => {
            let kind =
                found.split(|c: char| !c.is_ascii_alphabetic()).skip(2).find(|part| kind(part) != "NOTE");
            alert_of(kind.unwrap_or("note"))
        }
        _ => alert_of(word),
    }
}

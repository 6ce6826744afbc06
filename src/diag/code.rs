//! Every code once: its name, its weight, its typed arguments, and its message and next step in both languages.
//!
//! A message says what was found and what was expected, in lower case and without a full stop; the help says how to
//! fix it. The longer entry of each code is in the handbook (`content/handbook/codes/`), where
//! `rolebook explain` reads it.

use crate::diag::lang::Lang;

use crate::diag::severity::Severity;

/// One code, as listed in the handbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    name: &'static str,
    severity: Severity,
}

impl Code {
    /// The speaking name, such as `link.missing`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The weight before the project's own `check.severity`.
    pub fn severity(self) -> Severity {
        self.severity
    }
}

/// The code of this name.
pub fn code_named(name: &str) -> Option<Code> {
    CODES.iter().copied().find(|code| code.name == name)
}

macro_rules! problems {
    ($( $name:ident = $code:literal $severity:ident { $($field:ident : $ty:ty),* }
        zh $zh:literal ; $zh_help:expr ;
        en $en:literal $(, $en_part:expr)* ; $en_help:expr ;
    )*) => {
        /// A problem with its typed arguments.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Problem { $( $name { $($field: $ty),* } ),* }

        /// All codes, in the order of the handbook.
        pub const CODES: &[Code] = &[ $( Code { name: $code, severity: Severity::$severity } ),* ];

        #[allow(unused_variables, reason = "a language may not need every argument")]
        impl Problem {
            pub fn code(&self) -> Code {
                match self { $( Problem::$name { .. } => Code { name: $code, severity: Severity::$severity } ),* }
            }

            /// What was found and what was expected: one line, no full stop.
            pub fn message(&self, lang: Lang) -> String {
                match self { $( Problem::$name { $($field),* } => match lang {
                    Lang::Zh => format!($zh),
                    Lang::En => format!($en $(, $en_part)*),
                } ),* }
            }

            /// The next step.
            pub fn help(&self, lang: Lang) -> String {
                match self { $( Problem::$name { $($field),* } => match lang {
                    Lang::Zh => String::from($zh_help),
                    Lang::En => String::from($en_help),
                } ),* }
            }
        }
    };
}

/// 你是不是想写……, or the other advice when nothing is near.
fn zh(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |name| format!("是不是想写 `{name}`？"))
}

/// Did you mean …, or the other advice when nothing is near.
fn en(nearest: &Option<String>, otherwise: &str) -> String {
    nearest.as_ref().map_or_else(|| otherwise.to_owned(), |name| format!("did you mean `{name}`?"))
}

/// What to write in place of an element.
fn element_form(name: &str) -> [&'static str; 2] {
    match name {
        "video" | "source" | "track" => ["视频写成 `![说明](a.mp4)`", "write a video as `![text](a.mp4)`"],
        "audio" => ["写成链接：`[录音](a.mp3)`", "write a link: `[recording](a.mp3)`"],
        "iframe" | "embed" | "object" => ["写成链接：`[文字](网址)`", "write a link: `[text](address)`"],
        "picture" | "svg" => ["图片写成 `![说明](图片.svg)`", "write a picture as `![text](picture.svg)`"],
        "button" | "label" | "legend" | "output" => [
            "去掉标签，界面上的文字写成 `**文字**`",
            "remove the tags and write the text of a screen as `**text**`",
        ],
        _ => [
            "用 Markdown 写；要显示这段代码，请放进反引号里",
            "write Markdown; to show it as code, put it in backticks",
        ],
    }
}

/// `1 option`, `2 options`.
fn many(number: usize, word: &str) -> String {
    if number == 1 { format!("1 {word}") } else { format!("{number} {word}s") }
}

/// The line as it should be, or the other advice when it is not known.
fn line_zh(line: &Option<String>, otherwise: &str) -> String {
    line.as_ref().map_or_else(|| otherwise.to_owned(), |line| format!("写成 `{line}`"))
}

/// The line as it should be, or the other advice when it is not known.
fn line_en(line: &Option<String>, otherwise: &str) -> String {
    line.as_ref().map_or_else(|| otherwise.to_owned(), |line| format!("write `{line}`"))
}

/// An address with its title in Chinese quotes -> the same with quotes that Markdown knows.
pub(super) fn fixed_link(target: &str) -> Option<String> {
    let (address, title) = target.split_once([' ', '\t', '\u{3000}'])?;
    let title =
        title.trim().strip_prefix(['“', '”', '‘', '’', '「'])?.trim_end_matches(['“', '”', '‘', '’', '」']);
    Some(format!("{address} \"{title}\""))
}

/// `rb-sidebar` -> `sidebar`
fn unreserved(id: &str) -> &str {
    Some(id.trim_start_matches("rb-")).filter(|rest| !rest.is_empty()).unwrap_or("section")
}

/// What to do about a picture of another host: the list of hosts as it would be with this one, if a policy can hold it.
fn other_host(hosts: Option<&String>, lang: Lang) -> String {
    match (lang, hosts) {
        (Lang::Zh, Some(hosts)) => {
            format!("把文件放进项目；或在 rolebook.yaml 里写 `media: {{hosts: [{hosts}]}}`")
        }
        (Lang::Zh, None) => "把文件放进项目".to_owned(),
        (Lang::En, Some(hosts)) => {
            format!("put the file into the project, or write `media: {{hosts: [{hosts}]}}` in rolebook.yaml")
        }
        (Lang::En, None) => "put the file into the project".to_owned(),
    }
}

problems! {
    // Encoding of a file.
    NotUtf8 = "enc.not-utf8" Error { byte: String, offset: usize, encoding: String, sample: String }
        zh "文件不是 UTF-8 编码：第 {offset} 字节处是 {byte}" ; format!("看起来是 {encoding}（按它读出来是“{sample}”）；请用编辑器另存为 UTF-8") ;
        en "the file is not UTF-8: found byte {byte} at offset {offset}" ; format!("it looks like {encoding}, in which it says “{sample}”; save it as UTF-8") ;
    Utf16 = "enc.utf16" Error {}
        zh "文件是 UTF-16 编码" ; "请用编辑器另存为 UTF-8" ;
        en "the file is encoded in UTF-16" ; "save it as UTF-8" ;
    Nul = "enc.nul" Warning {}
        zh "正文里有空字符（U+0000）" ; "删掉它；页面上已换成 U+FFFD" ;
        en "the text contains a NUL character (U+0000)" ; "delete it; the page shows U+FFFD in its place" ;
    ControlChar = "enc.control-char" Warning { name: String }
        zh "正文里有看不见的控制字符 {name}" ; "删掉它；页面上已去掉" ;
        en "the text contains the invisible control character {name}" ; "delete it; the page leaves it out" ;
    Bidi = "enc.bidi" Warning { name: String }
        zh "正文里有改变书写方向的字符 {name}" ; "如果不是有意的，请删掉：它会让后面的文字倒着显示" ;
        en "the text contains {name}, which changes the direction of the text" ; "delete it unless it is intended: it makes the text after it read backwards" ;

    // Limits.
    TooLarge = "limit.file-bytes" Error { found: String, limit: String }
        zh "文件有 {found}，上限是 {limit}" ; "把它拆成几个文件" ;
        en "the file has {found}, the limit is {limit}" ; "split it into several files" ;
    TooManyMatter = "limit.fm-bytes" Error { found: String, limit: String }
        zh "页首元数据有 {found}，上限是 {limit}" ; "把长内容移到正文" ;
        en "front matter has {found}, the limit is {limit}" ; "move long text into the page" ;
    Nesting = "limit.nesting" Error { limit: usize }
        zh "嵌套超过 {limit} 层" ; "减少引用或列表的层数" ;
        en "nested deeper than {limit} levels" ; "use fewer levels of quotes or lists" ;

    // Front matter, and values in every YAML file.
    MatterUnclosed = "fm.unclosed" Error {}
        zh "页首元数据没有结束" ; "在元数据之后单独写一行 `---`" ;
        en "front matter is never closed" ; "close it with a line of `---`" ;
    MatterMisplaced = "fm.misplaced" Warning {}
        zh "元数据不在文件开头，会当作正文显示" ; "删掉 `---` 之前的空行" ;
        en "front matter does not start the file and is shown as text" ; "delete the blank lines before `---`" ;
    MatterToml = "fm.toml" Error {}
        zh "页首元数据是 TOML（`+++`）" ; "改用 YAML，写在两行 `---` 之间" ;
        en "front matter is TOML (`+++`)" ; "write YAML between two lines of `---`" ;
    UnknownKey = "fm.unknown-key" Error { key: String, near: Option<String>, known: String }
        zh "没有 `{key}` 这个键" ; zh(near, &format!("这里可以写：{known}")) ;
        en "unknown key `{key}`" ; en(near, &format!("known here: {known}")) ;
    ForeignKey = "fm.foreign-key" Error { key: String, form: Words }
        zh "`{key}` 是别的程序的键" ; form.zh.clone() ;
        en "`{key}` is a key of another program" ; form.en.clone() ;
    DuplicateKey = "fm.duplicate-key" Error { key: String }
        zh "键 `{key}` 写了两次" ; "只保留一个" ;
        en "key `{key}` appears twice" ; "keep one of them" ;
    MissingKey = "fm.missing-key" Error { key: String }
        zh "缺少必填的键 `{key}`" ; format!("补上 `{}:`", key.replace(" | ", ":`、`")) ;
        en "the required key `{key}` is missing" ; format!("add `{}:`", key.replace(" | ", ":` or `")) ;
    WrongType = "fm.type" Error { found: String, expected: Expected, near: Option<String> }
        zh "写的是 {found}，这里要的是{expected:#}" ; zh(near, &expected.help(Lang::Zh)) ;
        en "found {found}, expected {expected}" ; en(near, &expected.help(Lang::En)) ;
    BadDate = "fm.date" Error { found: String, near: Option<String> }
        zh "`{found}` 不是日期" ; zh(near, "写成 年-月-日，例如 2026-10-20") ;
        en "`{found}` is not a date" ; en(near, "write year-month-day, such as 2026-10-20") ;
    BadTime = "fm.time" Error { found: String, near: Option<String> }
        zh "`{found}` 不是几点几分" ; zh(near, "写成两位的 时:分，例如 09:00 或 14:30") ;
        en "`{found}` is not a time of day" ; en(near, "write two digits each for hour:minute, such as 09:00 or 14:30") ;
    NotAMap = "fm.not-a-map" Error { near: Option<String> }
        zh "这里要的是一组“键: 值”" ; line_zh(near, "每行写一个 `键: 值`") ;
        en "expected a list of `key: value` lines" ; line_en(near, "write one `key: value` per line") ;
    KeyType = "fm.key-type" Error { found: String }
        zh "键 `{found}` 不是文字" ; "键要用文字；数字请加引号" ;
        en "key `{found}` is not text" ; "keys are text; put a number in quotes" ;
    AliasUrl = "fm.alias-url" Error { found: String, near: Option<String> }
        zh "旧地址 `{found}` 不能用" ; zh(near, "写站内的相对路径，以 .html 结尾，例如 old/receipt.html") ;
        en "old address `{found}` cannot be used" ; en(near, "write a path inside the site that ends in .html, such as old/receipt.html") ;

    // The YAML text itself.
    YamlSyntax = "yaml.syntax" Error { reason_zh: String, reason_en: String, help_zh: String, help_en: String }
        zh "这里的 YAML 读不懂（{reason_zh}）" ; help_zh.clone() ;
        en "this YAML cannot be read ({reason_en})" ; help_en.clone() ;
    YamlTab = "yaml.tab" Error { line: Option<String> }
        zh "用制表符缩进" ; line.as_ref().map_or_else(|| "YAML 只能用空格缩进".to_owned(), |line| format!("用空格缩进：`{line}`")) ;
        en "indented with a tab" ; line.as_ref().map_or_else(|| "YAML is indented with spaces only".to_owned(), |line| format!("indent with spaces: `{line}`")) ;
    YamlFullWidth = "yaml.full-width" Error { found: char, line: Option<String> }
        zh "这里用了全角的“{found}”" ; line_zh(line, "换成半角的，冒号和逗号后面再加一个空格") ;
        en "found the full-width `{found}`" ; line_en(line, "use the ASCII one, with a space after a colon or comma") ;
    FullWidthList = "yaml.full-width-list" Warning { found: char, line: String, items: Vec<String> }
        zh "列表里用了“{found}”，应写成 [a, b]" ; format!("写成 `{line}`") ;
        en "a list is written with `{found}`, expected [a, b]" ; format!("write `{line}`") ;
    YamlAlias = "yaml.alias" Error { name: String }
        zh "用了锚点或别名 `{name}`" ; "把内容直接写出来：锚点和别名一律不支持" ;
        en "found the anchor or alias `{name}`" ; "write the value out: anchors and aliases are not supported" ;
    YamlMergeKey = "yaml.merge-key" Error {}
        zh "用了合并键 `<<`" ; "把要合并的键直接写出来" ;
        en "found the merge key `<<`" ; "write the merged keys out" ;
    YamlTag = "yaml.tag" Error { tag: String }
        zh "用了标签 `{tag}`" ; "去掉标签，只写值" ;
        en "found the tag `{tag}`" ; "remove the tag and write the value alone" ;
    YamlMultiDoc = "yaml.multi-doc" Error {}
        zh "一个文件里有两份 YAML 文档" ; "删掉中间的 `---`，或拆成两个文件" ;
        en "the file contains a second YAML document" ; "delete the `---` between them, or split the file in two" ;
    YamlDepth = "yaml.depth" Error { limit: usize }
        zh "嵌套超过 {limit} 层" ; "检查括号是否都闭合了" ;
        en "nested deeper than {limit} levels" ; "check that every bracket is closed" ;
    YamlControlChar = "yaml.control-char" Error { name: String }
        zh "YAML 里有控制字符 {name}" ; "删掉它" ;
        en "the YAML contains the control character {name}" ; "delete it" ;
    YamlLineSeparator = "yaml.line-separator" Error { name: String }
        zh "YAML 里有特殊换行符 {name}" ; "删掉它，或换成普通换行" ;
        en "the YAML contains the line separator {name}" ; "delete it, or use an ordinary line break" ;
    YamlQuotes = "yaml.quotes" Warning { inner: String }
        zh "“{inner}”的中文引号不是 YAML 的引号，会成为内容的一部分" ; format!("写成 `\"{inner}\"`") ;
        en "the quotation marks in `“{inner}”` are not YAML quotes and become part of the text" ; format!("write `\"{inner}\"`") ;
    YamlComment = "yaml.comment-in-value" Warning { value: String }
        zh "` #` 之后会当作注释，值只剩 `{value}`" ; "如果 # 是内容的一部分，请给整个值加引号" ;
        en "` #` starts a comment, the value is only `{value}`" ; "if the # belongs to the value, quote the whole value" ;

    // Configuration: rolebook.yaml and the theme folder.
    CfgMissing = "cfg.missing" Error {}
        zh "这里没有项目：往上没有 rolebook.yaml，也没有 content 文件夹" ; "`rolebook init` 新建一个，或用 --root 指定文件夹" ;
        en "no project here: no rolebook.yaml in this folder or above it, and no folder named content" ; "create one with `rolebook init`, or name its folder with --root" ;
    CfgUnknownKey = "cfg.unknown-key" Error { key: String, near: Option<String>, known: String }
        zh "配置里没有 `{key}` 这个键" ; zh(near, &format!("这里可以写：{known}")) ;
        en "unknown configuration key `{key}`" ; en(near, &format!("known here: {known}")) ;
    CfgLanguage = "cfg.language" Error { found: String, near: Option<String> }
        zh "`{found}` 不是语言代码" ; zh(near, "写成 zh-CN、en、ja 这样的代码") ;
        en "`{found}` is not a language tag" ; en(near, "write a tag such as zh-CN, en or ja") ;
    CfgBaseUrl = "cfg.base-url" Error { found: String, near: Option<String> }
        zh "站点网址 `{found}` 不完整" ; zh(near, "写完整的网址，不含空格，例如 https://docs.example.com/handbook/") ;
        en "base URL `{found}` is not complete" ; en(near, "write the full address without spaces, such as https://docs.example.com/handbook/") ;
    CfgFeedback = "cfg.feedback" Error { found: String }
        zh "`{found}` 不能收反馈" ; "mailto 写一个邮箱地址，例如 erp@example.com；post 写完整的网址，例如 https://erp.example.com/feedback" ;
        en "`{found}` cannot take feedback" ; "mailto is one email address, such as erp@example.com; post is a full address, such as https://erp.example.com/feedback" ;
    CfgTimeZone = "cfg.time-zone" Error { found: String, near: Option<String> }
        zh "没有时区 `{found}`" ; zh(near, "写 IANA 时区名，例如 Asia/Shanghai") ;
        en "unknown time zone `{found}`" ; en(near, "write a name of the IANA, such as Asia/Shanghai") ;
    CfgHost = "cfg.host" Error { found: String }
        zh "`{found}` 不是主机名" ; "只写主机名，例如 img.example.com；也可以写 http://img.example.com、img.example.com:8080 或 *.example.com" ;
        en "`{found}` is not a host name" ; "write the name alone, such as img.example.com; or http://img.example.com, img.example.com:8080 or *.example.com" ;
    CfgSecret = "cfg.secret" Error {}
        zh "站点网址里有用户名和密码" ; "删掉 `用户:密码@`，它会被公开" ;
        en "the base URL contains a user name and password" ; "delete `user:password@`: it would be published" ;
    CfgCode = "cfg.code" Error { found: String, near: Option<String> }
        zh "没有诊断代码 `{found}`" ; zh(near, "`rolebook explain` 列出全部代码") ;
        en "there is no diagnostic code `{found}`" ; en(near, "`rolebook explain` lists them all") ;
    ThemeSyntax = "theme.syntax" Error { reason: String }
        zh "模板读不懂：{reason}" ; "对照 themes/default/README.md 改正；删掉这个文件就会用回自带的模板" ;
        en "the template cannot be read: {reason}" ; "compare it with themes/default/README.md, or delete the file to use the built-in template" ;
    ThemeRender = "theme.render" Error { page: String, reason: String }
        zh "模板在生成 `{page}` 时出错：{reason}" ; "模板可用的字段列在 themes/default/README.md" ;
        en "the template failed on `{page}`: {reason}" ; "the fields a template may use are listed in themes/default/README.md" ;
    ThemeBlock = "theme.block" Error {}
        zh "模板里要有一处 `{{{{ content | safe }}}}`，否则块里的文字就丢了" ; "加上它；删掉这个文件就会用回自带的模板" ;
        en "the template must contain `{{{{ content | safe }}}}` once, or the text of the block would be lost" ; "add it, or delete the file to use the built-in template" ;
    ThemeUnknown = "theme.unknown-file" Warning { near: Option<String> }
        zh "主题里没有这个文件，它不会被用到" ; zh(near, "自带主题的文件名列在 themes/default/README.md") ;
        en "the theme has no file of this name, so it is not used" ; en(near, "the names are listed in themes/default/README.md") ;
    ScriptId = "theme.script-id" Error { id: String }
        zh "这个脚本没有声明自己是 `{id}`" ; format!("以 `rolebook.define(\"{id}\", [` 开头") ;
        en "the script does not declare itself as `{id}`" ; format!("begin it with `rolebook.define(\"{id}\", [`") ;
    ScriptNeed = "theme.script-need" Error { need: String, near: Option<String> }
        zh "没有 `{need}` 这个脚本" ; zh(near, "名字是 theme/js/ 下的路径，不带 .js") ;
        en "there is no script `{need}`" ; en(near, "the name is the path below theme/js/, without .js") ;
    ScriptLater = "theme.script-later" Error { need: String, bundle: String, own: String }
        zh "`{need}` 在 `{bundle}` 里，加载 `{own}` 的页面不一定有它" ; "把需要它的部分移到那个文件夹，或换一种写法" ;
        en "`{need}` is in `{bundle}`, which a page that loads `{own}` may not have" ; "move what needs it to that folder, or do without it" ;
    ScriptCircle = "theme.script-circle" Error { circle: String }
        zh "这些脚本互相需要，绕成了一圈：{circle}" ; "把双方都需要的部分移到另一个脚本" ;
        en "these scripts need each other in a circle: {circle}" ; "move what both need into another script" ;
    ThemeText = "theme.text-key" Error { key: String, near: Option<String> }
        zh "界面文字里没有 `{key}` 这一条" ; zh(near, "键名列在 themes/default/i18n/en.yaml") ;
        en "there is no interface text `{key}`" ; en(near, "the keys are listed in themes/default/i18n/en.yaml") ;

    // Names of files and folders, and reading them.
    PathNotUtf8 = "path.not-utf8" Error { shown: String }
        zh "文件名 `{shown}` 不是 UTF-8" ; "请改名" ;
        en "the file name `{shown}` is not UTF-8" ; "rename it" ;
    PathCollision = "path.collision" Error { other: Rival, address: String }
        zh "与{other:#}得到同一个地址 `{address}`" ; other.help(Lang::Zh) ;
        en "the address `{address}` is already used by {other}" ; other.help(Lang::En) ;
    PathFolder = "path.folder" Error { other: Rival, address: String, folder: String }
        zh "地址 `{address}` 需要文件夹 `{folder}`，但那是{other:#}的地址" ; "改掉其中一个名字" ;
        en "the address `{address}` needs a folder `{folder}`, which is the address of {other}" ; "rename one of the two" ;
    PathReserved = "path.reserved" Error { name: String }
        zh "`{name}` 是 Windows 的保留名" ; "请改名，否则这个文件夹在 Windows 上打不开" ;
        en "`{name}` is a reserved name on Windows" ; "rename it, or the folder cannot be opened on Windows" ;
    PathChar = "path.char" Error { name: String, found: String }
        zh "文件名 `{name}` 里有 Windows 不允许的 `{found}`" ; "请改名" ;
        en "the file name `{name}` contains `{found}`, which Windows does not allow" ; "rename it" ;
    PathHidden = "path.hidden" Error { name: String, found: String }
        zh "文件名 `{name}` 里有看不见的 {found}，名字显示出来和实际不同" ; "删掉这个字符，或给文件改名" ;
        en "the file name `{name}` contains the invisible {found}, which makes it look like another name" ; "delete this character, or rename the file" ;
    PathTrailing = "path.trailing" Error { name: String }
        zh "`{name}` 以点或空格结尾" ; "请改名，Windows 会去掉结尾的点和空格" ;
        en "`{name}` ends in a dot or a space" ; "rename it: Windows drops dots and spaces at the end" ;
    PathTooLong = "path.too-long" Error { name: String, found: usize, limit: usize }
        zh "文件名 `{name}` 有 {found} 字节，上限是 {limit}" ; "缩短文件名；标题写在 title 里，不受限制" ;
        en "the file name `{name}` has {found} bytes, the limit is {limit}" ; "shorten it; the title may be as long as you like" ;
    PathTooDeep = "path.too-deep" Error { limit: usize }
        zh "文件夹套了超过 {limit} 层" ; "减少层数" ;
        en "folders are nested deeper than {limit} levels" ; "use fewer levels" ;
    FileEnding = "path.ending" Warning { ending: String, near: String }
        zh "文件名以 `{ending}` 结尾，不会读取" ; format!("改名为 `{near}`{}", if ending == ".txt" { "（是不是 Windows 自动加了 .txt？）" } else { "" }) ;
        en "a file whose name ends in `{ending}` is not read" ; format!("rename it to `{near}`{}", if ending == ".txt" { " (did Windows add .txt?)" } else { "" }) ;
    NotAFile = "path.not-a-file" Warning {}
        zh "既不是文件也不是文件夹，已略过" ; "如果不需要，请删掉" ;
        en "this is neither a file nor a folder and was skipped" ; "delete it if it is not needed" ;
    SymlinkOutside = "symlink.outside" Error { target: String }
        zh "符号链接指向项目之外：`{target}`" ; "把内容复制进项目" ;
        en "the symbolic link points outside the project: `{target}`" ; "copy what it points to into the project" ;
    SymlinkBroken = "symlink.broken" Error { target: String }
        zh "符号链接的目标 `{target}` 不存在" ; "改正或删掉这个链接" ;
        en "the target `{target}` of the symbolic link does not exist" ; "fix the link or delete it" ;
    SymlinkLoop = "symlink.loop" Error { target: String }
        zh "符号链接经过 `{target}` 又绕回了自己" ; "删掉这个链接" ;
        en "the symbolic link leads back to itself through `{target}`" ; "delete the link" ;
    ReadFailed = "io.read" Error { reason: String }
        zh "读不了这个文件：{reason}" ; "检查权限，并关掉占用它的程序" ;
        en "the file cannot be read: {reason}" ; "check its permissions, and close any program that has it open" ;
    SecretFile = "secret.file" Error { name: String }
        zh "`{name}` 像是密钥或密码文件，不会放进站点" ; "把它移出内容文件夹" ;
        en "`{name}` looks like a key or password file and is not published" ; "move it out of the content folder" ;
    KindUnknown = "kind.unknown" Warning { near: Option<String>, known: String }
        zh "看不出这个 YAML 文件是什么内容" ; zh(near, &format!("种类写在文件名里：{}", known.replace(", ", "、"))) ;
        en "the name does not say what kind of content this YAML file is" ; en(near, &format!("the file name gives the kind: {known}")) ;

    // Pages.
    PageEmpty = "page.empty" Warning {}
        zh "这一页没有内容" ; "写上内容，或删掉这个文件" ;
        en "the page has no content" ; "write something, or delete the file" ;
    PageForeign = "page.foreign" Warning { of: Words, form: Words }
        zh "这个文件是{of:#}，不作为页面" ; form.zh.clone() ;
        en "this file is {of} and does not become a page" ; form.en.clone() ;
    OrderUnknown = "page.order" Error { name: String, near: Option<String> }
        zh "这个文件夹里没有 `{name}`" ; zh(near, "order 里写文件名（不带 .md）或子文件夹名") ;
        en "there is no `{name}` in this folder" ; en(near, "order holds file names (without .md) and folder names") ;
    FenceUnclosed = "md.fence-unclosed" Warning {}
        zh "代码块没有结束" ; "在代码之后单独写一行 ```" ;
        en "the code block is never closed" ; "close it with a line of ```" ;
    DuplicateId = "md.duplicate-id" Error { id: String }
        zh "标题编号 `{{#{id}}}` 用了两次" ; "换一个编号" ;
        en "the heading id `{{#{id}}}` is used twice" ; "choose another id" ;
    ReservedId = "md.reserved-id" Error { id: String }
        zh "编号 `{id}` 是留给主题的：不能以 `rb-` 开头" ; format!("换一个编号，例如 `{}`", unreserved(id)) ;
        en "the id `{id}` is reserved: those that begin with `rb-` belong to the theme" ; format!("choose another id, such as `{}`", unreserved(id)) ;
    HeadingAttribute = "md.attribute" Error { name: String }
        zh "标题上不能写 `{name}`" ; "标题的花括号里只写编号：{#编号}" ;
        en "a heading cannot have `{name}`" ; "the braces after a heading can only hold its id: {#id}" ;
    Directive = "md.directive" Error { name: String, near: Option<String>, known: String }
        zh "没有 `::: {name}` 这种区块" ; zh(near, &format!("可以用：{known}")) ;
        en "there is no block `::: {name}`" ; en(near, &format!("known: {known}")) ;
    DirectiveUnclosed = "md.directive-unclosed" Error { name: String }
        zh "区块 `::: {name}` 没有结束" ; "在区块之后单独写一行 `:::`" ;
        en "the block `::: {name}` is never closed" ; "close it with a line of `:::`" ;
    DirectiveStray = "md.directive-stray" Error {}
        zh "这里的 `:::` 没有对应的开头" ; "删掉它，或补上开头的 `::: 名称`" ;
        en "this `:::` closes nothing" ; "delete it, or open a block with `::: name`" ;
    DirectiveWidth = "md.directive-width" Error { line: String }
        zh "区块用了全角冒号，会当作普通文字" ; format!("写成 `{line}`") ;
        en "a block written with full-width colons is plain text" ; format!("write `{line}`") ;
    DirectiveAlert = "md.directive-alert" Error { name: String, line: String }
        zh "没有 `::: {name}` 这种区块，提示框用引用来写" ; format!("写成 `{line}`，下面每行以 > 开头，不写结尾的 :::") ;
        en "there is no block `::: {name}`; a note is written as a quote" ; format!("write `{line}`, begin each line below with >, and leave out the closing :::") ;
    DirectiveArgument = "md.directive-argument" Error { name: String, expected: String }
        zh "区块 `::: {name}` 少了后面的内容" ; format!("写成 `::: {expected}`") ;
        en "the block `::: {name}` needs an argument" ; format!("write `::: {expected}`") ;
    EmbedMissing = "md.embed-missing" Error { id: String, kind: &'static str, near: Option<String>, known: String }
        zh "没有编号为 `{id}` 的 {kind} 可以放在这里" ; zh(near, &format!("编号是文件名 x.{kind}.yaml 里的 x；已有：{known}")) ;
        en "there is no {kind} `{id}` to show here" ; en(near, &format!("the id is the x of x.{kind}.yaml; known: {known}")) ;
    IncludeMissing = "include.missing" Error { target: String, near: Option<String> }
        zh "找不到要引入的文件 `{target}`" ; zh(near, "路径从这个文件算起，或以 / 开头从项目根目录算起；文件要是 Markdown") ;
        en "the file `{target}` to include does not exist" ; en(near, "the path starts at this file, or at the project's root with /; the file has to be Markdown") ;
    IncludeSection = "include.section" Error { target: String, file: String, section: String, near: Option<String> }
        zh "`{file}` 里没有标题或片段 `{section}`" ; zh(near, "写标题的文字，空格换成 -；片段写在 <!-- #region 名称 --> 与 <!-- #endregion 名称 --> 之间") ;
        en "`{file}` has no heading or region `{section}`" ; en(near, "write the text of the heading with - in place of spaces; a region stands between <!-- #region name --> and <!-- #endregion name -->") ;
    IncludeCycle = "include.cycle" Error { cycle: String }
        zh "引入绕了一圈：{cycle}" ; "去掉其中一处 `::: include`，或把共用的部分放进另一个文件" ;
        en "the files include each other in a circle: {cycle}" ; "remove one of these `::: include`, or put the shared part into a file of its own" ;
    IncludeHere = "include.here" Error {}
        zh "`::: include` 只能写在 Markdown 文件里" ; "在这里写出文字，或链接到那一页" ;
        en "`::: include` works in Markdown files only" ; "write the text here, or link to the page" ;
    IncludeUnused = "include.unused" Warning {}
        zh "没有页面引入这个文件，读者看不到它" ; "名称以 _ 开头的文件和文件夹不成为页面：用 `::: include` 引入它，或去掉 _" ;
        en "no page includes this file, so nobody sees it" ; "files and folders whose names begin with _ are no pages: include it with `::: include`, or remove the _" ;
    NotALink = "md.not-a-link" Warning { target: String }
        zh "地址里有空格，不会成为链接" ; fixed_link(target).map_or_else(|| format!("把地址放进尖括号：(<{target}>)"), |link| format!("标题要用半角引号：({link})")) ;
        en "the address contains a space, so this is not a link" ; fixed_link(target).map_or_else(|| format!("put the address in angle brackets: (<{target}>)"), |link| format!("put the title in ASCII quotes: ({link})")) ;
    LinkNoAddress = "md.no-address" Warning {}
        zh "圆括号里没有地址" ; "写上文件或网址：[文字](页面.md)" ;
        en "there is no address in the parentheses" ; "write a file or a web address: [text](page.md)" ;
    LinkNoText = "md.no-text" Warning { target: String }
        zh "指向 `{target}` 的链接没有文字，读者看不见它" ; format!("在方括号里写上文字：[文字]({target})") ;
        en "the link to `{target}` has no text, so nobody sees it" ; format!("write some text in the brackets: [text]({target})") ;
    PictureOfPage = "md.picture-of-page" Warning { target: String }
        zh "`{target}` 是页面，不是图片" ; format!("去掉前面的感叹号：[文字]({target})") ;
        en "`{target}` is a page, not a picture" ; format!("leave out the exclamation mark: [text]({target})") ;
    Footnote = "md.footnote" Warning { name: String }
        zh "脚注 `[^{name}]` 没有定义" ; format!("补上 `[^{name}]: 说明`") ;
        en "the footnote `[^{name}]` is not defined" ; format!("add `[^{name}]: text`") ;
    Dialect = "md.dialect" Warning { found: String, name: Words, form: Words }
        zh "`{found}` 是{name:#}，这里没有这种写法，读者会看到原样的文字" ; form.zh.clone() ;
        en "`{found}` is {name}; it is not part of the Markdown used here, so readers see it as typed" ; form.en.clone() ;
    Slip = "md.slip" Warning { found: String, reason: Words, form: Words }
        zh "`{found}` {reason:#}" ; form.zh.clone() ;
        en "`{found}` {reason}" ; form.en.clone() ;
    FootnoteUnused = "md.footnote-unused" Warning { name: String }
        zh "脚注 `[^{name}]` 没有被引用，不会显示" ; format!("在正文里写上 `[^{name}]`，或删掉这条脚注") ;
        en "nothing refers to the footnote `[^{name}]`, so it is not shown" ; format!("write `[^{name}]` in the text, or delete the footnote") ;
    FootnoteTwice = "md.footnote-twice" Warning { name: String }
        zh "脚注 `[^{name}]` 定义了两次，这一条不会显示" ; "换一个名字（不分大小写），或删掉其中一条" ;
        en "the footnote `[^{name}]` is defined twice, and this one is not shown" ; "choose another name (letter case does not count), or delete one of them" ;
    TableRow = "md.table-row" Warning { cells: usize, columns: usize }
        zh "这一行有 {cells} 格，表头只有 {columns} 列，多出的格子不会显示" ; "格子里的竖线写成 \\|；或给表头加一列" ;
        en "the row has {} but the header has {}; the extra cells are not shown", many(*cells, "cell"), many(*columns, "column") ; "write a pipe inside a cell as \\|, or add a column to the header" ;
    CodeLanguage = "md.language" Warning { name: String, near: Option<String> }
        zh "不认识代码语言 `{name}`，按普通文字显示" ; zh(near, "去掉语言名，或写 text") ;
        en "unknown code language `{name}`, shown as plain text" ; en(near, "leave the language out, or write text") ;
    MathError = "md.math" Error { reason: String }
        zh "公式读不懂：{reason}" ; "检查括号和命令；不是公式时，把 $ 写成 \\$" ;
        en "the formula cannot be read: {reason}" ; "check braces and commands; write \\$ if it is not a formula" ;
    DiagramKind = "diagram.kind" Warning { name: String }
        zh "不会画 `{name}` 这种图，按源码显示" ; "支持 flowchart、sequenceDiagram 和 stateDiagram-v2；别的图存成 SVG 再引用" ;
        en "diagrams of the type `{name}` are not drawn; the source is shown" ; "flowchart, sequenceDiagram and stateDiagram-v2 are drawn; save any other as SVG and show that" ;
    DiagramSyntax = "diagram.syntax" Warning { found: String }
        zh "图的这一处读不懂：`{found}`；整张图按源码显示" ; "检查括号、引号和箭头；写法见“编写”里的“流程图”" ;
        en "this part of the diagram cannot be read: `{found}`; the source is shown" ; "check brackets, quotation marks and arrows; the forms are under Writing, Diagrams" ;
    DiagramUnclosed = "diagram.unclosed" Warning { name: String }
        zh "图里的 `{name}` 没有结尾，整张图按源码显示" ; "补上一行 end（状态用 }，备注用 end note）" ;
        en "`{name}` in the diagram has no end; the source is shown" ; "add a line with end (} for a state, end note for a note)" ;
    DiagramSize = "diagram.size" Warning { count: usize, most: usize }
        zh "这张图有 {count} 个节点和箭头（箭头按半个算），最多 {most} 个；按源码显示" ; "拆成几张图，用节点上的链接连起来" ;
        en "the diagram has {count} nodes and arrows (an arrow counts half), {most} is the limit; the source is shown" ; "divide it into several and connect them by links of their nodes" ;
    DiagramEmpty = "diagram.empty" Warning {}
        zh "图里什么也没有" ; "写上 flowchart TD 和节点，例如 A[请购] --> B[订单]" ;
        en "there is nothing in the diagram" ; "write flowchart TD and nodes, such as A[Request] --> B[Order]" ;
    DiagramIgnored = "diagram.ignored" Warning { found: String }
        zh "图里的 `{found}` 不起作用" ; "删掉它；颜色和字体由主题决定，节点可以用 :::note、:::tip、:::important、:::warning、:::caution 标记" ;
        en "`{found}` in the diagram has no effect" ; "delete it; colours and type are the theme's, and nodes may be marked with :::note, :::tip, :::important, :::warning or :::caution" ;
    CaptionInline = "md.caption" Warning { title: String }
        zh "图片夹在一行文字里，图注“{title}”不会显示，只在鼠标停留时出现" ; "让图片单独成行" ;
        en "the picture is inside a line of text, so its caption `{title}` is only a tooltip" ; "put the picture on a line of its own" ;
    VariableUnknown = "var.unknown" Error { name: String, near: Option<String> }
        zh "没有变量 `{{{{ {name} }}}}`" ; zh(near, "在 rolebook.yaml 的 variables 里定义它") ;
        en "there is no variable `{{{{ {name} }}}}`" ; en(near, "define it under variables in rolebook.yaml") ;

    // Raw HTML and addresses in text.
    HtmlElement = "html.element" Error { name: String }
        zh "不能用 HTML 元素 `<{name}>`" ; element_form(name)[0] ;
        en "the HTML element `<{name}>` is not allowed" ; element_form(name)[1] ;
    CommentUnclosed = "html.comment-unclosed" Error {}
        zh "HTML 注释没有结束，它后面的内容都不会显示" ; "在注释之后写上 `-->`；要显示 `<!--`，请放进反引号里" ;
        en "the HTML comment is never closed, so nothing after it is shown" ; "close it with `-->`; to show `<!--`, put it in backticks" ;
    HtmlIgnored = "html.ignored" Warning { name: String }
        zh "HTML 元素 `<{name}>` 没有作用，已去掉" ; "用 Markdown 写；要显示这段文字，请放进反引号里" ;
        en "the HTML element `<{name}>` has no effect and was left out" ; "write Markdown; to show it as text, put it in backticks" ;
    HtmlUnknown = "html.unknown" Warning { name: String }
        zh "`<{name}>` 不是 HTML 元素，按文字显示" ; "要显示尖括号，请把它放进反引号里" ;
        en "`<{name}>` is not an HTML element and is shown as text" ; "put it in backticks to show it as it is" ;
    HtmlAttribute = "html.attribute" Error { name: String }
        zh "不能用 HTML 属性 `{name}`" ; "删掉这个属性" ;
        en "the HTML attribute `{name}` is not allowed" ; "delete the attribute" ;
    UrlScheme = "html.url-scheme" Error { scheme: String, is_picture: bool }
        zh "不能用 `{scheme}:` 开头的地址" ; if *is_picture { "把图片存成项目里的文件，写它的相对路径" } else { "可以用 https、http、mailto、tel 和相对路径" } ;
        en "an address that begins with `{scheme}:` is not allowed" ; if *is_picture { "save the picture as a file in the project and write its relative path" } else { "use https, http, mailto, tel or a relative path" } ;

    // Links and files.
    LinkMissing = "link.missing" Error { target: String, near: Option<String> }
        zh "页面 `{target}` 不存在" ; zh(near, "检查文件名，路径从当前文件算起") ;
        en "page `{target}` does not exist" ; en(near, "check the file name; the path starts at this file") ;
    LinkPrefix = "link.prefix" Error { prefix: String, count: usize, form: Words }
        zh "以 `{prefix}` 开头的地址有 {count} 个找不到文件" ; form.zh.clone() ;
        en "{count} addresses that begin with `{prefix}` lead to no file" ; form.en.clone() ;
    LinkAnchor = "link.anchor" Error { target: String, page: String, anchor: String, named: bool, near: Option<String> }
        zh "`{page}` 里没有标题 `#{anchor}`" ; near.as_ref().filter(|_| *named).map_or_else(|| zh(near, "标题编号就是标题文字，空格换成 -；或在标题后写 {#编号}"), |near| format!("这个标题有自己的编号：写成 `{near}`")) ;
        en "`{page}` has no heading `#{anchor}`" ; near.as_ref().filter(|_| *named).map_or_else(|| en(near, "a heading's id is its text with - in place of spaces; or write {#id} after the heading"), |near| format!("this heading has an id of its own: write `{near}`")) ;
    LinkCase = "link.case" Error { target: String, real: String, near: Option<String> }
        zh "大小写不对：文件名是 `{real}`" ; near.as_ref().map_or_else(|| "按文件名的大小写写：站点放到服务器上要区分大小写".to_owned(), |near| format!("写成 `{near}`：站点放到服务器上要区分大小写")) ;
        en "wrong letter case: the file is named `{real}`" ; near.as_ref().map_or_else(|| "write it as the file is named: web servers distinguish upper and lower case".to_owned(), |near| format!("write `{near}`: web servers distinguish upper and lower case")) ;
    LinkDraft = "link.draft" Error { target: String }
        zh "`{target}` 是草稿，不会发布" ; "去掉链接，或去掉那一页的 draft: true" ;
        en "`{target}` is a draft and is not published" ; "remove the link, or the draft: true of that page" ;
    LinkLeftOut = "link.left-out" Note { target: String }
        zh "`{target}` 不在这次生成的岗位里，链接变成普通文字" ; "不需要处理；要保留链接，就把那一页也给这个岗位" ;
        en "`{target}` is not for the roles of this build, so the link became plain text" ; "nothing needs to be changed; to keep the link, give the page to the role" ;
    LinkPiece = "link.piece" Error { target: String }
        zh "`{target}` 没有页面：名称以 _ 开头的文件只供引入" ; "链接到引入它的那一页，或在这里用 `::: include` 引入" ;
        en "`{target}` has no page: a file whose name begins with _ is there to be included" ; "link to a page that includes it, or include it here with `::: include`" ;
    LinkOutside = "link.outside" Error { target: String }
        zh "`{target}` 在项目之外" ; "只能链接项目里的文件" ;
        en "`{target}` is outside the project" ; "only files in the project can be linked" ;
    LinkLocal = "link.local" Error { target: String }
        zh "`{target}` 是这台电脑上的路径，别人打不开" ; "把文件放进项目，用相对路径" ;
        en "`{target}` is a path on this computer that nobody else can open" ; "put the file into the project and use a relative path" ;
    LinkBackslash = "link.backslash" Error { target: String, near: Option<String> }
        zh "地址 `{target}` 里用了反斜杠" ; line_zh(near, "换成 /；换过之后也没有这个文件") ;
        en "the address `{target}` contains a backslash" ; line_en(near, "use /; there is no such file with / either") ;
    AssetMissing = "asset.missing" Error { target: String, near: Option<String> }
        zh "文件 `{target}` 不存在" ; zh(near, "把文件放进项目，或改正路径") ;
        en "file `{target}` does not exist" ; en(near, "put the file into the project, or fix the path") ;

    AssetHost = "asset.host" Error { target: String, hosts: Option<String> }
        zh "`{target}` 在别的网站上，页面不会去加载它" ; other_host(hosts.as_ref(), Lang::Zh) ;
        en "`{target}` is on another host, and pages load nothing from other hosts" ; other_host(hosts.as_ref(), Lang::En) ;
    AssetScript = "asset.script" Warning { target: String }
        zh "`{target}` 里可能有脚本，读者打开它时会以本站的身份运行" ; "图片请导出为不含脚本的 SVG 或 PNG；网页请改写成 Markdown，或打成 zip 再链接" ;
        en "`{target}` may contain a script, which runs as part of the site when a reader opens the file" ; "export a picture as SVG without scripts, or as PNG; write a web page as Markdown, or pack it into a zip file" ;

    // References between things.
    RoleUnknown = "role.unknown" Error { role: String, near: Option<String>, known: String }
        zh "没有岗位 `{role}`" ; zh(near, &format!("已有的岗位：{known}")) ;
        en "unknown role `{role}`" ; en(near, &format!("known roles: {known}")) ;
    ModuleUnknown = "module.unknown" Error { module: String, near: Option<String> }
        zh "没有模块 `{module}`" ; zh(near, "在 rolebook.yaml 的 modules 里定义它") ;
        en "unknown module `{module}`" ; en(near, "define it under modules in rolebook.yaml") ;
    TierUnknown = "tier.unknown" Error { tier: String, near: Option<String>, known: String }
        zh "没有层级 `{tier}`" ; zh(near, &format!("可以用：{known}；也可在 rolebook.yaml 的 tiers 里增加")) ;
        en "unknown tier `{tier}`" ; en(near, &format!("known: {known}; add your own under tiers in rolebook.yaml")) ;
    IdForm = "id.form" Error { id: String, near: Option<String> }
        zh "编号 `{id}` 不合规" ; zh(near, "编号只用英文小写字母、数字和 -，以字母开头") ;
        en "`{id}` is not a valid id" ; en(near, "an id consists of lower-case letters, digits and -, and begins with a letter") ;
    IdDuplicate = "id.duplicate" Error { id: String }
        zh "编号 `{id}` 已经用过" ; "编号在整个站点里只能用一次；换一个" ;
        en "the id `{id}` is already in use" ; "an id is unique in the whole site; choose another" ;
    StepMissing = "step.missing" Error { kind: &'static str, id: String, near: Option<String> }
        zh "学习路径里的 {kind} `{id}` 不存在" ; zh(near, "检查编号或路径；页面路径从项目根算起") ;
        en "the {kind} `{id}` of the learning path does not exist" ; en(near, "check the id or path; a page path starts at the project's root") ;
    StepRole = "step.role" Error { role: String, page: String }
        zh "岗位 `{role}` 看不到 `{page}`" ; "在那一页的 roles 里加上这个岗位，或去掉这一步" ;
        en "the role `{role}` cannot read `{page}`" ; "add the role to the page's roles, or remove the step" ;
    StepRequires = "step.requires" Error { id: String, near: Option<String> }
        zh "路径里没有前置步骤 `{id}`" ; zh(near, "requires 里写同一条路径中课程、测验或实操的编号") ;
        en "the path has no step `{id}` to require" ; en(near, "requires lists ids of courses, quizzes and practicals on the same path") ;
    StepCycle = "step.cycle" Error { cycle: String }
        zh "前置步骤绕成了圈：{cycle}" ; "去掉其中一个 requires" ;
        en "the required steps form a circle: {cycle}" ; "remove one of the `requires`" ;
    CourseEmpty = "course.empty" Error {}
        zh "课程没有课时" ; "在 lessons 里列出页面" ;
        en "the course has no lessons" ; "list its pages under lessons" ;
    LessonMissing = "course.missing" Error { id: String, near: Option<String> }
        zh "课时 `{id}` 不存在" ; zh(near, "检查编号或路径；页面路径从项目根算起") ;
        en "the lesson `{id}` does not exist" ; en(near, "check the id or path; a page path starts at the project's root") ;
    LessonRole = "course.role" Error { role: String, page: String }
        zh "课程给岗位 `{role}`，但这个岗位看不到 `{page}`" ; "在那一页的 roles 里加上这个岗位，或从课程里去掉它" ;
        en "the course is for `{role}`, who cannot read `{page}`" ; "add the role to the page's roles, or take the page out of the course" ;
    SessionHours = "course.hours" Error { found: String }
        zh "一场 `{found}` 小时，当天排不下" ; "写大于 0、到午夜为止够用的小时数；跨天的培训每天写一场" ;
        en "a session of `{found}` hours does not fit into its day" ; "write hours above 0 that end before midnight; write one session for each day" ;
    TrainerClash = "course.trainer" Warning { name: String, when: String, other: String }
        zh "讲师 `{name}` {when} 已经在 `{other}` 有一场" ; "改其中一场的时间，或换一位讲师" ;
        en "the trainer `{name}` gives a session of `{other}` at {when}" ; "move one of the two sessions, or name another trainer" ;
    RoomClash = "course.room" Warning { name: String, when: String, other: String }
        zh "`{name}` {when} 已经给 `{other}` 用" ; "改其中一场的时间，或换一个地点" ;
        en "`{name}` is taken by a session of `{other}` at {when}" ; "move one of the two sessions, or take another place" ;
    SeeMissing = "see.missing" Error { target: String, near: Option<String> }
        zh "`{target}` 不存在" ; zh(near, "路径从项目根算起") ;
        en "`{target}` does not exist" ; en(near, "the path starts at the project's root") ;

    // Quizzes, banks and questions.
    QuizEmpty = "quiz.empty" Error {}
        zh "测验没有题目" ; "在 questions 或 draw 里列出题目" ;
        en "the quiz has no questions" ; "list them under questions or draw" ;
    QuizMissing = "quiz.missing" Error { id: String, near: Option<String> }
        zh "没有题目 `{id}`" ; zh(near, "题目写在 x.bank.yaml 里") ;
        en "there is no question `{id}`" ; en(near, "questions are written in x.bank.yaml") ;
    BankMissing = "quiz.bank" Error { id: String, near: Option<String> }
        zh "没有题库 `{id}`" ; zh(near, "题库的编号是 x.bank.yaml 里的 x") ;
        en "there is no bank `{id}`" ; en(near, "the id of a bank is the x in x.bank.yaml") ;
    DrawTooMany = "quiz.draw" Error { take: usize, available: usize }
        zh "要抽 {take} 题，符合条件的只有 {available} 题" ; "减少 take，或往题库里加题" ;
        en "the quiz draws {}, but the bank has only {available} that can be drawn", many(*take, "question") ; "lower take, or add questions to the bank" ;
    DrawNothing = "quiz.draw-none" Error { key: &'static str, value: String, near: Option<String>, known: String }
        zh "题库里没有 {key} 是 `{value}` 的题" ; zh(near, &format!("题库里有：{known}")) ;
        en "no question of the bank has the {key} `{value}`" ; en(near, &format!("the bank has: {known}")) ;
    QuizMust = "quiz.must" Error { id: String, near: Option<String> }
        zh "必过题 `{id}` 不在这份试卷里" ; zh(near, "must 里只写 questions 列出的题，或 draw 抽得到的题") ;
        en "the quiz does not contain the required question `{id}`" ; en(near, "must can only name questions that are listed, or that a draw can take") ;
    PassMark = "quiz.pass-mark" Error { found: String }
        zh "及格线 `{found}` 不对" ; "写成 0% 到 100% 之间的百分数，例如 80%" ;
        en "`{found}` is not a pass mark" ; "write a percentage from 0% to 100%, such as 80%" ;
    QuizMode = "quiz.mode" Error { key: &'static str }
        zh "`{key}` 只对考试有效，练习不用它" ; "考试写 `mode: exam`；练习就去掉这个键" ;
        en "`{key}` has no effect in practice" ; "write `mode: exam`, or remove the key" ;
    QuizRequires = "quiz.requires" Error {}
        zh "没有一条学习路径或课程规定在这场考试之前先学什么" ; "在学习路径的这一步写上 requires，或把它放在课程的最后，或去掉 `requires: strict`" ;
        en "no learning path or course says what comes before this exam" ; "add `requires` to its step of a learning path, put it at the end of a course, or remove `requires: strict`" ;
    PassMarkLow = "quiz.pass-mark-low" Warning { found: String, percent: String }
        zh "及格线 `{found}` 是 {found}%，几乎人人通过" ; format!("要 {percent}% 就写 `{percent}%`") ;
        en "the pass mark `{found}` is {found}%, which almost everyone passes" ; format!("for {percent}% write `{percent}%`") ;
    QuizTwice = "quiz.question-twice" Error { id: String }
        zh "题目 `{id}` 在这份试卷里写了两次" ; "删掉一个" ;
        en "the question `{id}` is in this quiz twice" ; "delete one" ;
    LastOption = "quiz.last-option" Warning { text: String }
        zh "选项“{text}”说到其他选项，打乱顺序以后可能排在前面" ; "给它加上 `last: true`，它就总在最后" ;
        en "the option `{text}` refers to the others, but may come first when the options are shuffled" ; "add `last: true` to keep it last" ;
    QuizTime = "quiz.time" Error { found: String, near: Option<String> }
        zh "时长 `{found}` 不对" ; zh(near, "写成 30min、24h 或 7d，大于 0") ;
        en "`{found}` is not a duration" ; en(near, "write a duration above 0, such as 30min, 24h or 7d") ;
    Points = "quiz.points" Error { found: String }
        zh "分值 `{found}` 不对" ; "写大于 0 的数" ;
        en "`{found}` is not a valid number of points" ; "write a number above 0" ;
    QuestionType = "quiz.type" Error { found: String }
        zh "看不出题型（{found}）" ; "答案的键决定题型，只写一个：options、judge、blanks、number、order、pairs、groups、parts、criteria、model" ;
        en "the type of the question is not clear ({found})" ; "the key of the answer decides the type; write one of: options, judge, blanks, number, order, pairs, groups, parts, criteria, model" ;
    OptionForm = "quiz.option-form" Error { text: String, line: String }
        zh "选项“{text}”没有说明对错" ; format!("正确的选项写 right，其余写 wrong：`{line}`") ;
        en "the option `{text}` does not say whether it is right" ; format!("mark the right one with right, the others with wrong: `{line}`") ;
    AnswerKey = "quiz.answer-key" Error { key: String, line: Option<String> }
        zh "答案不写在 `{key}` 里" ; line_zh(line, "正确的选项写成 `- right: 选项`，其余写 `- wrong: 选项`；判断题写 judge，填空题写 blanks，问答题写 model") ;
        en "the answer is not written in `{key}`" ; line_en(line, "mark the right option as `- right: option` and the others as `- wrong: option`; write judge for true or false, blanks for fill-in-the-blank, model for an essay") ;
    QuestionPrompt = "quiz.prompt" Error {}
        zh "题目是空的" ; "写上题干" ;
        en "the question is empty" ; "write what is asked" ;
    NoAnswer = "quiz.no-answer" Error {}
        zh "没有一个选项是正确的" ; "给正确的选项写 `right:`" ;
        en "no option is right" ; "write `right:` for the right one" ;
    FewOptions = "quiz.options" Error { found: usize }
        zh "只有 {found} 个选项，至少要两个" ; "再加选项" ;
        en "found {}, expected two or more", many(*found, "option") ; "add options" ;
    DuplicateOption = "quiz.duplicate-option" Error { text: String }
        zh "选项“{text}”写了两次" ; "改掉或删掉一个" ;
        en "the option `{text}` appears twice" ; "change or delete one" ;
    BlankCount = "quiz.blanks" Error { marks: usize, answers: usize }
        zh "题干里有 {marks} 个空（____），答案却有 {answers} 个" ; "每个空写四个下划线，对应一个答案" ;
        en "the question has {} (____) but {}", many(*marks, "blank"), many(*answers, "answer") ; "write four underscores for each blank, and one answer for each" ;
    Unanswerable = "quiz.unanswerable" Error { answer: String }
        zh "答案“{answer}”永远不会判对" ; "比较答案时不看空白和首尾的标点；请写出词语或数" ;
        en "the answer `{answer}` is never marked right" ; "spaces, and punctuation at either end, are ignored when answers are compared; write a word or a number" ;
    Tolerance = "quiz.tolerance" Error { found: String }
        zh "允许误差 `{found}` 不对" ; "写 0、正数，或者百分数，例如 5%" ;
        en "`{found}` cannot be a tolerance" ; "write 0, a positive number or a percentage such as 5%" ;
    FewItems = "quiz.items" Error { found: usize }
        zh "只有 {found} 项，至少要两项才能排序或配对" ; "再加几项" ;
        en "found {}, ordering and matching need two or more", many(*found, "item") ; "add items" ;
    FewGroups = "quiz.groups" Error { found: usize }
        zh "只有 {found} 个分组，至少要两组才能归类" ; "再加一组" ;
        en "found {}, sorting items needs two or more", many(*found, "group") ; "add groups" ;
    GroupEmpty = "quiz.group-empty" Error { name: String }
        zh "分组“{name}”里没有条目" ; "在组名后面列出属于它的条目，或删掉这一组" ;
        en "the group `{name}` has no items" ; "list the items that belong to it, or delete the group" ;
    ItemInTwoGroups = "quiz.group-twice" Error { text: String }
        zh "“{text}”同时在两个分组里" ; "一个条目只能属于一组；从其中一组删掉它" ;
        en "`{text}` is in two groups" ; "an item belongs to one group; delete it from the other" ;
    CaseEmpty = "quiz.case" Error {}
        zh "案例题没有小题" ; "在 parts 里写小题" ;
        en "the case has no parts" ; "write its questions under parts" ;
    TaskEmpty = "quiz.task" Error {}
        zh "实操题没有评分项" ; "在 criteria 里写评分项" ;
        en "the practical task has no criteria" ; "write them under criteria" ;

    // Checklists, FAQ, glossary.
    ChecklistEmpty = "checklist.empty" Error {}
        zh "检查单没有项目" ; "在 groups 的 items 里写项目" ;
        en "the checklist has no items" ; "write them under items of its groups" ;
    FaqEmpty = "faq.empty" Warning {}
        zh "没有问答" ; "写上 {id, q, a}，或删掉这个文件" ;
        en "there are no questions and answers" ; "write {id, q, a}, or delete the file" ;
    TableEmpty = "table.empty" Warning {}
        zh "表里没有一行" ; "在 rows 里写上各行，或放一个同名的 .table.csv；也可以删掉这个文件" ;
        en "the table has no rows" ; "write them under rows, or put them in a .table.csv of the same name; or delete the file" ;
    TableColumn = "table.column" Error { column: String, near: Option<String>, known: String }
        zh "表里没有 `{column}` 这一列" ; zh(near, &format!("已有的列：{known}；新的列先写进 columns")) ;
        en "the table has no column `{column}`" ; en(near, &format!("known columns: {known}; a new one is declared under columns first")) ;
    TableCells = "table.cells" Error { found: usize, expected: usize }
        zh "这一行有 {found} 格，第一行有 {expected} 列" ; "内容里有逗号的格子要加双引号；每行的格数与第一行相同" ;
        en "cells in this line: {found}; columns named by the first line: {expected}" ; "put a cell that contains a comma in double quotes; each line has as many cells as the first" ;
    TableNoKey = "table.no-key" Error { column: String }
        zh "这一行的 `{column}` 是空的，不知道它是哪一行" ; "写上它；这一列给每行命名，也是每行的链接" ;
        en "this row has no `{column}`, so it cannot be told from others" ; "fill it in: this column names each row and is what links lead to" ;
    TableDuplicate = "table.duplicate" Error { key: String }
        zh "有两行的编号都是 `{key}`" ; "改掉其中一个，或删掉重复的一行" ;
        en "two rows are named `{key}`" ; "change one of them, or delete the repeated row" ;
    TableCell = "table.cell" Error { found: String, column: String, wanted: Box<Words>, form: Box<Words>, near: Option<String> }
        zh "列 `{column}` 要的是{wanted:#}，这里写的是 `{found}`" ; zh(near, &form.zh) ;
        en "column `{column}` holds {wanted}, found `{found}`" ; en(near, &form.en) ;
    TableWord = "table.word" Error { found: String, column: String, near: Option<String>, known: String }
        zh "列 `{column}` 里没有 `{found}` 这个选项" ; zh(near, &format!("可以写：{known}；新的选项先加到这一列的 of 里")) ;
        en "`{found}` is none of the words of column `{column}`" ; en(near, &format!("known: {known}; a new one is added to `of` of the column first")) ;
    TableRequired = "table.required" Error { column: String, row: String }
        zh "{row} 的 `{column}` 是空的，这一列必填" ; "填上它；确实可以不填的，去掉这一列的 required" ;
        en "`{column}` of {row} is empty, but required" ; "fill it in; if it may be empty, remove `required` from the column" ;
    TablePattern = "table.pattern" Error { found: String, column: String, pattern: String }
        zh "`{found}` 不符合列 `{column}` 的格式 `{pattern}`" ; "改正这一格；格式本身不对的，改这一列的 pattern（整格都要符合）" ;
        en "`{found}` does not match the pattern `{pattern}` of column `{column}`" ; "correct the cell; or the pattern of the column, which has to match the whole cell" ;
    TableRange = "table.range" Error { found: String, column: String, range: String }
        zh "`{found}` 超出了列 `{column}` 的范围（{range}）" ; "改正这一格，或放宽这一列的 range" ;
        en "`{found}` is out of the range of column `{column}` ({range})" ; "correct the cell, or widen `range` of the column" ;
    TableUnique = "table.unique" Error { found: String, columns: String }
        zh "{columns} 是 `{found}` 的行不止一行" ; "改掉其中一个；允许重复的，去掉 checks 里的 unique" ;
        en "more than one row has `{found}` in {columns}" ; "change one of them; if both may be there, remove `unique` from checks" ;
    TableSorted = "table.sorted" Error { found: String, column: String, before: String }
        zh "`{found}` 排在 `{before}` 后面，列 `{column}` 应该从小到大" ; "把这一行移到前面，或检查有没有写错" ;
        en "`{found}` comes after `{before}`, but column `{column}` is sorted" ; "move the row up, or look for a slip in it" ;
    TableSum = "table.sum" Error { group: Box<Words>, left: Box<str>, left_total: Box<str>, right: Box<str>, right_total: Box<str>, difference: Box<str> }
        zh "{group:#}：{left} 合计 {left_total}，{right} 合计 {right_total}，差 {difference}" ; "核对这一组的每一行：漏了一行、多了一行，还是金额写错" ;
        en "{group}: {left} adds up to {left_total}, {right} to {right_total}; the difference is {difference}" ; "look at each row of the group: one is missing, one is too many, or an amount is wrong" ;
    TableRising = "table.rising" Error { number: String, date: String, before: String, before_date: String }
        zh "{number} 的日期 {date} 早于前一号 {before} 的 {before_date}" ; "号码往后，日期不能往前：改正其中一个日期或号码" ;
        en "{number} is dated {date}, before {before} of {before_date}" ; "with rising numbers dates do not fall: correct one of the dates or numbers" ;
    TableReference = "table.reference" Error { found: String, column: String, table: String, near: Option<String> }
        zh "列 `{column}` 指向数据表 {table}，那里没有 `{found}` 这一行" ; zh(near, "改正它，或先在那张表里加上这一行") ;
        en "column `{column}` refers to rows of table {table}, which has no `{found}`" ; en(near, "correct it, or add the row to that table first") ;
    TableUnknown = "table.unknown" Error { table: String, near: Option<String>, known: String }
        zh "没有数据表 `{table}`" ; zh(near, &format!("已有的数据表：{known}")) ;
        en "there is no table `{table}`" ; en(near, &format!("known tables: {known}")) ;
    TableNoRow = "table.no-row" Error { row: String, table: String, near: Option<String> }
        zh "数据表 `{table}` 里没有 `{row}` 这一行" ; zh(near, "改正它，或在那张表里加上这一行") ;
        en "table `{table}` has no row `{row}`" ; en(near, "correct it, or add the row to that table") ;
    TableValue = "table.value" Error { found: String }
        zh "`{found}` 没有指明表、行和列" ; "写成 `表[\"行\"].列`，例如 `{{ table.coa[\"1122.01\"].name }}`" ;
        en "`{found}` does not name a table, a row and a column" ; "write `table[\"row\"].column`, as in `{{ table.coa[\"1122.01\"].name }}`" ;
    TableOption = "table.option" Error { found: String, near: Option<String>, known: &'static str }
        zh "`::: table` 后面没有 `{found}` 这一项" ; zh(near, &format!("可以写：{known}；值放在双引号里，例如 columns=\"code,name\"")) ;
        en "`{found}` is nothing that `::: table` knows" ; en(near, &format!("known: {known}; values are in double quotes, as in columns=\"code,name\"")) ;
    TableWhere = "table.where" Error { found: String }
        zh "筛选条件 `{found}` 读不懂" ; "写成 列=值，例如 where=\"ctrl=ar\"：几个条件用逗号隔开，几个值用 | 隔开；还可以用 != > < >= <=" ;
        en "the condition `{found}` cannot be read" ; "write column=value, as in where=\"ctrl=ar\": a comma between conditions, | between values; also != > < >= <=" ;
    TableNothing = "table.nothing" Warning { found: String }
        zh "条件 `{found}` 一行也没有选中" ; "检查列和值：值按格子里写的，或写选项的编号" ;
        en "the condition `{found}` selects no row" ; "check columns and values: a value is what the cells say, or the id of a word" ;
    TableColumnType = "table.type" Error { found: String, near: Option<String>, known: String }
        zh "没有 `{found}` 这种列" ; zh(near, &format!("可以写：{known}，或 table:数据表的编号")) ;
        en "there is no column type `{found}`" ; en(near, &format!("known: {known}, or table:ID for rows of another table")) ;
    TableCheck = "table.check" Error { found: String, reason: Words }
        zh "检查 `{found}` 用不了：{reason:#}" ; "写法见手册“数据表 · 检查”：例如 {unique: [code]}、{sum: {debit: credit, by: voucher}}" ;
        en "the check `{found}` cannot be used: {reason}" ; "see “Tables · Checks” in the handbook: for example {unique: [code]} or {sum: {debit: credit, by: voucher}}" ;
    TableHead = "table.head" Error { found: String, reason: Words }
        zh "第一行应当写列名，{reason:#}" ; "给每一列写上不同的列名；没有用的列整列删掉" ;
        en "the first line names the columns; {reason}" ; "give each column a name of its own; delete a column that nobody needs" ;
    TableLacks = "table.lacks" Error { column: String, file: String }
        zh "数据文件 {file} 的第一行里没有 `{column}` 这一列" ; "在数据里加上这一列，或从 columns 里删掉它" ;
        en "the first line of {file} has no column `{column}`" ; "add the column to the data, or delete it from `columns`" ;
    TableQuote = "table.quote" Error {}
        zh "这里的双引号没有结束，后面的内容全被当成了一格" ; "补上后一个双引号；内容里的双引号要写成两个 `\"\"`" ;
        en "this double quote is never closed, so everything after it counts as one cell" ; "close it; a double quote inside a cell is written twice, `\"\"`" ;
    TableExcel = "table.excel" Error { found: String, column: String, what: Words }
        zh "列 `{column}` 的 `{found}` 是 Excel 的{what:#}，不是内容" ; "在 Excel 里改好这一格再另存：长编码所在的列先设成“文本”格式" ;
        en "`{found}` in column `{column}` is {what} of Excel, not content" ; "fix the cell in Excel and save again: format a column of long codes as text first" ;
    TableFile = "table.file" Error { reason: Words }
        zh "这个工作簿读不了：{reason:#}" ; "在 Excel 里打开，另存为 .xlsx（不加密码）或 CSV" ;
        en "this workbook cannot be read: {reason}" ; "open it in Excel and save it as .xlsx without a password, or as CSV" ;
    TableSheet = "table.sheet" Error { sheet: String, near: Option<String>, known: String }
        zh "工作簿里没有工作表 `{sheet}`" ; zh(near, &format!("它有：{known}")) ;
        en "the workbook has no sheet `{sheet}`" ; en(near, &format!("it has: {known}")) ;
    TermUnknown = "glossary.unknown" Error { term: String, near: Option<String>, page: Option<String> }
        zh "术语表里没有 `{term}`" ; zh(near, &page.as_ref().map_or_else(|| "写 glossary.yaml 里的术语或它的别名；要链接到一页，写 `[文字](页面.md)`".to_owned(), |page| format!("要链接到那一页，写 `[{term}]({page})`"))) ;
        en "the glossary has no `{term}`" ; en(near, &page.as_ref().map_or_else(|| "write a term of glossary.yaml or one of its other names; to link to a page, write `[text](page.md)`".to_owned(), |page| format!("to link to that page, write `[{term}]({page})`"))) ;
    TermBanned = "glossary.banned" Warning { found: String, term: String }
        zh "这里不写“{found}”，术语是“{term}”" ; format!("改成 `{term}`；术语表里把它列为不用的写法") ;
        en "`{found}` is not to be used; the term is `{term}`" ; format!("write `{term}`; the glossary lists this spelling under `not`") ;
    RosterHours = "roster.hours" Error { found: String }
        zh "`{found}` 看不出是星期几、几点到几点" ; "写成 周一至周五 08:30-12:00、13:30-17:30" ;
        en "`{found}` does not say which days and hours" ; "write days and hours such as Mon-Fri 08:30-12:00, 13:30-17:30" ;
    TermDuplicate = "glossary.duplicate" Error { term: String }
        zh "术语“{term}”定义了两次" ; "合并成一条" ;
        en "the term `{term}` is defined twice" ; "merge the two" ;

    // Translations.
    TranslationOrphan = "translation.orphan" Error { original: String }
        zh "译文没有原文 `{original}`" ; "先写原文，或改正文件名" ;
        en "the translation has no original `{original}`" ; "write the original first, or fix the file name" ;
    TranslationExtra = "translation.extra" Error { key: String, near: Option<String> }
        zh "原文里没有 `{key}`" ; zh(near, "译文只重复原文的编号和文字") ;
        en "the original has no `{key}`" ; en(near, "a translation repeats only the ids and texts of the original") ;
    TranslationShape = "translation.shape" Error { original: usize, found: usize }
        zh "原文有 {original} 项，译文有 {found} 项" ; "译文按顺序一项对一项" ;
        en "the original has {}, the translation {found}", many(*original, "item") ; "a translation follows the original item by item" ;
    TranslationHeadings = "translation.headings" Warning { original: usize, found: usize }
        zh "从这里开始，译文的标题与原文对不上（译文 {found} 个，原文 {original} 个）" ; "译文的标题与原文一一对应、级别相同，指向标题的链接才能换语言" ;
        en "from here on, the headings differ from the original's ({found} here, {original} there)" ; "give the translation the same headings at the same levels, so that links to them work in both languages" ;
    TranslationUnknown = "translation.language" Warning { language: String, near: Option<String> }
        zh "文件名里的语言 `{language}` 不在站点的 languages 里，已略过" ; near.as_ref().map_or_else(|| "在 rolebook.yaml 的 languages 里加上它".to_owned(), |near| format!("改名为 `{near}`，或在 rolebook.yaml 的 languages 里加上它")) ;
        en "the language `{language}` of the file name is not one of the site's, so the file is skipped" ; near.as_ref().map_or_else(|| "add it to languages in rolebook.yaml".to_owned(), |near| format!("rename the file to `{near}`, or add the language to languages in rolebook.yaml")) ;
}

/// A few words in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub zh: Box<str>,
    pub en: Box<str>,
}

impl Words {
    pub fn of(zh: &str, en: &str) -> Words {
        Words { zh: zh.into(), en: en.into() }
    }
}

/// In English; the alternate form (`{:#}`) in Chinese.
impl std::fmt::Display for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if f.alternate() { &self.zh } else { &self.en })
    }
}

/// Whom an address belongs to already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rival {
    /// A file of the project.
    File(String),
    /// What Rolebook makes by itself.
    Made,
}

impl Rival {
    fn help(&self, lang: Lang) -> &'static str {
        match self {
            Rival::File(_) => lang.pick(
                "改掉其中一个名字：只差大小写、重音写法或开头序号的名字算同一个",
                "rename one of them: names that differ only in letter case, in how an accent is encoded or in a leading number count as the same",
            ),
            Rival::Made => lang.pick("换一个名字", "choose another name"),
        }
    }
}

/// In English; the alternate form (`{:#}`) in Chinese.
impl std::fmt::Display for Rival {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Rival::File(name) if f.alternate() => write!(f, " `{name}` "),
            Rival::File(name) => write!(f, "`{name}`"),
            Rival::Made if f.alternate() => f.write_str(" Rolebook 自己生成的文件"),
            Rival::Made => f.write_str("a file that Rolebook makes itself"),
        }
    }
}

/// What a value should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    Text,
    TextOrMap,
    Bool,
    WholeNumber,
    Number,
    List,
    Map,
    OneOf(&'static [&'static str]),
}

impl Expected {
    fn help(self, lang: Lang) -> String {
        match self {
            Expected::Text => lang.pick("写一段文字", "write some text").into(),
            Expected::TextOrMap => lang
                .pick(
                    "写一段文字，或按语言写 {zh-CN: 财务, en: Finance}",
                    "write some text, or one text per language: {zh-CN: 财务, en: Finance}",
                )
                .into(),
            Expected::Bool => lang
                .pick(
                    "写 true 或 false（YAML 1.2 里 yes、no 是文字）",
                    "write true or false (in YAML 1.2, yes and no are text)",
                )
                .into(),
            Expected::WholeNumber => lang.pick("写整数，例如 10", "write a whole number, such as 10").into(),
            Expected::Number => {
                lang.pick("写数字，例如 130 或 0.01", "write a number, such as 130 or 0.01").into()
            }
            Expected::List => lang
                .pick("写成列表：[a, b]，或每行一个“- 项”", "write a list: [a, b], or one `- item` per line")
                .into(),
            Expected::Map => lang.pick("写成“键: 值”", "write `key: value`").into(),
            Expected::OneOf(words) => format!("{}{}", lang.pick("可以写：", "known: "), words.join(", ")),
        }
    }

    fn noun(self, lang: Lang) -> &'static str {
        match self {
            Expected::Text => lang.pick("文字", "text"),
            Expected::TextOrMap => lang.pick("文字，或各语言的文字", "text, or text for each language"),
            Expected::Bool => lang.pick(" true 或 false", "true or false"),
            Expected::WholeNumber => lang.pick("整数", "a whole number"),
            Expected::Number => lang.pick("数字", "a number"),
            Expected::List => lang.pick("列表", "a list"),
            Expected::Map => lang.pick("一组“键: 值”", "a list of `key: value` lines"),
            Expected::OneOf(_) => lang.pick("几个固定词之一", "one of a fixed set of words"),
        }
    }
}

/// In English; the alternate form (`{:#}`) in Chinese.
impl std::fmt::Display for Expected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.noun(if f.alternate() { Lang::Zh } else { Lang::En }))
    }
}

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn every_code_is_named_once() {
        let mut names: Vec<_> = CODES.iter().map(|code| code.name()).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}

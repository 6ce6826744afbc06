//! `rolebook.yaml` -> what the project says about itself; without one, defaults that fit a plain folder.

pub mod facts;
mod time_zone;
mod variables;

use crate::diag::{Code, Diagnostics, Override, Problem, Severity, Span, code_named, meaning, nearest};
use crate::source::{Content, Sources, names};
use crate::yaml;
use crate::yaml::fields::{Fields, LocalText, Scope, Text, local_text, scalar_text, text};
use crate::yaml::{Node, Value};
use jiff::tz::TimeZone;
use percent_encoding::{AsciiSet, utf8_percent_encode};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub const FILE: &str = "rolebook.yaml";

/// A tier that every project has.
struct Tier {
    id: &'static str,
    /// Its roles are the ones that teach others.
    teaches: bool,
}

/// The tiers every project has; a project may add its own under `tiers`. Their titles are texts of the theme.
const TIERS: &[Tier] = &[
    Tier { id: "administrator", teaches: true },
    Tier { id: "end-user", teaches: false },
    Tier { id: "it-support", teaches: false },
    Tier { id: "key-user", teaches: true },
    Tier { id: "management", teaches: false },
];

/// Codes, by their beginning, after which the page still shows its text: warnings in a folder without configuration.
const HARMLESS: &[&str] =
    &["fm.", "yaml.", "md.", "html.", "link.", "asset.", "path.", "symlink.", "secret.", "limit.nesting"];

/// What a folder written for another program does in every file.
const FOREIGN_ONCE: &[&str] = &[
    "fm.foreign-key",
    "fm.unknown-key",
    "html.attribute",
    "html.element",
    "html.ignored",
    "html.unknown",
    "md.attribute",
    "md.dialect",
    "md.language",
];

/// What `rolebook.yaml` says.
#[derive(Clone, Debug)]
pub struct Config {
    /// What readers' progress and results are kept under; without one, the title.
    pub id: Option<String>,
    pub title: LocalText,
    /// Titles the site had before: what was kept under them still counts.
    pub former_titles: Vec<String>,
    /// Language tags; the first is the default and has no prefix in addresses.
    pub languages: Vec<String>,
    pub product_name: Option<LocalText>,
    pub product_version: Option<Text>,
    /// Empty when the project defines none; then `{{ name }}` in a text stays as it is.
    pub variables: BTreeMap<String, LocalText>,
    /// The cells of all tables, once they are read.
    pub facts: Arc<facts::Facts>,
    pub modules: BTreeMap<String, LocalText>,
    /// The project's own, and those it gives another title.
    pub tiers: BTreeMap<String, LocalText>,
    /// What a tag is called in the other languages.
    pub tags: BTreeMap<String, LocalText>,
    pub base_url: Option<String>,
    /// Other hosts that pictures and films may come from, as a policy names them: `https://img.example.com`.
    pub media_hosts: Vec<String>,
    pub allowed_matter: Vec<String>,
    pub severities: BTreeMap<&'static str, Override>,
    pub synonyms: Vec<Vec<Text>>,
    pub feedback: Feedback,
    /// Where the clocks of the training plan are; without one a time is that of the reader's own clock.
    pub time_zone: Option<TimeZone>,
    /// Without `rolebook.yaml`, or with `migrating: true` in it: the folder was written for another program, whose ways
    /// of linking are understood too.
    pub is_foreign: bool,
    /// Keys of `rolebook.yaml` that were written but could not be read: what they would have named is no unknown name.
    unread: BTreeMap<&'static str, Span>,
}

/// Where what readers report goes, beside files and the text for a chat.
#[derive(Clone, Debug, Default)]
pub struct Feedback {
    /// An address of mail.
    pub mailto: Option<String>,
    /// An address of the company's own that takes JSON.
    pub post: Option<String>,
}

impl Feedback {
    /// The host of `post`, as a policy names it.
    pub fn host(&self) -> Option<String> {
        let (scheme, rest) = self.post.as_ref()?.split_once("://")?;
        Some(format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or_default()))
    }
}

/// The keys whose content gives names to the rest of the project.
const NAMING: &[&str] = &["languages", "modules", "tiers", "variables"];

impl Config {
    /// The same project, with the cells of its tables known.
    #[must_use]
    pub fn with_facts(&self, facts: Arc<facts::Facts>) -> Config {
        Config { facts, ..self.clone() }
    }

    /// Codes of which equal problems are reported once: in a folder from elsewhere one key is in every file.
    pub fn told_once(&self) -> &'static [&'static str] {
        if self.is_foreign { FOREIGN_ONCE } else { &[] }
    }

    /// Whether a page may show a picture from this address of another host.
    pub fn allows_media(&self, address: &str) -> bool {
        let Some(host) = host_of(address) else { return false };
        let split = |host: &str| {
            let (scheme, rest) = host.split_once("://").unwrap_or(("https", host));
            let (name, port) = rest.split_once(':').unwrap_or((rest, ""));
            (scheme.to_owned(), name.to_owned(), port.to_owned())
        };
        let (scheme, name, port) = split(&host);
        self.media_hosts.iter().map(|allowed| split(allowed)).any(|(own_scheme, own, own_port)| {
            let is_name = match own.strip_prefix('*') {
                Some(below) => name.ends_with(below),
                None => name == own,
            };
            // What may come unsealed may come sealed as well.
            let is_scheme = own_scheme == scheme || own_scheme == "http";
            is_scheme && is_name && (own_port == "*" || own_port == port)
        })
    }

    /// The list of `media.hosts` with the host of this address in it; none where a policy cannot name it.
    pub fn media_hosts_with(&self, address: &str) -> Option<String> {
        let own =
            self.media_hosts.iter().map(|host| host.strip_prefix("https://").unwrap_or(host).to_owned());
        let hosts: Vec<String> = own.chain([host_of(address)?]).map(|host| format!("\"{host}\"")).collect();
        Some(hosts.join(", "))
    }

    /// Where it is reported why names that a key should define are not there.
    pub fn lost(&self, key: &str) -> Option<Span> {
        self.unread.get(key).cloned()
    }

    /// The ids of all tiers, those of every project among them.
    pub fn tier_ids(&self) -> BTreeSet<&str> {
        TIERS.iter().map(|tier| tier.id).chain(self.tiers.keys().map(String::as_str)).collect()
    }

    /// Whether roles of this tier teach others.
    pub fn teaches(&self, tier: &str) -> bool {
        TIERS.iter().any(|own| own.teaches && own.id == tier)
    }

    pub fn default_language(&self) -> &str {
        self.languages.first().expect("read() leaves at least one language")
    }
}

/// Reads the project's configuration.
pub fn read(sources: &Sources, diags: &mut Diagnostics) -> Config {
    let mut config = defaults(sources);
    let Some(text) = sources.text(FILE) else { return config };
    let file = crate::source::RelPath::new(FILE);
    let mut found = Diagnostics::default();
    let node = yaml::parse(file.shared(), text, 0..text.len(), &mut found);
    // After a slip in the indentation, a key may have gone into the value above it.
    let slips = found.iter().any(|problem| matches!(problem.problem, Problem::YamlSyntax { .. }));
    let has = |key: &str| match node.as_ref().map(|node| &node.value) {
        Some(Value::Map(entries)) => !slips || entries.iter().any(|entry| entry.key == key),
        _ => false,
    };
    let lost = NAMING.iter().filter(|key| !has(key));
    config.unread.extend(lost.map(|key| (*key, Span::file(file.shared()))));
    diags.extend(found);
    // A project on its way from another program keeps the tolerance of a folder without configuration.
    config.is_foreign = node.as_ref().is_some_and(is_migrating);
    if !config.is_foreign {
        config.severities.clear();
    }
    if let Some(node) = node {
        fill(&mut config, &node, diags);
    }
    config
}

fn is_migrating(node: &Node) -> bool {
    let crate::yaml::Value::Map(entries) = &node.value else { return false };
    let value =
        entries.iter().find(|entry| entry.key == "migrating").and_then(|entry| scalar_text(&entry.value));
    matches!(value, Some("true" | "True" | "TRUE"))
}

fn defaults(sources: &Sources) -> Config {
    let file = crate::source::RelPath::new(FILE);
    let of_name = |text: &str| {
        LocalText::One(Text { text: text.to_owned(), span: Span::file(file.shared()), exact: None })
    };
    Config {
        id: None,
        former_titles: Vec::new(),
        title: of_name(if sources.name.is_empty() { "Rolebook" } else { &sources.name }),
        languages: vec![guess_language(sources).to_owned()],
        product_name: None,
        product_version: None,
        variables: BTreeMap::new(),
        facts: Arc::default(),
        modules: BTreeMap::new(),
        tags: BTreeMap::new(),
        tiers: BTreeMap::new(),
        base_url: None,
        media_hosts: Vec::new(),
        allowed_matter: Vec::new(),
        // A folder that never heard of Rolebook: what another program put there is worth a word, not a stop. A text
        // that cannot be read at all still stops the build.
        severities: crate::diag::CODES
            .iter()
            .filter(|code| HARMLESS.iter().any(|prefix| code.name().starts_with(prefix)))
            .map(|code| (code.name(), Override::As(Severity::Warning)))
            .collect(),
        synonyms: Vec::new(),
        feedback: Feedback::default(),
        time_zone: None,
        is_foreign: true,
        unread: BTreeMap::new(),
    }
}

/// Chinese as soon as a fair share of the first pages is: the language of a folder without configuration.
fn guess_language(sources: &Sources) -> &'static str {
    let mut han = 0;
    let mut letters = 0;
    let texts = sources.files.values().filter_map(|file| match &file.content {
        Content::Text(text) => Some(text),
        Content::Bytes(_) | Content::Asset { .. } => None,
    });
    for c in texts.take(20).flat_map(|text| text.chars().take(4000)) {
        han += usize::from(('\u{4e00}'..='\u{9fff}').contains(&c));
        letters += usize::from(c.is_ascii_alphabetic());
    }
    // One Han character carries about as much as four Latin letters; code and markup are Latin even in a Chinese page.
    if han * 8 >= letters { if han > 0 { "zh-CN" } else { "en" } } else { "en" }
}

fn fill(config: &mut Config, node: &Node, diags: &mut Diagnostics) {
    let Some(fields) = Fields::open_in(node, Scope::Config, diags) else { return };
    config.id = site_id(&fields, diags);
    // Its value has been looked at before everything else.
    fields.bool("migrating", diags);
    if let Some(title) = fields.local_text("title", diags) {
        config.title = title.without_comments();
    }
    config.former_titles = fields.texts("former_titles", diags).into_iter().map(|title| title.text).collect();
    let languages = languages(&fields, diags);
    if !languages.is_empty() {
        config.languages = languages;
    }
    if let Some(product) = fields.map("product", diags) {
        config.product_name = product.local_text("name", diags).map(LocalText::without_comments);
        config.product_version = product.text("version", diags);
        product.finish(&[], diags);
    }
    config.variables = named_texts(&fields, "variables", diags);
    config.modules = named_texts(&fields, "modules", diags);
    config.tiers = named_texts(&fields, "tiers", diags);
    config.tags = named_texts(&fields, "tags", diags);
    fill_names(config, diags);
    config.time_zone = match fields.text("time_zone", diags) {
        Some(name) => time_zone::named(&name, diags),
        None => time_zone::usual(config.default_language()),
    };
    config.base_url = fields.text("base_url", diags).and_then(|url| base_url(&url, diags));
    if let Some(media) = fields.map("media", diags) {
        let hosts = media.texts("hosts", diags);
        config.media_hosts = hosts.iter().filter_map(|host| media_host(host, diags)).collect();
        media.finish(&[], diags);
    }
    if let Some(feedback) = fields.map("feedback", diags) {
        config.feedback.mailto = feedback.text("mailto", diags).and_then(|text| mailto(&text, diags));
        config.feedback.post = feedback.text("post", diags).and_then(|text| endpoint(&text, diags));
        feedback.finish(&[], diags);
    }
    if let Some(search) = fields.map("search", diags) {
        for group in search.list("synonyms", diags) {
            let words = crate::yaml::fields::list(group, diags);
            config.synonyms.push(words.iter().filter_map(|word| text(word, diags)).collect());
        }
        search.finish(&[], diags);
    }
    if let Some(check) = fields.map("check", diags) {
        fill_check(config, check, diags);
    }
    if let Some(matter) = fields.map("front_matter", diags) {
        config.allowed_matter = matter.ids("allow", diags).into_iter().map(|key| key.text).collect();
        matter.finish(&[], diags);
    }
    note_unread(config, &fields);
    fields.finish(&[], diags);
}

fn site_id(fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<String> {
    let id = fields.text("id", diags)?;
    let good = names::is_id(&id.text);
    if !good {
        diags.push(id.span.clone(), Problem::IdForm { id: id.text.clone(), near: None });
    }
    good.then_some(id.text)
}

/// Each language once, in the writer's order.
fn languages(fields: &Fields<'_>, diags: &mut Diagnostics) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for language in fields.ids("languages", diags) {
        if !is_language_tag(language.as_str()) {
            let near = meant_tag(&language.text);
            diags.push(language.span, Problem::CfgLanguage { found: language.text, near });
        } else if !tags.contains(&language.text) {
            tags.push(language.text);
        }
    }
    tags
}

fn fill_check(config: &mut Config, check: Fields<'_>, diags: &mut Diagnostics) {
    // Pages do not use it yet.
    if let Some(days) = check.text("stale_after", diags)
        && days.text.strip_suffix('d').unwrap_or(&days.text).parse::<u32>().is_err()
    {
        let expected = crate::diag::Expected::WholeNumber;
        let found = format!("`{}`", days.text);
        diags.push(days.span, Problem::WrongType { found, expected, near: None });
    }
    if let Some(severity) = check.node("severity") {
        severities(config, severity, diags);
    }
    check.finish(&[], diags);
}

/// Remembers the keys whose names were meant but could not be read: what then lacks follows from them.
fn note_unread(config: &mut Config, fields: &Fields<'_>) {
    for key in NAMING {
        let is_usable = |node: &Node| match &node.value {
            Value::Map(entries) => entries.iter().all(|entry| !matches!(entry.value.value, Value::List(_))),
            Value::List(_) | Value::Scalar(_) => *key == "languages",
        };
        let misspelt = if fields.has(key) { None } else { fields.meant_as(&[key]) };
        let unusable = fields.node(key).filter(|node| !is_usable(node)).map(|node| node.span.clone());
        if let Some(cause) = unusable.or_else(|| misspelt.map(|entry| entry.key_span.clone())) {
            config.unread.insert(key, cause);
        }
    }
}

/// Variables are filled in wherever a name is shown.
fn fill_names(config: &mut Config, diags: &mut Diagnostics) {
    config.title = config.filled(&config.title, diags);
    config.product_name = config.product_name.as_ref().map(|name| config.filled(name, diags));
    let mut all = |names: &BTreeMap<String, LocalText>| -> BTreeMap<String, LocalText> {
        names.iter().map(|(id, name)| (id.clone(), config.filled(name, diags))).collect()
    };
    let (modules, tiers, tags) = (all(&config.modules), all(&config.tiers), all(&config.tags));
    (config.modules, config.tiers, config.tags) = (modules, tiers, tags);
}

fn named_texts(
    fields: &Fields<'_>,
    key: &'static str,
    diags: &mut Diagnostics,
) -> BTreeMap<String, LocalText> {
    let Some(map) = fields.map(key, diags) else { return BTreeMap::new() };
    map.entries()
        .iter()
        .filter_map(|entry| Some((entry.key.clone(), local_text(&entry.value, diags)?.without_comments())))
        .collect()
}

fn severities(config: &mut Config, node: &Node, diags: &mut Diagnostics) {
    let Some(map) = Fields::open_in(node, Scope::Config, diags) else { return };
    for entry in map.entries() {
        let Some(code) = code_named(&entry.key) else {
            let near = nearest(&entry.key, crate::diag::CODES.iter().map(|code| code.name()));
            diags.push(entry.key_span.clone(), Problem::CfgCode { found: entry.key.clone(), near });
            continue;
        };
        match scalar_text(&entry.value) {
            Some("error") => set(config, code, Override::As(Severity::Error)),
            Some("warning") => set(config, code, Override::As(Severity::Warning)),
            Some("off") => set(config, code, Override::Off),
            found => {
                let found = format!("`{}`", found.unwrap_or("…"));
                let expected = crate::diag::Expected::OneOf(&["error", "warning", "off"]);
                let near =
                    meaning(scalar_text(&entry.value).unwrap_or_default(), &["error", "warning", "off"]);
                let near = near.map(str::to_owned);
                diags.push(entry.value.span.clone(), Problem::WrongType { found, expected, near });
            }
        }
    }
}

fn set(config: &mut Config, code: Code, to: Override) {
    config.severities.insert(code.name(), to);
}

fn base_url(url: &Text, diags: &mut Diagnostics) -> Option<String> {
    let rest = url.text.strip_prefix("https://").or_else(|| url.text.strip_prefix("http://"));
    let Some(rest) = rest.filter(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace)) else {
        diags.push(
            url.span.clone(),
            Problem::CfgBaseUrl { found: url.text.clone(), near: meant_url(&url.text) },
        );
        return None;
    };
    let host = rest.split('/').next().unwrap_or_default();
    if host.contains('@') {
        diags.push(url.span.clone(), Problem::CfgSecret {});
        return None;
    }
    // The name of a host in Han is another matter: browsers turn it into one of its own form.
    let (origin, folder) = url.text.split_at(url.text.len() - rest.len() + host.len());
    let folder = folder.strip_suffix('/').unwrap_or(folder);
    let folder = utf8_percent_encode(folder, &AsciiSet::EMPTY);
    Some(format!("{origin}{folder}/"))
}

/// One address without a name and without anything that a mail program would read as more.
fn mailto(written: &Text, diags: &mut Diagnostics) -> Option<String> {
    let text = written.text.trim();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "@.-_+".contains(c);
    let good = text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && is_host_name(host))
        && text.chars().all(is_plain);
    if !good {
        diags.push(written.span.clone(), Problem::CfgFeedback { found: written.text.clone() });
    }
    good.then(|| text.to_owned())
}

fn endpoint(written: &Text, diags: &mut Diagnostics) -> Option<String> {
    let text = written.text.trim();
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let (name, port) = host.map_or(("", None), |host| {
        host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)))
    });
    let good = is_host_name(name)
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
        && !text.contains([' ', '"', '\'']);
    if !good {
        diags.push(written.span.clone(), Problem::CfgFeedback { found: written.text.clone() });
    }
    good.then(|| text.to_owned())
}

/// `img.example.com` -> `https://img.example.com`. Source of the form: the W3C's Content Security Policy, host-source.
fn media_host(written: &Text, diags: &mut Diagnostics) -> Option<String> {
    let lower = written.text.trim().trim_end_matches('/').to_ascii_lowercase();
    let (scheme, rest) = lower.split_once("://").unwrap_or(("https", &lower));
    let (name, port) = rest.split_once(':').map_or((rest, None), |(name, port)| (name, Some(port)));
    let labels = name.strip_prefix("*.").unwrap_or(name);
    let is_host = matches!(scheme, "https" | "http")
        && is_host_name(labels)
        && port.is_none_or(|port| port == "*" || port.parse::<u16>().is_ok());
    if !is_host {
        diags.push(written.span.clone(), Problem::CfgHost { found: written.text.clone() });
    }
    is_host.then(|| format!("{scheme}://{rest}"))
}

fn is_host_name(name: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
    };
    name.split('.').all(is_label)
}

/// The host of a web address as `media.hosts` would name it; none where a policy cannot name it. Browsers skip
/// surplus slashes, and so does this.
fn host_of(address: &str) -> Option<String> {
    let address = address.trim_start().to_ascii_lowercase();
    let (scheme, rest) = match address.split_once(':') {
        Some((scheme @ ("https" | "http"), rest)) => (scheme, rest),
        _ => ("https", address.strip_prefix("//")?),
    };
    let rest = rest.trim_start_matches(['/', '\\']);
    let authority = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    let own_port = if scheme == "https" { "443" } else { "80" };
    let port = port.filter(|port| *port != own_port && !port.is_empty());
    if !is_host_name(name) || port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return None;
    }
    let port = port.map_or_else(String::new, |port| format!(":{port}"));
    Some(if scheme == "https" { format!("{name}{port}") } else { format!("http://{name}{port}") })
}

/// `example.com/docs` -> `https://example.com/docs/`.
fn meant_url(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches('/');
    let host = text.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && host.chars().all(|c| c.is_ascii_alphanumeric() || ".-:".contains(c));
    (is_host && !text.contains(char::is_whitespace))
        .then(|| format!("https://{}/", text.trim_end_matches('/')))
}

/// `zh_CN`, `ZH-cn`, `中文`, `Chinese` -> a language tag.
fn meant_tag(text: &str) -> Option<String> {
    let known = [
        ("zh-CN", "中文 简体中文 简体 chinese cn chs"),
        ("zh-TW", "繁体中文 繁體中文 繁体 繁體 cht"),
        ("en", "英文 英语 英語 english eng"),
        ("ja", "日文 日语 日本語 japanese jp"),
    ];
    let folded = text.trim().to_lowercase();
    if let Some((tag, _)) = known.iter().find(|(_, names)| names.split(' ').any(|name| name == folded)) {
        return Some((*tag).to_owned());
    }
    let mut parts = folded.split(['-', '_']);
    let mut tag = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_uppercase()),
            4 => tag.extend(
                part.chars().enumerate().map(|(at, c)| if at == 0 { c.to_ascii_uppercase() } else { c }),
            ),
            _ => tag.push_str(part),
        }
    }
    is_language_tag(&tag).then_some(tag)
}

/// The folder of the site on its server: `https://host/docs/` -> `/docs/`.
pub fn base_path(base_url: &str) -> &str {
    let rest = base_url.split_once("://").map_or(base_url, |(_, rest)| rest);
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// A language tag of the usual shape: `zh-CN`, `en`, `pt-BR`, `zh-Hant`. Source: RFC 5646, section 2.1, without extensions.
pub fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let primary = parts.next().unwrap_or_default();
    (2..=3).contains(&primary.len())
        && primary.chars().all(|c| c.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::host_of;

    #[test]
    fn a_host_is_named_as_a_policy_would() {
        for (address, host) in [
            ("https://img.example.com/a.png", Some("img.example.com")),
            ("//CDN.example.com/a.png", Some("cdn.example.com")),
            ("http://files:8080/a.png?x#y", Some("http://files:8080")),
            ("https:/\\example.com:443\\a.png", Some("example.com")),
            ("https://a@evil.example/x", Some("evil.example")),
            ("https://例子.cn/a.png", None),
            ("https://[::1]/a.png", None),
            ("https:///", None),
            ("a.png", None),
        ] {
            assert_eq!(host_of(address).as_deref(), host, "{address}");
        }
    }
}

//! Front matter, and the same keys at the top of a YAML file -> `Head`.

use crate::diag::{Diagnostics, Expected, Problem, Span};
use crate::markdown::context::Context;
use crate::markdown::variables::local;
use crate::model::page::{Change, Head, Release, Verified};
use crate::source::names;
use crate::yaml::fields::{Fields, Text};
use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

/// Folders and name together (bytes); with the folder of the site before it, it still fits where 1,024 is the limit.
const LONGEST_ALIAS: usize = 600;

/// Which keys a kind of file may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// A Markdown page.
    Page,
    /// A YAML file whose body is the rest of its keys.
    Yaml,
}

/// Reads the keys that every page has. `fallback` is the title when none is given.
pub fn read(
    fields: &Fields<'_>,
    keys: Keys,
    context: &Context<'_>,
    fallback: &str,
    diags: &mut Diagnostics,
) -> Head {
    let optional = |key: &'static str, diags: &mut Diagnostics| {
        let text = fields.local_text(key, diags)?;
        Some(local(&text, context, diags)).filter(|text| !text.trim().is_empty())
    };
    let title = optional("title", diags);
    let mut head = Head {
        title: title.unwrap_or_else(|| fallback.to_owned()),
        summary: optional("summary", diags).unwrap_or_default(),
        roles: fields.ids("roles", diags),
        modules: fields.ids("modules", diags),
        tags: fields.words("tags", diags),
        weight: fields.whole("weight", diags),
        draft: fields.bool("draft", diags).unwrap_or(false),
        aliases: fields.words("aliases", diags).into_iter().filter_map(|own| alias(own, diags)).collect(),
        minutes: fields.whole("minutes", diags).and_then(|minutes| positive(minutes, fields, diags)),
        ..empty(fallback, fields.span())
    };
    head.since = fields.text("since", diags).map_or_else(String::new, |text| text.text);
    if keys == Keys::Page {
        page_keys(&mut head, fields, context, diags);
    }
    head
}

/// The head of a file without front matter.
pub fn empty(title: &str, span: Span) -> Head {
    Head {
        title: title.to_owned(),
        summary: String::new(),
        roles: Vec::new(),
        modules: Vec::new(),
        tags: Vec::new(),
        since: String::new(),
        verified: None,
        changes: Vec::new(),
        minutes: None,
        draft: false,
        aliases: Vec::new(),
        weight: None,
        order: Vec::new(),
        is_scenario: false,
        release: None,
        span,
    }
}

fn page_keys(head: &mut Head, fields: &Fields<'_>, context: &Context<'_>, diags: &mut Diagnostics) {
    head.order = fields.words("order", diags);
    if let Some(verified) = fields.node("verified").and_then(|node| Fields::open_item(node, "on", diags)) {
        let on = verified.required_text("on", diags).filter(|on| is_date(&on.text) || check_date(on, diags));
        let version = verified.text("version", diags).map_or_else(String::new, |text| text.text);
        head.verified = on.map(|on| Verified { on: day(on.text), version });
        verified.finish(&[], diags);
    }
    for item in fields.list("changes", diags) {
        let Some(change) = Fields::open(item, diags) else { continue };
        let version = change.required_text("version", diags).map_or_else(String::new, |text| text.text);
        let text = change
            .required_local_text("text", diags)
            .map_or_else(String::new, |text| local(&text, context, diags));
        let retrain = change.bool("retrain", diags).unwrap_or(false);
        change.finish(&[], diags);
        head.changes.push(Change { version, text, retrain });
    }
    head.is_scenario = fields.one_of("kind", &["page", "scenario"], diags) == Some("scenario");
    let version = fields.text("version", diags);
    let date = fields.text("date", diags).filter(|date| is_date(&date.text) || check_date(date, diags));
    head.release = version.map(|version| Release {
        version: version.text,
        date: date.map_or_else(String::new, |date| day(date.text)),
    });
}

/// A calendar date; the time of day that other programs write after it does no harm.
fn is_date(text: &str) -> bool {
    let (Some(date), rest) = (text.get(..10), text.get(10..).unwrap_or_default()) else { return false };
    let is_time = |rest: &str| {
        rest.starts_with(['T', 't', ' '])
            && rest.trim_start_matches(['T', 't', ' ']).starts_with(|c: char| c.is_ascii_digit())
            && rest.chars().skip(1).all(|c| c.is_ascii_digit() || ":.+-Zz ".contains(c))
    };
    date.parse::<jiff::civil::Date>().is_ok() && (rest.is_empty() || is_time(rest))
}

/// The date alone.
fn day(text: String) -> String {
    text.get(..10).map_or(text.clone(), ToOwned::to_owned)
}

/// Reports what is no calendar date.
pub fn check_date(text: &Text, diags: &mut Diagnostics) -> bool {
    let good = text.text.len() == 10 && text.text.parse::<jiff::civil::Date>().is_ok();
    if !good {
        diags.push(
            text.span.clone(),
            Problem::BadDate { found: text.text.clone(), near: meant_date(&text.text) },
        );
    }
    good
}

/// `2026/1/5`, `2026.01.05`, `2026年1月5日`, `20260105` -> `2026-01-05`.
pub fn meant_date(text: &str) -> Option<String> {
    let text = text.trim();
    let parts: Vec<&str> = match text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => vec![&text[..4], &text[4..6], &text[6..]],
        false => text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect(),
    };
    let [year, month, day] = parts[..] else { return None };
    let date = format!("{year:0>4}-{month:0>2}-{day:0>2}");
    (year.len() == 4 && date.parse::<jiff::civil::Date>().is_ok()).then_some(date)
}

fn positive(minutes: i64, fields: &Fields<'_>, diags: &mut Diagnostics) -> Option<u32> {
    let number = u32::try_from(minutes).ok();
    if number.is_none() {
        let span = fields.node("minutes").map_or_else(|| fields.span(), |node| node.span.clone());
        let expected = Expected::WholeNumber;
        diags.push(span, Problem::WrongType { found: format!("`{minutes}`"), expected, near: None });
    }
    number
}

/// The address as it is written here: without a host, a fragment and a leading `/`, with its ending.
fn meant_alias(text: &str) -> Option<String> {
    let text = text.split(['?', '#']).next().unwrap_or_default().replace('\\', "/");
    let path = text
        .split_once("://")
        .map_or(text.as_str(), |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let path = path.trim_start_matches("./").trim_start_matches('/');
    let path = match path.strip_suffix('/') {
        Some(folder) => format!("{folder}/index.html"),
        None => format!(
            "{}.html",
            path.trim_end_matches(".html").trim_end_matches(".htm").trim_end_matches(".md")
        ),
    };
    is_old_address(&path).then_some(path)
}

fn is_old_address(text: &str) -> bool {
    text.ends_with(".html")
        && text != ".html"
        && !text.starts_with('/')
        && !text.contains(['\\', ':', '?', '#'])
        && text.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// An old address stays inside the site and names a file that every system can hold.
fn alias(mut alias: Text, diags: &mut Diagnostics) -> Option<Text> {
    // An earlier link may be written as the address bar shows it; the file has the decoded name.
    let decoded = percent_decode_str(&alias.text).decode_utf8_lossy().nfc().collect::<String>();
    if !is_old_address(&decoded) {
        let near = meant_alias(&decoded);
        diags.push(alias.span.clone(), Problem::AliasUrl { found: alias.text.clone(), near });
        return None;
    }
    let mut faults = names::faults(&decoded);
    if decoded.len() > LONGEST_ALIAS {
        let (found, limit) = (decoded.len(), LONGEST_ALIAS);
        faults.push(Problem::PathTooLong { name: decoded.clone(), found, limit });
    }
    let good = faults.is_empty();
    faults.into_iter().for_each(|problem| diags.push(alias.span.clone(), problem));
    alias.text = decoded;
    good.then_some(alias)
}

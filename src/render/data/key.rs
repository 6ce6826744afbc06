//! The answers of a paper or a bank: a file of its own beside the page, veiled.
//!
//! The veil keeps an answer from being found by searching in the page or its source. It keeps no secret: whoever can
//! take the paper without a server can read the key.

use crate::describe::short_hash;
use crate::model::address::OutPath;
use crate::model::page::{Content, Page};
use crate::model::quiz::question::{Question, Told};
use crate::model::{LanguageId, PageId, Site};
use crate::render::context::Link;
use crate::render::kinds::questions::slots::Slots;
use crate::render::page_cx::PageCx;
use crate::theme::script;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Where the key of a paper or a bank stands: beside its page.
pub fn address(site: &Site, page: PageId, language: LanguageId) -> OutPath {
    let html = site.address(page, language);
    let stem = html.as_str().strip_suffix(".html").unwrap_or(html.as_str());
    OutPath::new(&format!("{stem}.key.js"))
}

/// Whether a page asks questions, and so has a key.
pub fn has(page: &Page) -> bool {
    matches!(page.original().content, Content::Quiz(_) | Content::Bank(_))
}

/// The key's file, which hands the veiled answers over as `key/ID`.
pub fn file(page: PageId, cx: &PageCx<'_>) -> String {
    cx.keys.take(page, cx.language).unwrap_or_else(|| written(page, cx))
}

/// Tells one state of the file from another.
pub fn hash(page: PageId, cx: &PageCx<'_>) -> String {
    let text = written(page, cx);
    cx.keys.keep(page, cx.language, &text);
    short_hash(&text)
}

fn written(page: PageId, cx: &PageCx<'_>) -> String {
    let shown = cx.site.page(page);
    let asked: Vec<&Question> = match &shown.version(cx.language).content {
        Content::Quiz(paper) => cx.site.asked(paper, cx.language),
        Content::Bank(bank) => bank.questions.iter().collect(),
        _ => Vec::new(),
    };
    let keys = asked.into_iter().map(|own| (own.id.as_str(), placed(own, cx)));
    let text = json!({ "questions": keys.collect::<BTreeMap<&str, Value>>() }).to_string();
    script::give(&format!("key/{}", shown.id), &veil(&text))
}

/// What is right, as it is marked, and what is told about it. `case` is empty, or the id of the case with a slash: HTML
/// carries the ids that it would carry on the page.
pub fn answer(case: &str, own: &Question, cx: &PageCx<'_>) -> Value {
    let mut key = json!(own.key());
    lay(&mut key, about(case, own, cx));
    key
}

/// The same with what the results board says about where the question is.
fn placed(own: &Question, cx: &PageCx<'_>) -> Value {
    let bank = cx.site.questions.get(own.id.as_str()).map(|place| cx.page_href(place.page));
    let place = Place {
        hash: short_hash(&cx.site.as_written(own).meaning()),
        at: bank.map_or_else(String::new, |href| format!("{href}#{}", own.id.text)),
        file: own.see.as_ref().and_then(|see| cx.reference_file(&see.text)).unwrap_or_default(),
    };
    let mut key = answer("", own, cx);
    lay(&mut key, json!(place));
    key
}

#[derive(Serialize)]
struct Place {
    /// As in the sheet, so that a result of another edition can be told apart.
    hash: String,
    /// Where the question stands, relative to the paper's page.
    at: String,
    /// The source of the page to read on, for whoever has to rewrite it.
    #[serde(skip_serializing_if = "String::is_empty")]
    file: String,
}

/// What is told about an answer, beside what is right. HTML is as it would be on the paper's page.
#[derive(Serialize)]
struct About {
    #[serde(flatten)]
    told: Told,
    #[serde(skip_serializing_if = "String::is_empty")]
    explain: String,
    /// Where to read on; the address is relative to the paper's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    see: Option<Link>,
    /// What is asked, in short, for lists of questions away from their page.
    ask: String,
    /// The options and items as plain text, by what stands for them in an answer; left sides as `L0`, `L1`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, String>,
    /// Of a case, over the keys of its parts.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, Value>,
}

fn about(case: &str, own: &Question, cx: &PageCx<'_>) -> Value {
    let slots = Slots::new(case, own, cx);
    let inner = format!("{}/", own.id.text);
    let texts = own.answer.texts(&own.id.text).into_iter();
    json!(About {
        told: own.answer.told(&slots),
        explain: slots.optional("explain", own.explain.as_ref()),
        see: own.see.as_ref().and_then(|see| cx.reference(&see.text)),
        ask: own.ask.facts.lead.trim().to_owned(),
        texts: texts.map(|(id, prose)| (id, prose.facts.lead.trim().to_owned())).collect(),
        parts: own.parts().iter().map(|part| (part.id.text.clone(), about(&inner, part, cx))).collect(),
    })
}

/// Lays maps over maps.
fn lay(under: &mut Value, over: Value) {
    match (under, over) {
        (Value::Object(under), Value::Object(over)) => {
            for (name, value) in over {
                lay(under.entry(name).or_insert(Value::Null), value);
            }
        }
        (under, over) => *under = over,
    }
}

/// The text with every byte changed, so that neither a search nor a glance finds an answer, nor whoever knows base64 at
/// sight. `js/learn/veil.js` undoes it.
fn veil(text: &str) -> String {
    const VEIL: u8 = 0xa5;
    let bytes: Vec<u8> = text.bytes().map(|byte| byte ^ VEIL).collect();
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
}

//! What a script needs to ask and mark the questions of a paper or a bank: the sheet, which stands open in the page,
//! and the key with the answers, which stands veiled in a file of its own.
//!
//! The veil keeps an answer from being found by searching in the page or its source. It keeps no secret: whoever can
//! take the paper without a server can read the key.

use crate::describe::{Names, short_hash};
use crate::model::address::OutPath;
use crate::model::grading::{BlankKey, CriterionKey, NumberKey};
use crate::model::page::{Content, Page};
use crate::model::prose::Prose;
use crate::model::quiz::{Answer, Bank, Choice, Paper, Question, first_place};
use crate::model::{LanguageId, PageId, Site};
use crate::render::context::Link;
use crate::render::kinds::{question, quiz};
use crate::render::page_cx::PageCx;
use crate::render::prose::body;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Where the key of a paper or a bank stands: beside its page.
pub fn key_address(site: &Site, page: PageId, language: LanguageId) -> OutPath {
    let html = site.address(page, language);
    let stem = html.as_str().strip_suffix(".html").unwrap_or(html.as_str());
    OutPath::new(&format!("{stem}.key.js"))
}

/// Whether a page asks questions, and so has a key.
pub fn has_key(page: &Page) -> bool {
    matches!(page.original().content, Content::Quiz(_) | Content::Bank(_))
}

/// The sheet of a paper, as JSON.
pub fn of_paper(page: PageId, paper: &Paper, cx: &PageCx<'_>) -> String {
    let fixed = paper.questions.iter().map(|id| id.text.clone()).filter(|id| has(id, cx)).collect();
    let draws: Vec<Drawn> = paper.draws.iter().map(|draw| drawn(paper, draw, cx)).collect();
    let must = paper.must.iter().map(|id| id.text.clone()).collect();
    let pool = pool(questions_of(paper, cx), cx);
    let sheet = Sheet {
        mode: paper.mode,
        pass: paper.pass,
        minutes: paper.time,
        attempts: paper.attempts,
        cooldown: paper.cooldown.unwrap_or(0),
        feedback: paper.feedback,
        multiple: paper.multiple,
        shuffle: paper.shuffle,
        questions: fixed,
        draws,
        must,
        strict: paper.strict.is_some(),
        pool,
        ..sheet(page, cx)
    };
    json(&sheet)
}

/// The sheet of a bank: its questions one by one, to practise and to sign off.
pub fn of_bank(page: PageId, bank: &Bank, cx: &PageCx<'_>) -> String {
    let pool = pool(bank.questions.iter(), cx);
    let questions = bank.questions.iter().map(|question| question.id.text.clone()).collect();
    json(&Sheet { mode: "bank", feedback: "now", questions, pool, ..sheet(page, cx) })
}

/// The key's file: `rolebook.veiled[ID] = "…"`.
pub fn key(page: PageId, cx: &PageCx<'_>) -> String {
    let shown = cx.site.page(page);
    let asked: Vec<&Question> = match &shown.version(cx.language).content {
        Content::Quiz(paper) => questions_of(paper, cx),
        Content::Bank(bank) => bank.questions.iter().collect(),
        _ => Vec::new(),
    };
    let questions: BTreeMap<&str, Key> =
        asked.into_iter().map(|own| (own.id.as_str(), placed(own, cx))).collect();
    let text = json(&Keys { questions });
    format!("(rolebook.veiled=rolebook.veiled||{{}})[{}]=\"{}\";\n", json(&shown.id), veil(&text))
}

/// The ids of all questions that a paper or a bank may ask.
pub fn asked_ids<'d>(page: PageId, cx: &'d PageCx<'_>) -> Vec<&'d str> {
    match &cx.site.page(page).version(cx.language).content {
        Content::Quiz(paper) => questions_of(paper, cx).into_iter().map(|own| own.id.as_str()).collect(),
        Content::Bank(bank) => bank.questions.iter().map(|own| own.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The questions that a draw may take, besides the fixed ones.
pub fn drawn_questions<'d>(paper: &'d Paper, cx: &'d PageCx<'_>) -> Vec<&'d Question> {
    let is_fixed = |own: &&Question| paper.questions.iter().any(|id| id.text == own.id.text);
    questions_of(paper, cx).into_iter().filter(|own| !is_fixed(own)).collect()
}

/// Every question a paper may ask, each once: the fixed ones first.
fn questions_of<'d>(paper: &'d Paper, cx: &'d PageCx<'_>) -> Vec<&'d Question> {
    let fixed = paper.questions.iter().map(|id| id.as_str());
    let drawn = paper.draws.iter().flat_map(|draw| quiz::fitting(paper, draw, cx));
    let ids = fixed.chain(drawn.map(|own| own.id.as_str()));
    let mut seen = std::collections::BTreeSet::new();
    ids.filter(|id| seen.insert(*id)).filter_map(|id| cx.site.question(id, cx.language)).collect()
}

fn has(id: &str, cx: &PageCx<'_>) -> bool {
    cx.site.question(id, cx.language).is_some()
}

#[derive(Serialize, Default)]
struct Sheet {
    id: String,
    title: String,
    /// `practice`, `exam` or `bank`.
    mode: &'static str,
    /// Share of the points that passes, in percent.
    pass: Option<f64>,
    minutes: Option<u32>,
    attempts: Option<u32>,
    /// Minutes until the attempts begin anew; without `attempts`, between any two.
    cooldown: u32,
    feedback: &'static str,
    multiple: &'static str,
    shuffle: bool,
    /// Version of the product, shown on results.
    edition: String,
    language: String,
    /// Address from the root of the site.
    href: String,
    /// Ids of the fixed questions, in order.
    questions: Vec<String>,
    draws: Vec<Drawn>,
    must: Vec<String>,
    /// What comes first has to be done first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    strict: bool,
    pool: BTreeMap<String, Asked>,
    /// The key's address from this page.
    key: String,
}

#[derive(Serialize)]
struct Drawn {
    from: String,
    tag: Option<String>,
    difficulty: Option<&'static str>,
    take: usize,
    points: Option<f64>,
    /// The questions that fit.
    ids: Vec<String>,
}

/// A question without its answer.
#[derive(Serialize)]
struct Asked {
    kind: &'static str,
    points: f64,
    /// Changes when the meaning does: the text, the options or the answer.
    hash: String,
    topics: Vec<String>,
    difficulty: &'static str,
    /// How many options there are to choose from.
    options: usize,
    /// Positions of the options that stay last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    last: Vec<usize>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, Asked>,
}

fn sheet(page: PageId, cx: &PageCx<'_>) -> Sheet {
    let shown = cx.site.page(page);
    let version = cx.site.config.product_version.as_ref();
    let text = key(page, cx);
    let hash = short_hash(&text);
    let address = key_address(cx.site, page, cx.language);
    Sheet {
        id: shown.id.clone(),
        title: cx.names().title(shown),
        edition: version.map_or_else(String::new, |version| version.text.clone()),
        language: cx.site.language(cx.language).to_owned(),
        href: cx.site.address(page, cx.language).to_href(),
        // The name stays when the key changes, so that naming it costs nothing on other pages; the mark renews caches.
        key: format!("{}?v={hash}", cx.from.href_to(&address)),
        multiple: "all",
        ..Sheet::default()
    }
}

fn drawn(paper: &Paper, draw: &crate::model::quiz::Draw, cx: &PageCx<'_>) -> Drawn {
    Drawn {
        from: draw.from.text.clone(),
        tag: draw.tag.as_ref().map(|tag| cx.names().tag_title(&tag.text)),
        difficulty: draw.difficulty,
        take: draw.take,
        points: draw.points,
        ids: quiz::fitting(paper, draw, cx).into_iter().map(|own| own.id.text.clone()).collect(),
    }
}

fn pool<'q>(questions: impl IntoIterator<Item = &'q Question>, cx: &PageCx<'_>) -> BTreeMap<String, Asked> {
    let asked = |own: &Question| (own.id.text.clone(), asked(own, original(own, cx), cx.names()));
    questions.into_iter().map(asked).collect()
}

/// The question as it was first written: what it means does not change with the reader's language.
fn original<'d>(own: &'d Question, cx: &'d PageCx<'_>) -> &'d Question {
    let written = cx
        .site
        .questions
        .get(own.id.as_str())
        .and_then(|place| cx.site.page(place.page).original().content.questions()?.get(place.index));
    written.unwrap_or(own)
}

fn asked(own: &Question, original: &Question, names: Names<'_>) -> Asked {
    let parts = parts(own).iter().zip(parts(original));
    Asked {
        kind: own.kind(),
        points: own.points(),
        hash: short_hash(&meaning(original)),
        topics: own.tags.iter().map(|tag| names.tag_title(&tag.text)).collect(),
        difficulty: own.difficulty.unwrap_or(""),
        options: options(own).len(),
        last: (0..options(own).len()).filter(|at| options(own)[*at].last).collect(),
        parts: parts.map(|(own, original)| (own.id.text.clone(), asked(own, original, names))).collect(),
    }
}

fn options(own: &Question) -> &[Choice] {
    if let Answer::Options(options) = &own.answer { options } else { &[] }
}

fn parts(own: &Question) -> &[Question] {
    if let Answer::Case(parts) = &own.answer { parts } else { &[] }
}

/// What a question means, as text: equal for two questions that ask and answer the same.
fn meaning(own: &Question) -> String {
    let mut out = format!("{}\n{}\n", own.kind(), own.ask.text().trim());
    let mut line = |mark: &str, text: &str| {
        writeln!(out, "{mark}{}", text.trim()).expect("writing to a String cannot fail");
    };
    match &own.answer {
        Answer::Options(options) => {
            options.iter().for_each(|own| line(if own.right { "+" } else { "-" }, own.text.text()));
        }
        Answer::Judge(right) => line("", &right.to_string()),
        Answer::Blanks(blanks) => blanks.iter().for_each(|own| line("", &format!("{own:?}"))),
        Answer::Number(number) => line("", &format!("{number:?}")),
        Answer::Order(items) => items.iter().for_each(|item| line("", item.text())),
        Answer::Pairs { pairs, extra } => {
            pairs.iter().for_each(|(left, right)| line(left.text(), right.text()));
            extra.iter().for_each(|item| line("", item.text()));
        }
        Answer::Case(parts) => parts.iter().for_each(|part| line("", &meaning(part))),
        Answer::Task { criteria, .. } => criteria.iter().for_each(|own| line("", own.check.text())),
        Answer::Essay(model) => line("", model.text()),
    }
    out
}

// The key

#[derive(Serialize)]
struct Keys<'q> {
    questions: BTreeMap<&'q str, Key>,
}

/// The answer of a question and what is said about it. HTML is as it would stand on the paper's page.
#[derive(Serialize, Default)]
struct Key {
    kind: &'static str,
    points: f64,
    #[serde(skip_serializing_if = "is_zero")]
    options: usize,
    /// Positions of the right options, as text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    right: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    judge: Option<bool>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    blanks: Vec<BlankKey>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<NumberKey>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    order: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pairs: Vec<(String, String)>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, Key>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<CriterionKey>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    essay: bool,
    /// Why an option is right or wrong, by its position. HTML.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    why: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    explain: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    model: String,
    /// Where to read on; the address is relative to the paper's page.
    #[serde(skip_serializing_if = "Option::is_none")]
    see: Option<Link>,
    /// The right answers of blanks and numbers as a reader may see them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accept: Vec<String>,
    /// What is asked, in short, for lists of questions away from their page.
    #[serde(skip_serializing_if = "String::is_empty")]
    ask: String,
    /// The options and items as plain text, by what stands for them in an answer; left sides as `L0`, `L1`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    texts: BTreeMap<String, String>,
    /// As in the sheet, so that a result of another edition can be told apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    hash: String,
    /// Where the question stands, relative to the paper's page.
    #[serde(skip_serializing_if = "String::is_empty")]
    at: String,
    /// The source of the page to read on, for whoever has to rewrite it.
    #[serde(skip_serializing_if = "String::is_empty")]
    file: String,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

/// The key of a whole question, with what the results board says about where it stands.
fn placed(own: &Question, cx: &PageCx<'_>) -> Key {
    let bank = cx.site.questions.get(own.id.as_str()).map(|place| cx.page_href(place.page));
    Key {
        hash: short_hash(&meaning(original(own, cx))),
        at: bank.map_or_else(String::new, |href| format!("{href}#{}", own.id.text)),
        file: own.see.as_ref().and_then(|see| cx.reference_file(&see.text)).unwrap_or_default(),
        ..answer("", own, cx)
    }
}

/// `case` as in `question::context`: what is shown later carries the ids that it would carry on the page.
fn answer(case: &str, own: &Question, cx: &PageCx<'_>) -> Key {
    let id = &own.id.text;
    let slot = |text: &str| question::slot(&format!("{case}{id}"), text);
    let html = |text: &str, prose: &Prose| body::html_in(&slot(text), prose, cx);
    let mut key = Key {
        kind: own.kind(),
        points: own.points(),
        explain: own.explain.as_ref().map_or_else(String::new, |own| html("explain", own)),
        see: own.see.as_ref().and_then(|see| cx.reference(&see.text)),
        ask: own.ask.facts.lead.trim().to_owned(),
        texts: texts(own),
        ..Key::default()
    };
    match &own.answer {
        Answer::Options(options) => {
            key.options = options.len();
            for (at, option) in options.iter().enumerate() {
                if option.right {
                    key.right.push(at.to_string());
                }
                if let Some(why) = &option.why {
                    key.why.insert(at.to_string(), body::inline_in(&slot(&format!("why{at}")), why, cx));
                }
            }
        }
        Answer::Judge(right) => key.judge = Some(*right),
        Answer::Blanks(blanks) => {
            key.blanks = blanks.iter().map(BlankKey::of).collect();
            key.accept = blanks.iter().map(question::blank).collect();
        }
        Answer::Number(value) => {
            key.number = Some(NumberKey::of(value));
            key.accept = vec![question::tolerant(value)];
        }
        Answer::Order(items) => key.order = (0..items.len()).map(|at| question::item_id(id, at)).collect(),
        Answer::Pairs { pairs, .. } => {
            let sides: Vec<&Prose> = pairs.iter().map(|(_, right)| right).collect();
            let pair = |at| (usize::to_string(&at), question::item_id(id, first_place(&sides, at)));
            key.pairs = (0..sides.len()).map(pair).collect();
        }
        Answer::Case(parts) => {
            let case = format!("{id}/");
            key.parts = parts.iter().map(|part| (part.id.text.clone(), answer(&case, part, cx))).collect();
        }
        Answer::Task { criteria, .. } => {
            let criterion =
                |own: &crate::model::quiz::Criterion| CriterionKey { points: own.points, must: own.must };
            key.criteria = criteria.iter().map(criterion).collect();
        }
        Answer::Essay(model) => {
            key.essay = true;
            key.model = html("model", model);
        }
    }
    key
}

/// What can be chosen, as plain text.
fn texts(own: &Question) -> BTreeMap<String, String> {
    let text = |prose: &crate::model::prose::Prose| prose.facts.lead.trim().to_owned();
    let item = |(at, prose): (usize, &crate::model::prose::Prose)| {
        (question::item_id(&own.id.text, at), text(prose))
    };
    match &own.answer {
        Answer::Options(options) => {
            options.iter().enumerate().map(|(at, option)| (at.to_string(), text(&option.text))).collect()
        }
        Answer::Order(items) => items.iter().enumerate().map(item).collect(),
        Answer::Pairs { pairs, extra } => {
            let left = pairs.iter().enumerate().map(|(at, (left, _))| (format!("L{at}"), text(left)));
            let right = pairs.iter().map(|(_, right)| right).chain(extra).enumerate().map(item);
            left.chain(right).collect()
        }
        Answer::Task { criteria, .. } => {
            criteria.iter().enumerate().map(|(at, own)| (at.to_string(), text(&own.check))).collect()
        }
        _ => BTreeMap::new(),
    }
}

// Writing

fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("plain data can be written as JSON")
}

/// The text with every byte changed, so that neither a search nor a glance finds an answer, nor whoever knows base64 at
/// sight. `js/learn/veil.js` undoes it.
fn veil(text: &str) -> String {
    const VEIL: u8 = 0xa5;
    let bytes: Vec<u8> = text.bytes().map(|byte| byte ^ VEIL).collect();
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD, bytes)
}

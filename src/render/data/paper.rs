//! What a script needs to ask the questions of a paper or a bank, without their answers (`key`): the sheet, which stands
//! open in the page.

use crate::describe::{Names, short_hash};
use crate::model::PageId;
use crate::model::ids::{BankId, QuestionId};
use crate::model::page::Content;
use crate::model::quiz::grading::Multiple;
use crate::model::quiz::paper::{Draw, Feedback, Mode, Paper};
use crate::model::quiz::question::{Bank, Difficulty, Question};
use crate::render::context::or_empty;
use crate::render::data::key;
use crate::render::page_cx::PageCx;
use crate::yaml::fields::Text;
use serde::Serialize;
use std::collections::BTreeMap;

/// The sheet of a paper, as JSON.
pub fn of_paper(page: PageId, paper: &Paper, cx: &PageCx<'_>) -> String {
    let fixed = paper.questions.iter().filter(|id| has(id, cx)).map(QuestionId::from).collect();
    let draws: Vec<Drawn> = paper.draws.iter().map(|draw| drawn(paper, draw, cx)).collect();
    let must = paper.must.iter().map(QuestionId::from).collect();
    let pool = pool(cx.site.asked(paper, cx.language), cx);
    let sheet = Sheet {
        mode: paper.mode.into(),
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
    let questions = bank.questions.iter().map(|question| QuestionId::from(&question.id)).collect();
    json(&Sheet { mode: SheetMode::Bank, questions, pool, ..sheet(page, cx) })
}

/// The ids of all questions that a paper or a bank may ask.
pub fn asked_ids<'d>(page: PageId, cx: &'d PageCx<'_>) -> Vec<&'d str> {
    match &cx.site.page(page).version(cx.language).content {
        Content::Quiz(paper) => {
            cx.site.asked(paper, cx.language).into_iter().map(|own| own.id.as_str()).collect()
        }
        Content::Bank(bank) => bank.questions.iter().map(|own| own.id.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The questions that a draw may take, besides the fixed ones.
pub fn drawn_questions<'d>(paper: &'d Paper, cx: &'d PageCx<'_>) -> Vec<&'d Question> {
    let is_fixed = |own: &&Question| paper.questions.iter().any(|id| id.text == own.id.text);
    cx.site.asked(paper, cx.language).into_iter().filter(|own| !is_fixed(own)).collect()
}

fn has(id: &Text, cx: &PageCx<'_>) -> bool {
    cx.site.question(id.as_str(), cx.language).is_some()
}

/// How questions are asked: as a paper says, or a bank's one by one.
#[derive(Serialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum SheetMode {
    Practice,
    Exam,
    Bank,
}

impl From<Mode> for SheetMode {
    fn from(mode: Mode) -> SheetMode {
        match mode {
            Mode::Practice => SheetMode::Practice,
            Mode::Exam => SheetMode::Exam,
        }
    }
}

#[derive(Serialize)]
struct Sheet {
    id: String,
    title: String,
    mode: SheetMode,
    /// Share of the points that passes, in percent.
    pass: Option<f64>,
    minutes: Option<u32>,
    attempts: Option<u32>,
    /// Minutes until the attempts begin again; without `attempts`, between any two.
    cooldown: u32,
    feedback: Feedback,
    multiple: Multiple,
    shuffle: bool,
    /// Version of the product, shown on results.
    edition: String,
    language: String,
    /// Address from the root of the site.
    href: String,
    /// Ids of the fixed questions, in order.
    questions: Vec<QuestionId>,
    draws: Vec<Drawn>,
    must: Vec<QuestionId>,
    /// What comes first has to be done first.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    strict: bool,
    pool: BTreeMap<QuestionId, Asked>,
    /// The key's address from this page.
    key: String,
}

#[derive(Serialize)]
struct Drawn {
    from: BankId,
    tag: Option<String>,
    difficulty: Option<Difficulty>,
    take: usize,
    points: Option<f64>,
    /// The questions that fit.
    ids: Vec<QuestionId>,
}

/// A question without its answer.
#[derive(Serialize)]
struct Asked {
    kind: &'static str,
    points: f64,
    /// Changes when the meaning does: the text, the options or the answer.
    hash: String,
    topics: Vec<String>,
    #[serde(serialize_with = "or_empty")]
    difficulty: Option<Difficulty>,
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
    let hash = key::hash(page, cx);
    let address = key::address(cx.site, page, cx.language);
    Sheet {
        id: shown.id.clone(),
        title: cx.names().title(shown),
        edition: version.map_or_else(String::new, |version| version.text.clone()),
        language: cx.site.language(cx.language).to_owned(),
        href: cx.site.address(page, cx.language).to_href(),
        // The name stays when the key changes, so that naming it costs nothing on other pages; the mark renews caches.
        key: format!("{}?v={hash}", cx.from.href_to(&address)),
        mode: SheetMode::Bank,
        pass: None,
        minutes: None,
        attempts: None,
        cooldown: 0,
        feedback: Feedback::Now,
        multiple: Multiple::All,
        shuffle: false,
        questions: Vec::new(),
        draws: Vec::new(),
        must: Vec::new(),
        strict: false,
        pool: BTreeMap::new(),
    }
}

fn drawn(paper: &Paper, draw: &Draw, cx: &PageCx<'_>) -> Drawn {
    Drawn {
        from: BankId::from(&draw.from),
        tag: draw.tag.as_ref().map(|tag| cx.names().tag_title(&tag.text)),
        difficulty: draw.difficulty,
        take: draw.take,
        points: draw.points,
        ids: cx.site.fitting(paper, draw).into_iter().map(|own| QuestionId::from(&own.id)).collect(),
    }
}

fn pool<'q>(
    questions: impl IntoIterator<Item = &'q Question>,
    cx: &PageCx<'_>,
) -> BTreeMap<QuestionId, Asked> {
    let asked = |own: &Question| (QuestionId::from(&own.id), asked(own, cx.site.as_written(own), cx.names()));
    questions.into_iter().map(asked).collect()
}

fn asked(own: &Question, original: &Question, names: Names<'_>) -> Asked {
    let options = own.answer.options();
    let parts = own.parts().iter().zip(original.parts());
    Asked {
        kind: own.kind(),
        points: own.points(),
        hash: short_hash(&original.meaning()),
        topics: own.tags.iter().map(|tag| names.tag_title(&tag.text)).collect(),
        difficulty: own.difficulty,
        options: options.len(),
        last: (0..options.len()).filter(|at| options[*at].last).collect(),
        parts: parts.map(|(own, original)| (own.id.text.clone(), asked(own, original, names))).collect(),
    }
}

// Writing

fn json(data: &impl Serialize) -> String {
    serde_json::to_string(data).expect("plain data can be written as JSON")
}

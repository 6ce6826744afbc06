//! What a template may see: the theme's contract, one small typed struct per thing shown.
//!
//! In: nothing. Out: plain serialisable data, with every address already relative to the page that shows it.
//! Not here: any look into the site; a template never gets the whole of it.
//! The reader's copy of this page is `themes/default/README.md`; a test compares the field names.

use crate::model::ids::RoleId;
use crate::model::kinds::PageKind;
use crate::model::quiz::grading::Multiple;
use crate::model::quiz::paper::Mode;
use crate::model::quiz::question::Difficulty;
use serde::{Serialize, Serializer};
use serde_json::Value;
use std::collections::BTreeMap;

/// A named address.
#[derive(Serialize, Clone, Debug, Default)]
pub struct Link {
    pub title: String,
    pub href: String,
}

/// The page at an earlier address: all that it knows.
#[derive(Serialize, Debug)]
pub struct RedirectContext<'a> {
    pub language: &'a str,
    pub href: String,
    pub early_script: String,
}

/// A role in the header's menu.
#[derive(Serialize, Debug)]
pub struct RoleLink {
    pub id: RoleId,
    pub title: String,
    pub href: String,
    /// The id of its tier, such as `key-user`.
    pub tier: String,
}

/// What is the same on every page of one language, but for the way to the root.
#[derive(Serialize, Debug)]
pub struct Site {
    /// The same for all pages and builds of one project: tells its stored settings from those of another site.
    pub id: String,
    /// The project gives no `id`, so that its title stands for it; other sites may have the same.
    pub is_titled: bool,
    /// Earlier ids, with spaces between; empty when there are none.
    pub was: String,
    pub title: String,
    /// Product and version the manual speaks of, such as `ERP 8.2`; empty when the project names none.
    pub product: String,
    /// Version of the product: what a learner has learned and a checklist was done for; may be empty.
    pub edition: String,
    pub feedback: Feedback,
    pub home: String,
    /// The list of all pages of this language.
    pub contents: String,
    /// The way from this page to the root of the site: empty, `../`, `../../`.
    pub root: String,
    pub roles: Vec<RoleLink>,
    pub stylesheets: Vec<String>,
    pub scripts: Vec<String>,
    /// The script that sets the colour scheme before the first paint; loaded without `defer`.
    pub early_script: String,
    pub icon: String,
    /// What only some pages load, by the name of its folder in the theme.
    pub bundles: BTreeMap<String, Bundle>,
    /// The pages that Rolebook adds to every site, by kind; those the project has no use for are missing.
    pub tools: BTreeMap<&'static str, Link>,
    /// The script with the index of papers, for the results board.
    pub papers: String,
    /// Other hosts that pictures may come from, as the policy of a page names them, each after a blank. Safe as it is.
    pub media_hosts: String,
}

/// What some pages load; empty where the theme has none of it.
#[derive(Serialize, Debug, Default)]
pub struct Bundle {
    pub style: String,
    /// The script with the interface texts that its scripts say.
    pub words: String,
    /// The script that hands over what they clone.
    pub markup: String,
    pub script: String,
    /// Those there are, in the order in which they have to come, with spaces between.
    pub files: String,
}

/// One language the reader can change to, on the same page.
#[derive(Serialize, Debug)]
pub struct Language {
    pub id: String,
    /// The language's own name for itself.
    pub label: String,
    pub href: String,
    pub current: bool,
    /// True when the page is not translated: the target shows the original text with a notice.
    pub missing: bool,
}

#[derive(Serialize, Debug, Default)]
pub struct Change {
    pub version: String,
    pub text: String,
    pub retrain: bool,
    /// Tells the change from every other of its page, in any language.
    pub mark: String,
}

/// The page itself, apart from its text.
#[derive(Serialize, Debug)]
pub struct Page {
    pub title: String,
    /// As the writer gave it; may be empty.
    pub summary: String,
    /// The summary, else how the text begins; may be empty.
    pub description: String,
    /// Language of the page's frame, a BCP 47 tag such as `zh-CN`.
    pub language: String,
    /// Language of the page's text: another one than `language` when the translation is missing.
    pub text_language: String,
    /// Own name of the language the text is in, when the translation is missing; else empty.
    pub untranslated: String,
    /// `page`, `scenario`, `section`, `home`, `release`, `role`, `course`, `quiz`, `bank`, `faq`, `checklist`, `glossary`, `contents`, `not-found`, `book`, `search`,
    /// `learning`, `certificate`, `board`.
    pub kind: &'static str,
    /// Reading time in minutes; 0 when it makes no sense for this kind.
    pub minutes: u32,
    pub roles: Vec<Link>,
    /// Ids of the roles that need the page, with spaces between; empty for everyone. For `data-roles`.
    pub role_ids: String,
    pub modules: Vec<String>,
    pub tags: Vec<String>,
    pub since: String,
    pub verified_on: String,
    pub verified_version: String,
    pub changes: Vec<Change>,
    pub languages: Vec<Language>,
    /// True when the original was verified later than this translation.
    pub outdated: bool,
    /// The page's full address, when the project has a base URL; else empty. A page without a translation has that of
    /// its original.
    pub canonical: String,
    /// The languages the text is written in, with their full addresses; empty without a base URL and for one language.
    pub alternates: Vec<Alternate>,
    /// The page as Markdown beside the HTML; empty when there is none.
    pub markdown: String,
    /// The page, or what begins here, as one long page to print; empty when there is none.
    pub book: String,
    /// The page's own address from the root of the site.
    pub path: String,
    /// Changes when the text does, in its original language; empty where there is no text to learn.
    pub hash: String,
    /// Changes when a change asks for learning anew; empty when none does.
    pub retrain: String,
    /// The marks of `changes`, with spaces between.
    pub change_marks: String,
    /// Whom to ask about it.
    pub contacts: Vec<Contact>,
}

/// The same page in a language, for search engines.
#[derive(Serialize, Debug, Clone)]
pub struct Alternate {
    /// A BCP 47 tag, or `x-default` for readers of any other language.
    pub language: String,
    pub href: String,
}

/// A heading in the table of contents, with those below it; up to three deep.
#[derive(Serialize, Debug, Clone)]
pub struct Heading {
    pub id: String,
    pub title: String,
    pub children: Vec<Heading>,
}

/// Where the reader is and where they can go.
#[derive(Serialize, Debug)]
pub struct Nav {
    /// From home to the parent; the page itself is not in it.
    pub breadcrumbs: Vec<Link>,
    /// The section tree as finished HTML, from `partials/sidebar.html`.
    pub sidebar: String,
    pub toc: Vec<Heading>,
    pub previous: Option<Link>,
    pub next: Option<Link>,
}

/// One line of the sidebar.
#[derive(Serialize, Debug, Default)]
pub struct SidebarItem {
    pub title: String,
    pub href: String,
    pub kind: &'static str,
    /// Belongs inside the `<a …>` tag: becomes ` aria-current="page"` on the page itself, nothing elsewhere.
    pub mark: String,
    /// Belongs inside the `<li …>` tag: becomes ` data-here` on the page itself, nothing elsewhere.
    pub here: String,
    /// As `page.role_ids`; a section's are those of all its pages together.
    pub role_ids: String,
    pub is_section: bool,
    /// Stands for the entries of a long section that are not shown.
    pub is_rest: bool,
    pub open: bool,
    /// The level below as finished HTML, from the same template: a template cannot call itself at any depth.
    pub children: String,
}

/// A page as a card or a row in a list.
#[derive(Serialize, Debug)]
pub struct Card {
    pub title: String,
    pub href: String,
    pub summary: String,
    pub kind: PageKind,
    pub minutes: u32,
    /// As `page.role_ids`.
    pub role_ids: String,
}

#[derive(Serialize, Debug)]
pub struct Home {
    pub roles: Vec<RoleCard>,
    pub sections: Vec<Card>,
}

#[derive(Serialize, Debug)]
pub struct RoleCard {
    pub id: RoleId,
    pub title: String,
    pub href: String,
    pub summary: String,
    pub tier: String,
    pub steps: usize,
    pub minutes: u32,
}

#[derive(Serialize, Debug)]
pub struct Section {
    pub pages: Vec<Card>,
}

#[derive(Serialize, Debug)]
pub struct SuperUser {
    pub name: String,
    pub contact: String,
}

/// What a step, a lesson or a chapter is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StepKind {
    Page(PageKind),
    /// A task that somebody signs off.
    #[default]
    Practical,
}

impl Serialize for StepKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            StepKind::Page(kind) => kind.serialize(serializer),
            StepKind::Practical => serializer.serialize_str("practical"),
        }
    }
}

/// One step of a learning path, or one lesson of a course.
#[derive(Serialize, Debug, Default)]
pub struct Step {
    pub number: usize,
    /// `page`, `scenario`, `course`, `quiz`, `practical`, …: the kind of what it leads to.
    pub kind: StepKind,
    pub title: String,
    pub href: String,
    pub summary: String,
    pub minutes: u32,
    pub requires: Vec<Link>,
    /// Under what the reader's progress is kept: `page:manual/receipt.html` (with `#heading` for a single section),
    /// `course:ID`, `quiz:ID`, `practical:ID`.
    pub id: String,
    /// The `id`s of what comes first, with spaces between.
    pub needs: String,
    /// As `page.hash` and `page.retrain`; empty for what is no page. For a single section the hash is its own.
    pub hash: String,
    pub retrain: String,
    /// For a single section: the hash of the page.
    pub whole: String,
    /// What changed, the newest first.
    pub changes: Vec<Change>,
    /// Earlier addresses of the page, under which it may have been learned.
    pub was: Vec<String>,
    /// Of a course: its lessons and its exam.
    pub lessons: Vec<Step>,
}

#[derive(Serialize, Debug)]
pub struct Role {
    pub id: RoleId,
    pub tier: String,
    pub modules: Vec<String>,
    pub super_users: Vec<SuperUser>,
    pub steps: Vec<Step>,
    pub minutes: u32,
    pub faq: Vec<Link>,
    pub checklists: Vec<Link>,
    pub sessions: Vec<Session>,
    /// The calendar file of its sessions; empty without any.
    pub calendar: String,
}

/// Where feedback goes; empty texts where the project names nothing.
#[derive(Serialize, Debug)]
pub struct Feedback {
    pub mailto: String,
    pub post: String,
    /// The host of `post`, for the policy.
    pub host: String,
}

/// Somebody to ask.
#[derive(Serialize, Clone, Debug, Default)]
pub struct Contact {
    /// The fragment of the line on the roster's page; empty for a super-user of a role.
    pub id: String,
    pub name: String,
    pub tel: String,
    /// `tel:…`, or empty.
    pub href: String,
    pub modules: Vec<String>,
    /// When, in words; empty for any time.
    pub hours: String,
    /// When, for scripts: `12345@510-1050`, with blanks between.
    pub on: String,
    pub stand_in: Option<StandIn>,
    /// ISO date, or empty.
    pub free_until: String,
    pub is_helpdesk: bool,
}

#[derive(Serialize, Clone, Debug)]
pub struct StandIn {
    pub name: String,
    pub tel: String,
    pub href: String,
}

/// A lesson in a room, at a time.
#[derive(Serialize, Clone, Debug)]
pub struct Session {
    /// The fragment of its sign-in sheet.
    pub id: String,
    pub title: String,
    pub course: Link,
    /// The roles of its course; empty when that is for everyone.
    pub roles: Vec<Link>,
    /// ISO date, or empty.
    pub date: String,
    /// The name of the day of the week, or empty.
    pub weekday: String,
    pub start: String,
    pub end: String,
    /// Hours as written, such as `3` or `1.5`; empty when unknown.
    pub hours: String,
    pub trainer: String,
    pub place: String,
    pub seats: Option<u32>,
    /// Its sign-in sheet.
    pub sheet: String,
}

#[derive(Serialize, Debug)]
pub struct Course {
    pub tier: String,
    /// As `step.id`.
    pub id: String,
    pub lessons: Vec<Step>,
    /// The lessons and, at the end, the exam.
    pub steps: Vec<Step>,
    pub sessions: Vec<Session>,
    pub exam: Option<Link>,
    pub minutes: u32,
}

#[derive(Serialize, Clone, Debug)]
pub struct Question {
    pub id: String,
    /// As `id`; for a part of a case `CASE/PART`.
    pub key: String,
    /// `1`, `2`, … and `3.1`, `3.2` for the parts of a case.
    pub number: String,
    /// Such as `single`, `pairs`, `case`: each has its text `question_KIND`.
    pub kind: &'static str,
    /// The partial that shows what can be answered: `templates/questions/PARTIAL.html`.
    pub partial: &'static str,
    /// HTML. For a case: the shared text.
    pub ask: String,
    pub points: String,
    /// `easy`, `medium`, `hard` or empty.
    #[serde(serialize_with = "or_empty")]
    pub difficulty: Option<Difficulty>,
    pub tags: Vec<String>,
    /// HTML, may be empty.
    pub hint: String,
    /// What can be answered, by type: see `Shown` in `src/model/quiz/types/`.
    pub asked: Value,
    pub parts: Vec<Question>,
    /// What is right and what is told about it, as in the key of a paper; at the end of a book only.
    pub answer: Option<Value>,
    pub must: bool,
}

#[derive(Serialize, Debug)]
pub struct Draw {
    pub from: Link,
    pub tag: String,
    #[serde(serialize_with = "or_empty")]
    pub difficulty: Option<Difficulty>,
    pub take: usize,
    pub points: String,
    /// How many questions of the bank fit.
    pub available: usize,
}

/// What a wait is counted in.
#[derive(Serialize, Clone, Copy, Debug, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum WaitUnit {
    Minutes,
    Hours,
    Days,
}

/// A word of a choice; an empty text where nothing is chosen, which a template can show as it is.
pub fn or_empty<T: Serialize, S: Serializer>(chosen: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
    match chosen {
        Some(chosen) => chosen.serialize(serializer),
        None => serializer.serialize_str(""),
    }
}

#[derive(Serialize, Debug)]
pub struct Quiz {
    /// `practice` or `exam`.
    pub mode: Mode,
    /// Such as `80%`; empty when the quiz has no pass mark.
    pub pass: String,
    /// Minutes; 0 when there is no limit.
    pub time: u32,
    /// 0 when not limited.
    pub attempts: u32,
    /// How several right options are marked: `all`, `part` or `half`; empty when no question has several.
    #[serde(serialize_with = "or_empty")]
    pub multiple: Option<Multiple>,
    /// Some questions have to be right for a pass.
    pub has_must: bool,
    /// What comes first has to be done first.
    pub strict: bool,
    /// The wait between attempts, in the largest unit that it is whole in: `days`, `hours` or `minutes`; 0 without one.
    pub cooldown: u32,
    pub cooldown_unit: WaitUnit,
    pub questions: Vec<Question>,
    pub draws: Vec<Draw>,
    /// The questions that a draw may take, without numbers.
    pub drawn: Vec<Question>,
    /// JSON for scripts: how the paper is asked, and its questions without their answers.
    pub sheet: String,
    /// Questions a reader answers, drawn ones included.
    pub total: usize,
    pub points: String,
}

/// A quiz as a book tells of it; each as in `Quiz`.
#[derive(Serialize, Debug)]
pub struct PaperFacts {
    pub mode: Mode,
    pub pass: String,
    pub time: u32,
    pub attempts: u32,
    pub total: usize,
    pub points: String,
    pub draws: Vec<Draw>,
}

#[derive(Serialize, Debug)]
pub struct Bank {
    pub questions: Vec<Question>,
    /// JSON for scripts: the questions without their answers.
    pub sheet: String,
    pub tags: Vec<String>,
}

#[derive(Serialize, Debug)]
pub struct FaqEntry {
    pub id: String,
    /// HTML.
    pub question: String,
    /// The question to stand in a link. HTML without links.
    pub label: String,
    /// HTML.
    pub answer: String,
    pub roles: Vec<Link>,
    /// As `page.role_ids`.
    pub role_ids: String,
    pub modules: Vec<String>,
    pub see: Vec<Link>,
}

#[derive(Serialize, Debug)]
pub struct Faq {
    pub entries: Vec<FaqEntry>,
}

#[derive(Serialize, Debug)]
pub struct ChecklistItem {
    pub id: String,
    pub number: usize,
    /// HTML.
    pub task: String,
    pub owner: Option<Link>,
    pub evidence: String,
    pub must: bool,
}

#[derive(Serialize, Debug)]
pub struct ChecklistGroup {
    pub title: String,
    pub items: Vec<ChecklistItem>,
}

#[derive(Serialize, Debug)]
pub struct Checklist {
    pub id: String,
    /// `once`, `month` or `release`.
    pub per: &'static str,
    pub groups: Vec<ChecklistGroup>,
    pub total: usize,
    pub signoff: Vec<Link>,
}

#[derive(Serialize, Debug)]
pub struct Term {
    pub id: String,
    pub term: String,
    pub aka: Vec<String>,
    /// Spellings not to use.
    pub not: Vec<String>,
    /// HTML.
    pub def: String,
    pub see: Option<Link>,
}

#[derive(Serialize, Debug)]
pub struct Glossary {
    pub terms: Vec<Term>,
}

/// A group of the page list: one section and its pages.
#[derive(Serialize, Debug)]
pub struct ContentsGroup {
    pub title: String,
    pub href: String,
    pub depth: usize,
    /// As `page.role_ids`, of the section with all that is below it.
    pub role_ids: String,
    pub pages: Vec<Card>,
}

#[derive(Serialize, Debug)]
pub struct Contents {
    pub groups: Vec<ContentsGroup>,
    pub total: usize,
}

/// A long page to print.
#[derive(Serialize, Debug)]
pub struct Book {
    /// The role, course or section it is made of.
    pub title: String,
    pub summary: String,
    pub super_users: Vec<SuperUser>,
    /// The day a page of it was last checked; empty when none was.
    pub verified: String,
    /// Way back to the page it belongs to.
    pub back: String,
    pub chapters: Vec<Chapter>,
    /// The questions of all chapters again, for the answers at the end.
    pub answers: Vec<Answers>,
}

/// One page in a book.
#[derive(Serialize, Debug)]
pub struct Chapter {
    pub number: usize,
    /// `c1`, `c2`, …: the id the template gives the chapter's heading.
    pub anchor: String,
    pub title: String,
    pub summary: String,
    pub kind: StepKind,
    /// Language tag of the text.
    pub language: String,
    /// HTML; its headings begin at level 3 and their ids at `c1-`.
    pub content: String,
    /// The sections of its text, for the contents.
    pub sections: Vec<Heading>,
    /// How a quiz is taken.
    pub paper: Option<PaperFacts>,
    /// Shown without their answers.
    pub questions: Vec<Question>,
    /// True for an exam, whose answers are in no book.
    pub is_exam: bool,
    pub faq: Vec<FaqEntry>,
    pub checklist: Option<Checklist>,
    pub terms: Vec<Term>,
}

#[derive(Serialize, Debug)]
pub struct Answers {
    pub number: usize,
    pub title: String,
    pub questions: Vec<Question>,
}

/// All that a page template gets.
#[derive(Serialize, Debug)]
pub struct PageContext<'a> {
    pub site: Site,
    pub page: Page,
    pub nav: Nav,
    /// HTML of the page's Markdown text, may be empty.
    pub content: String,
    /// Name and version of this program.
    pub generator: &'a str,
    #[serde(flatten)]
    pub own: Option<KindContext>,
}

/// What only one kind of page has, under the name of its kind.
#[derive(Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum KindContext {
    Home(Home),
    Section(Section),
    Role(Role),
    Course(Course),
    Quiz(Quiz),
    Bank(Bank),
    Faq(Faq),
    Checklist(Checklist),
    Glossary(Glossary),
    Contents(Contents),
    Book(Book),
    #[serde(untagged)]
    Named(BTreeMap<&'static str, serde_json::Value>),
}

impl KindContext {
    /// What a kind has whose file says itself what that is.
    pub fn named(kind: &'static str, own: &impl Serialize) -> KindContext {
        let own = serde_json::to_value(own).expect("plain data can be written as JSON");
        KindContext::Named(BTreeMap::from([(kind, own)]))
    }
}

/// What `partials/sidebar.html` gets.
#[derive(Serialize, Debug)]
pub struct Sidebar {
    pub items: Vec<SidebarItem>,
}

//! A role, a course or a section as one long page to print: cover, contents, chapters, answers at the end.

use crate::model::ids::QuestionId;
use crate::model::kinds::role::Target;
use crate::model::links::Resolved;
use crate::model::page::Content;
use crate::model::prose::Prose;
use crate::model::quiz::paper::{Mode, Paper};
use crate::model::quiz::question::Question as Asked;
use crate::model::resolve;
use crate::model::{PageId, SectionId, Site};
use crate::render::context::{Answers, Book, Chapter, Heading, Question, StepKind};
use crate::render::kinds::facts::faq;
use crate::render::kinds::learning::{checklist, role};
use crate::render::kinds::questions::{question, quiz};
use crate::render::page_cx::{Chapters, Embedded, PageCx, chapter_anchor};
use crate::render::prose::body;
use crate::render::route::Subject;
use std::collections::BTreeSet;

/// Every subject that has something to print.
pub fn subjects(site: &Site) -> Vec<Subject> {
    let roles = site.roles.values().copied().map(Subject::Role);
    let courses = site.courses.values().copied().map(Subject::Course);
    let sections = (1..site.sections.len()).map(|at| Subject::Section(SectionId(at)));
    roles.chain(courses).chain(sections).filter(|subject| has_parts(site, *subject)).collect()
}

pub fn has_parts(site: &Site, subject: Subject) -> bool {
    !parts(site, subject).is_empty()
}

/// A page, or a practical task of a bank.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Page(PageId),
    Task(QuestionId),
}

/// What stands in a book, each thing once, in order.
fn parts(site: &Site, subject: Subject) -> Vec<Part> {
    let mut parts = Vec::new();
    match subject {
        Subject::Role(page) => {
            if let Content::Role(role) = &site.page(page).original().content {
                role.path.iter().for_each(|step| add(site, page, &step.target, &mut parts));
            }
        }
        Subject::Course(page) => lessons(site, page, &mut parts),
        Subject::Section(section) => {
            let index = site.section(section).index;
            let pages: Vec<PageId> =
                site.section(section).pages().filter(|page| is_chapter(site, *page)).collect();
            if !pages.is_empty() {
                parts.extend(index.into_iter().chain(pages).map(Part::Page));
            }
        }
    }
    let mut seen = BTreeSet::new();
    parts.retain(|part| match part {
        Part::Page(page) => is_chapter(site, *page) && seen.insert(part.clone()),
        Part::Task(_) => seen.insert(part.clone()),
    });
    parts
}

/// Lists of other pages and banks are no chapters, so that the numbers of those that are have no gap.
fn is_chapter(site: &Site, page: PageId) -> bool {
    !matches!(site.page(page).original().content, Content::Role(_) | Content::Course(_) | Content::Bank(_))
}

fn add(site: &Site, of: PageId, target: &Target, parts: &mut Vec<Part>) {
    match target {
        Target::Page(path) => {
            if let Ok(Resolved::Page { page, .. }) =
                resolve::reference(site, site.page(of).original, &path.text)
            {
                parts.push(Part::Page(page));
            }
        }
        Target::Course(id) => {
            if let Some(course) = site.courses.get(id.as_str()) {
                lessons(site, *course, parts);
            }
        }
        Target::Quiz(id) => parts.extend(site.quizzes.get(id.as_str()).map(|page| Part::Page(*page))),
        Target::Practical(id) => parts.push(Part::Task(QuestionId::from(id))),
    }
}

fn lessons(site: &Site, page: PageId, parts: &mut Vec<Part>) {
    let Content::Course(course) = &site.page(page).original().content else { return };
    course.lessons.iter().for_each(|lesson| add(site, page, lesson, parts));
    parts.extend(
        course.exam.as_ref().and_then(|exam| site.quizzes.get(exam.as_str())).map(|page| Part::Page(*page)),
    );
}

/// The book as its template shows it.
pub fn context(subject: Subject, cx: &PageCx<'_>) -> Book {
    let parts = parts(cx.site, subject);
    let numbered = parts.iter().enumerate();
    let chapters = numbered.clone().filter_map(|(at, part)| match part {
        Part::Page(page) => Some((*page, at + 1)),
        Part::Task(_) => None,
    });
    let places = Chapters { chapters: chapters.collect() };
    let chapters: Vec<Chapter> =
        numbered.filter_map(|(at, part)| chapter(at + 1, part, &places, cx)).collect();
    // Whoever prints the book before an exam should not find its answers at the end.
    let answers = chapters.iter().filter(|chapter| !chapter.is_exam).map(|chapter| Answers {
        number: chapter.number,
        title: chapter.title.clone(),
        questions: answers(chapter.number, &parts[chapter.number - 1], &places, cx),
    });
    let answers = answers.filter(|answers| answers.questions.iter().any(is_answered)).collect();
    let (title, summary, super_users, back) = cover(subject, cx);
    let verified = places.chapters.keys().filter_map(|page| {
        let head = &cx.site.page(*page).version(cx.language).head;
        head.verified.as_ref().map(|verified| verified.on.clone())
    });
    // ISO dates sort as they follow each other.
    let verified = verified.max().unwrap_or_default();
    Book { title, summary, super_users, verified, back, answers, chapters }
}

/// Whether the answers at the end have anything to say about a question.
fn is_answered(question: &Question) -> bool {
    question.answer.is_some() || question.parts.iter().any(is_answered)
}

fn cover(
    subject: Subject,
    cx: &PageCx<'_>,
) -> (String, String, Vec<crate::render::context::SuperUser>, String) {
    match subject {
        Subject::Role(page) | Subject::Course(page) => {
            let shown = cx.site.page(page);
            let users = match &shown.version(cx.language).content {
                Content::Role(own) => role::context(shown, own, cx).super_users,
                _ => Vec::new(),
            };
            (cx.names().title(shown), cx.names().summary(shown), users, cx.page_href(page))
        }
        Subject::Section(section) => {
            let index = cx.site.section(section).index.map(|index| cx.site.page(index));
            let summary = index.map_or_else(String::new, |index| cx.names().summary(index));
            (cx.names().section_title(section), summary, Vec::new(), cx.section_href(section))
        }
    }
}

fn chapter(number: usize, part: &Part, places: &Chapters, cx: &PageCx<'_>) -> Option<Chapter> {
    let page = match part {
        Part::Page(page) => *page,
        Part::Task(id) => return task(number, id, cx),
    };
    let shown = cx.site.page(page);
    let version = shown.version(cx.language);
    let written = shown.text_language(cx.language);
    let prefix = format!("{}-", chapter_anchor(number));
    let inner = PageCx { written, book: Some(places), prefix: &prefix, shift: 1, ..*cx };
    let mut chapter = Chapter {
        number,
        anchor: chapter_anchor(number),
        title: cx.names().title(shown),
        summary: version.head.summary.clone(),
        kind: StepKind::Page(shown.page_kind()),
        language: cx.site.language(written).to_owned(),
        content: String::new(),
        sections: Vec::new(),
        paper: None,
        questions: Vec::new(),
        is_exam: false,
        faq: Vec::new(),
        checklist: None,
        terms: Vec::new(),
    };
    match &version.content {
        Content::Page(prose) => {
            chapter.content = body::of_page(page, prose, &inner);
            chapter.sections = sections(prose, &prefix);
        }
        Content::Quiz(paper) => {
            chapter.is_exam = paper.mode == Mode::Exam;
            chapter.paper = Some(quiz::facts(paper, &inner));
            chapter.questions = numbered(number, asked(paper, cx), &inner);
        }
        Content::Faq(own) => chapter.faq = faq::context(own, &inner).entries,
        Content::Checklist(own) => chapter.checklist = Some(checklist::context(shown, own, &inner)),
        Content::Glossary(own) => {
            chapter.terms = crate::render::kinds::facts::glossary::context(own, &inner).terms
        }
        _ => chapter.content = (cx.embed)(page, Embedded::Chapter, &inner)?,
    }
    Some(chapter)
}

/// The headings that the theme numbers, with their ids in the book.
fn sections(prose: &Prose, prefix: &str) -> Vec<Heading> {
    let own = prose.facts.headings.iter().filter(|heading| heading.level == 2);
    own.map(|heading| Heading {
        id: format!("{prefix}{}", heading.id),
        title: heading.title.clone(),
        children: Vec::new(),
    })
    .collect()
}

/// The questions of a chapter a second time, for the answers at the end of the book.
fn answers(number: usize, part: &Part, places: &Chapters, cx: &PageCx<'_>) -> Vec<Question> {
    let written = match part {
        Part::Page(page) => cx.site.page(*page).text_language(cx.language),
        Part::Task(_) => cx.written,
    };
    let prefix = format!("{}-{}answer-", chapter_anchor(number), crate::markdown::html::RESERVED);
    let inner = PageCx { written, book: Some(places), prefix: &prefix, shift: 1, ..*cx };
    let asked: Vec<&Asked> = match part {
        Part::Page(page) => match &cx.site.page(*page).version(cx.language).content {
            Content::Quiz(paper) => asked(paper, cx),
            _ => Vec::new(),
        },
        Part::Task(id) => cx.site.question(id.as_str(), cx.language).into_iter().collect(),
    };
    let answered = |(at, own)| question::answered(own, &format!("{number}.{}", at + 1), &inner);
    asked.into_iter().enumerate().map(answered).collect()
}

fn asked<'d>(paper: &Paper, cx: &'d PageCx<'_>) -> Vec<&'d Asked> {
    paper.questions.iter().filter_map(|id| cx.site.question(&id.text, cx.language)).collect()
}

fn numbered(number: usize, asked: Vec<&Asked>, cx: &PageCx<'_>) -> Vec<Question> {
    let context = |(at, own)| question::context(own, &format!("{number}.{}", at + 1), false, cx);
    asked.into_iter().enumerate().map(context).collect()
}

fn task(number: usize, id: &QuestionId, cx: &PageCx<'_>) -> Option<Chapter> {
    let own = cx.site.question(id.as_str(), cx.language)?;
    let prefix = format!("{}-", chapter_anchor(number));
    let question = question::context(own, &format!("{number}.1"), false, &PageCx { prefix: &prefix, ..*cx });
    Some(Chapter {
        number,
        anchor: chapter_anchor(number),
        title: role::short_title(&own.ask.facts.lead),
        summary: String::new(),
        kind: StepKind::Practical,
        language: cx.site.language(cx.language).to_owned(),
        content: String::new(),
        sections: Vec::new(),
        paper: None,
        questions: vec![question],
        is_exam: false,
        faq: Vec::new(),
        checklist: None,
        terms: Vec::new(),
    })
}

//! A paper can be put together: its questions and banks exist, each draw finds enough, `must` names what is in it.

use crate::check::nearest::nearest_thing;
use crate::diag::{Diagnostics, Problem, nearest};
use crate::model::ids::{QuestionId, QuizId};
use crate::model::kinds::FileKind;
use crate::model::kinds::role::Target;
use crate::model::page::{Content, Page};
use crate::model::quiz::paper::{Draw, Paper};
use crate::model::quiz::question::{Bank, Difficulty, Question};
use crate::model::{PageId, Site};
use std::collections::{BTreeMap, BTreeSet};

pub fn check(site: &Site, diags: &mut Diagnostics) {
    let mut shuffled = BTreeSet::new();
    for page in &site.pages {
        match &page.original().content {
            Content::Quiz(paper) => {
                of_paper(site, page, paper, diags);
                if paper.shuffle {
                    shuffled.extend(paper.questions.iter().map(|id| id.as_str()));
                    let banks = paper.draws.iter().filter_map(|draw| Some((draw, bank(site, draw)?)));
                    let drawn = banks.flat_map(|(draw, bank)| paper.fitting(draw, bank));
                    shuffled.extend(drawn.map(|question| question.id.as_str()));
                }
            }
            Content::Bank(bank) if bank.questions.is_empty() && bank.lost.is_empty() => {
                diags.push(page.original().head.span.clone(), Problem::QuizEmpty {});
            }
            _ => {}
        }
    }
    let banks = site.banks.values().filter_map(|page| match &site.page(*page).original().content {
        Content::Bank(bank) => Some(bank),
        _ => None,
    });
    let asked = banks.flat_map(|bank| &bank.questions).filter(|own| shuffled.contains(own.id.as_str()));
    asked.for_each(|question| of_shuffled(question, diags));
}

/// Words by which an option speaks of those before it.
const OF_THE_OTHERS: &[&str] = &[
    "以上都",
    "以上皆",
    "以上均",
    "以上全",
    "以上选项",
    "以上各",
    "以上说法",
    "上述都",
    "上述均",
    "上述皆",
    "上述选项",
    "都不对",
    "都不是",
    "of the above",
    "of these options",
];

fn of_shuffled(question: &Question, diags: &mut Diagnostics) {
    for option in question.answer.options().iter().filter(|option| !option.last) {
        let text = option.text.text().trim();
        if OF_THE_OTHERS.iter().any(|words| text.to_lowercase().contains(words)) {
            let problem = Problem::LastOption { text: text.to_owned() };
            diags.push(option.text.origin.span.clone(), problem);
        }
    }
    question.parts().iter().for_each(|part| of_shuffled(part, diags));
}

fn of_paper(site: &Site, page: &Page, paper: &Paper, diags: &mut Diagnostics) {
    if paper.questions.is_empty() && paper.draws.is_empty() {
        diags.push(page.original().head.span.clone(), Problem::QuizEmpty {});
    }
    for id in &paper.questions {
        if !site.questions.contains_key(id.as_str()) {
            let near = nearest(&id.text, site.questions.keys().map(QuestionId::as_str));
            let problem = Problem::QuizMissing { id: id.text.clone(), near };
            diags.push_after(site.lost.question(&id.text), id.span.clone(), problem);
        }
    }
    for ids in [&paper.questions, &paper.must] {
        for (at, id) in ids.iter().enumerate() {
            if let Some(first) = ids[..at].iter().find(|other| other.text == id.text) {
                diags.push_related(
                    id.span.clone(),
                    first.span.clone(),
                    Problem::QuizTwice { id: id.text.clone() },
                );
            }
        }
    }
    for draw in &paper.draws {
        of_draw(site, paper, draw, diags);
    }
    if let Some(span) = paper.strict.as_ref().filter(|_| !has_requirements(site, &QuizId::new(&page.id))) {
        diags.push(span.clone(), Problem::QuizRequires {});
    }
    if let Some((draw, available)) = short(site, paper) {
        diags.push(draw.span.clone(), Problem::DrawTooMany { take: draw.take, available });
    }
    must_be_asked(site, paper, diags);
}

fn of_draw(site: &Site, paper: &Paper, draw: &Draw, diags: &mut Diagnostics) {
    let Some(bank) = bank(site, draw) else {
        let near = nearest_thing(site, &draw.from.text, &site.banks);
        let problem = Problem::BankMissing { id: draw.from.text.clone(), near };
        diags.push_after(site.lost.thing(FileKind::Bank, &draw.from.text), draw.from.span.clone(), problem);
        return;
    };
    let available = paper.fitting(draw, bank).count();
    // Questions that could not be read have been reported; they may be the ones that lack.
    if bank.lost.is_empty() && !draws_nothing(draw, bank, diags) && available < draw.take {
        diags.push(draw.span.clone(), Problem::DrawTooMany { take: draw.take, available });
    }
}

/// What has to be right has to be asked.
fn must_be_asked(site: &Site, paper: &Paper, diags: &mut Diagnostics) {
    for id in &paper.must {
        let listed = paper.questions.iter().any(|question| question.text == id.text);
        let drawn = || {
            paper.draws.iter().filter_map(|draw| Some((draw, bank(site, draw)?))).any(|(draw, bank)| {
                bank.questions.iter().any(|question| question.id.text == id.text && draw.fits(question))
            })
        };
        if !listed && !drawn() {
            let near = nearest(&id.text, paper.questions.iter().map(|question| question.as_str()));
            let problem = Problem::QuizMust { id: id.text.clone(), near };
            // It may be one that a bank would give, were it read.
            let unread = paper.draws.iter().find_map(|draw| site.lost.thing(FileKind::Bank, &draw.from.text));
            diags.push_after(site.lost.question(&id.text).or(unread), id.span.clone(), problem);
        }
    }
}

/// Whether something comes before a paper: as a learning path says, or in a course the lessons above it.
fn has_requirements(site: &Site, id: &QuizId) -> bool {
    let is_it = |target: &Target| matches!(target, Target::Quiz(own) if own == id);
    site.pages.iter().any(|page| match &page.original().content {
        Content::Role(role) => role.path.iter().any(|step| is_it(&step.target) && !step.requires.is_empty()),
        Content::Course(course) => {
            let at_end = course.exam.as_ref().is_some_and(|exam| exam == id) && !course.lessons.is_empty();
            at_end || course.lessons.iter().skip(1).any(is_it)
        }
        _ => false,
    })
}

/// Reports a tag or a difficulty that no question of the bank has.
fn draws_nothing(draw: &Draw, bank: &Bank, diags: &mut Diagnostics) -> bool {
    let known = |found: BTreeSet<&str>| {
        if found.is_empty() { "—".to_owned() } else { found.into_iter().collect::<Vec<_>>().join(", ") }
    };
    let tags: BTreeSet<&str> =
        bank.questions.iter().flat_map(|question| &question.tags).map(|tag| tag.as_str()).collect();
    if let Some(tag) = draw.tag.as_ref().filter(|tag| !tags.contains(tag.as_str())) {
        let near = nearest(&tag.text, tags.iter().copied());
        let problem = Problem::DrawNothing { key: "tag", value: tag.text.clone(), near, known: known(tags) };
        diags.push(tag.span.clone(), problem);
        return true;
    }
    let levels: BTreeSet<&str> =
        bank.questions.iter().filter_map(|question| question.difficulty).map(Difficulty::name).collect();
    if let Some(level) = draw.difficulty.map(Difficulty::name).filter(|level| !levels.contains(level)) {
        let (value, known) = (level.to_owned(), known(levels));
        diags.push(draw.span.clone(), Problem::DrawNothing { key: "difficulty", value, near: None, known });
        return true;
    }
    false
}

/// The first draw that stays short because others need the same questions, with what is left for it. Nothing when a
/// draw cannot be filled by itself, which has been reported.
fn short<'p>(site: &Site, paper: &'p Paper) -> Option<(&'p Draw, usize)> {
    let mut fits: Vec<Vec<&str>> = Vec::new();
    for draw in &paper.draws {
        let bank = bank(site, draw)?;
        let ids: Vec<&str> = paper.fitting(draw, bank).map(|question| question.id.as_str()).collect();
        if ids.len() < draw.take || !bank.lost.is_empty() {
            return None;
        }
        fits.push(ids);
    }
    let mut taker = BTreeMap::new();
    paper.draws.iter().enumerate().find_map(|(at, draw)| {
        let taken = (0..draw.take).take_while(|_| take(at, &fits, &mut taker, &mut BTreeSet::new())).count();
        (taken < draw.take).then_some((draw, taken))
    })
}

/// Finds one more question for a draw; whoever has it takes another one if there is one, as when a sheet is drawn.
fn take<'s>(
    draw: usize,
    fits: &[Vec<&'s str>],
    taker: &mut BTreeMap<&'s str, usize>,
    tried: &mut BTreeSet<&'s str>,
) -> bool {
    for id in &fits[draw] {
        let other = taker.get(id).copied();
        if other == Some(draw) || !tried.insert(id) {
            continue;
        }
        if other.is_none_or(|other| take(other, fits, taker, tried)) {
            taker.insert(id, draw);
            return true;
        }
    }
    false
}

fn bank<'s>(site: &'s Site, draw: &Draw) -> Option<&'s Bank> {
    let page: PageId = *site.banks.get(draw.from.as_str())?;
    match &site.page(page).original().content {
        Content::Bank(bank) => Some(bank),
        _ => None,
    }
}
